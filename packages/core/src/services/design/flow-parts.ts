import { conditionWords } from '../form/condition-words.js';
import type { Choice, DesignField } from './design-fields.js';
import type { DesignPart, Item } from './design-part.js';
import { PRIORITIES } from '../form/condition-types.js';
import { Status, Transition } from '../flow/lifecycle-types.js';
import {
  CALENDARS,
  ClockExtension,
  ClockRestart,
  Outcome,
  PriorityRule,
  type Duration,
  type ServiceDefinition,
} from '../types.js';
import { renamedKey, renameStatus } from '../flow/rename-status.js';
import { durationWords } from '../views.js';

const kinds: Choice[] = [
  ['open', 'Open'],
  ['waiting', 'Waiting for somebody else'],
  ['closed', 'Closed: final'],
];
const kindWords = Object.fromEntries(kinds);

export const calendarChoices: Record<(typeof CALENDARS)[number], string> = {
  office: 'Office hours',
  crews: 'Crews’ hours',
  always: 'Day and night',
  'information-law': 'Working days of information law',
};

const statusChoices = ({ lifecycle }: ServiceDefinition): Choice[] =>
  lifecycle.statuses.map(({ key, label }) => [key, label]);
const statusLabel = ({ lifecycle }: ServiceDefinition, key: unknown): string =>
  lifecycle.statuses.find((status) => status.key === key)?.label ?? String(key);

/** A lifecycle that is changed is the service's own. */
const withLifecycle = (definition: ServiceDefinition, changes: object): unknown => ({
  ...definition,
  lifecycle: { ...definition.lifecycle, ...changes, name: definition.key },
});

/** A status that was given another key has it wherever the definition names it. */
function withStatuses(definition: ServiceDefinition, statuses: readonly Item[]): unknown {
  const renamed = renamedKey(definition.lifecycle.statuses, statuses);
  const { lifecycle, ...rest } = renamed ? renameStatus(definition, renamed) : definition;
  return withLifecycle({ ...rest, lifecycle }, { statuses, initial: statuses[0]?.['key'] });
}

const clockTarget: DesignField = { kind: 'duration', name: 'target', label: 'Time' };

/** What becomes of a case, how it ends, and by when. */
export const flowParts: readonly DesignPart[] = [
  {
    kind: 'list',
    key: 'statuses',
    title: 'Statuses',
    one: 'status',
    intro: 'Where a case can stand. It begins in the first. What customers read is shown to them as it stands here.',
    schema: Status,
    headings: ['Status', 'Kind', 'Customers read', 'May go on to'],
    cells: (definition, item) => {
      const { key, label, publicLabel, kind } = item as Status;
      const next = definition.lifecycle.transitions.filter(({ from }) => from === key);
      const words = next.map(
        ({ to, leadersOnly }) => `${statusLabel(definition, to)}${leadersOnly ? ' (leaders)' : ''}`,
      );
      return [label, kindWords[kind] ?? kind, publicLabel, [...new Set(words)].join(', ') || 'Nothing'];
    },
    read: ({ lifecycle }) => lifecycle.statuses,
    write: withStatuses,
    fields: () => [
      { kind: 'text', name: 'label', label: 'Status', hint: 'For staff' },
      { kind: 'text', name: 'key', label: 'Key' },
      { kind: 'select', name: 'kind', label: 'Kind', choices: kinds },
      { kind: 'text', name: 'publicLabel', label: 'What customers read' },
    ],
  },
  {
    kind: 'list',
    key: 'steps',
    title: 'Steps',
    one: 'step',
    intro: 'Which status may follow which, and what the step is called. Every status must lead to a closed one.',
    schema: Transition,
    headings: ['From', 'Step', 'To', 'Who'],
    cells: (definition, item) => {
      const { from, to, label, needsReason, leadersOnly } = item as Transition;
      const who = `${leadersOnly ? 'Team leaders' : 'All who work on cases'}${needsReason ? ', with a reason' : ''}`;
      return [statusLabel(definition, from), label, statusLabel(definition, to), who];
    },
    read: ({ lifecycle }) => lifecycle.transitions,
    write: (definition, transitions) => withLifecycle(definition, { transitions }),
    fields: (definition) => [
      { kind: 'select', name: 'from', label: 'From', choices: statusChoices(definition) },
      { kind: 'select', name: 'to', label: 'To', choices: statusChoices(definition) },
      { kind: 'text', name: 'label', label: 'What the step is called' },
      { kind: 'text', name: 'event', label: 'Key' },
      { kind: 'yes', name: 'needsReason', label: 'Only with a reason' },
      { kind: 'yes', name: 'leadersOnly', label: 'Only team leaders' },
    ],
  },
  {
    kind: 'list',
    key: 'outcomes',
    title: 'Outcomes',
    one: 'outcome',
    intro: 'How a case can end.',
    schema: Outcome,
    headings: ['Outcome', 'Customers read'],
    cells: (_definition, item) => [String(item['label']), String(item['publicLabel'])],
    read: ({ outcomes }) => outcomes,
    write: (definition, outcomes) => ({ ...definition, outcomes }),
    fields: () => [
      { kind: 'text', name: 'label', label: 'Outcome', hint: 'For staff' },
      { kind: 'text', name: 'key', label: 'Key' },
      { kind: 'text', name: 'publicLabel', label: 'What customers read' },
    ],
  },
  {
    kind: 'form',
    key: 'promise',
    title: 'Promise',
    intro: 'How long the work may take. Urgent and high work may have times of its own.',
    read: ({ sla }) => sla,
    write: (definition, sla) => ({ ...definition, sla }),
    fields: (definition) => [
      { kind: 'duration', name: 'target', label: 'Time' },
      ...PRIORITIES.map((priority): DesignField => ({
        ...{ kind: 'duration', name: `byPriority.${priority}`, label: `Time when it is ${priority}` },
        hint: 'Empty: as for the rest',
      })),
      {
        ...{ kind: 'select', name: 'calendar', label: 'Counted in' },
        choices: CALENDARS.map((calendar) => [calendar, calendarChoices[calendar]]),
      },
      {
        ...{ kind: 'checks', name: 'pausesIn', label: 'The clock stands still in' },
        choices: definition.lifecycle.statuses
          .filter(({ kind }) => kind === 'waiting')
          .map(({ key, label }) => [key, label]),
      },
      { kind: 'number', name: 'amberAtPercent', label: 'Warn at', hint: 'Per cent of the time' },
    ],
  },
  {
    kind: 'list',
    key: 'restarts',
    title: 'New clocks',
    one: 'new clock',
    intro: 'Statuses that begin a clock of their own: the second stage of a complaint.',
    schema: ClockRestart,
    headings: ['Status', 'Coming from', 'Time'],
    cells: (definition, item) => {
      const { from, target } = item as { from?: string[]; target: Duration };
      const before = from?.map((key) => statusLabel(definition, key)).join(', ') ?? 'Anywhere';
      return [statusLabel(definition, item['status']), before, durationWords(target)];
    },
    read: ({ sla }) => sla.restarts,
    write: (definition, restarts) => ({ ...definition, sla: { ...definition.sla, restarts } }),
    fields: (definition) => [
      { kind: 'select', name: 'status', label: 'On coming to', choices: statusChoices(definition) },
      {
        ...{ kind: 'checks', name: 'from', label: 'Only from', choices: statusChoices(definition), none: 'left-out' },
        hint: 'None chosen: from anywhere',
      },
      clockTarget,
    ],
  },
  {
    kind: 'list',
    key: 'extensions',
    title: 'More time',
    one: 'extension',
    intro: 'Statuses that give the running clock a longer time, counted from where it began.',
    schema: ClockExtension,
    headings: ['Status', 'Time'],
    cells: (definition, item) => [statusLabel(definition, item['status']), durationWords(item['target'] as Duration)],
    read: ({ sla }) => sla.extends,
    write: (definition, longer) => ({ ...definition, sla: { ...definition.sla, extends: longer } }),
    fields: (definition) => [
      { kind: 'select', name: 'status', label: 'On coming to', choices: statusChoices(definition) },
      clockTarget,
    ],
  },
  {
    kind: 'list',
    key: 'priorities',
    title: 'Priorities',
    one: 'priority',
    intro: 'Read from the top: the first that fits sets the priority. Normal when none does.',
    schema: PriorityRule,
    headings: ['When', 'Priority'],
    cells: ({ form }, item: Item) => {
      const { when, priority } = item as PriorityRule;
      return [conditionWords(when, form.questions), priority];
    },
    read: ({ priority }) => priority,
    write: (definition, priority) => ({ ...definition, priority }),
    fields: () => [
      {
        ...{ kind: 'condition', name: 'when', label: 'When' },
        subjects: ['answers', 'dates', 'facts', 'time', 'areas'],
      },
      {
        kind: 'select',
        name: 'priority',
        label: 'Priority',
        choices: PRIORITIES.map((priority) => [priority, priority]),
      },
    ],
  },
];
