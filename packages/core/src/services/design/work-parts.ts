import { z } from 'zod';
import { conditionWords } from '../form/condition-words.js';
import type { Choice } from './design-fields.js';
import type { DesignPart } from './design-part.js';
import { areaField, withAreas, withoutAreas } from '../flow/route-areas.js';
import {
  MESSAGE_CHANNELS,
  MESSAGE_EVENTS,
  MessageRule,
  Route,
  TaskTemplate,
  type ServiceDefinition,
} from '../types.js';

const eventWords: Record<(typeof MESSAGE_EVENTS)[number], string> = {
  logged: 'When it is logged',
  status: 'When it comes to a status',
  closed: 'When it is closed',
  reopened: 'When it is reopened',
};

const statusChoices = ({ lifecycle }: ServiceDefinition, none: string): Choice[] => [
  ['', none],
  ...lifecycle.statuses.map(({ key, label }): Choice => [key, label]),
];
const statusLabel = ({ lifecycle }: ServiceDefinition, key: string): string =>
  lifecycle.statuses.find((status) => status.key === key)?.label ?? key;

/** Who does the work, what follows from a case, and what it costs. */
export const workParts: readonly DesignPart[] = [
  {
    kind: 'list',
    key: 'routing',
    title: 'Routing',
    one: 'route',
    intro: 'Read from the top: the first that fits names the team. The last has no condition, for everything else.',
    schema: Route.extend({ areas: z.array(z.string()).optional() }),
    headings: ['When', 'Team'],
    cells: ({ form }, item) => {
      const { when, team } = withoutAreas(item);
      return [when ? conditionWords(when, form.questions) : 'Everything else', team];
    },
    read: ({ routing }) => routing.map(withAreas),
    write: (definition, routes) => ({ ...definition, routing: routes.map(withoutAreas) }),
    fields: ({ routing }, { teams, areas }) => [
      ...areaField(areas, routing),
      {
        ...{ kind: 'condition', name: 'when', label: 'When', hint: 'No line and no area: everything else' },
        subjects: ['answers', 'dates', 'facts', 'time', 'areas', 'priority'],
      },
      { kind: 'select', name: 'team', label: 'Team', choices: teams.map(({ key, name }) => [key, name]) },
    ],
  },
  {
    kind: 'list',
    key: 'tasks',
    title: 'Tasks',
    one: 'task',
    intro: 'Pieces of work that each case is given.',
    schema: TaskTemplate,
    headings: ['Task', 'Made', 'Team', 'Due'],
    cells: (definition, item) => {
      const { title, at, team, dueInDays } = item as TaskTemplate;
      const made = at === undefined ? 'When it is logged' : `At “${statusLabel(definition, at)}”`;
      const due = dueInDays === undefined ? 'No day' : `After ${dueInDays} working days`;
      return [title, made, team ?? 'The case’s', due];
    },
    read: ({ tasks }) => tasks,
    write: (definition, tasks) => ({ ...definition, tasks }),
    fields: (definition, { teams }) => [
      { kind: 'text', name: 'title', label: 'Task' },
      { kind: 'select', name: 'at', label: 'Made', choices: statusChoices(definition, 'When the case is logged') },
      {
        ...{ kind: 'select', name: 'team', label: 'Team that does it' },
        choices: [['', 'The case’s team'], ...teams.map(({ key, name }): Choice => [key, name])],
      },
      { kind: 'number', name: 'dueInDays', label: 'Working days to do it', hint: 'Empty: no day is set' },
    ],
  },
  {
    kind: 'form',
    key: 'checklist',
    title: 'Checklist',
    intro: 'What is ticked off on each case, in this order.',
    read: ({ checklist }) => ({ checklist }),
    write: (definition, item) => ({ ...definition, ...item }),
    fields: () => [{ kind: 'lines', name: 'checklist', label: 'Points', hint: 'One to a line' }],
  },
  {
    kind: 'list',
    key: 'messages',
    title: 'Messages',
    one: 'message',
    intro: 'What is sent to the customer, and when. The words are those of the message template.',
    schema: MessageRule,
    headings: ['When', 'Template', 'By'],
    cells: (definition, item) => {
      const { event, status, template, channel } = item as MessageRule;
      const at = status === undefined ? '' : `: ${statusLabel(definition, status)}`;
      return [`${eventWords[event]}${at}`, template, channel];
    },
    read: ({ messages }) => messages,
    write: (definition, messages) => ({ ...definition, messages }),
    fields: (definition) => [
      {
        kind: 'select',
        name: 'event',
        label: 'When',
        choices: MESSAGE_EVENTS.map((event) => [event, eventWords[event]]),
      },
      { kind: 'select', name: 'status', label: 'Status', choices: statusChoices(definition, 'Any') },
      { kind: 'text', name: 'template', label: 'Template', hint: 'Its key: “case-logged”' },
      {
        ...{ kind: 'select', name: 'channel', label: 'Sent by' },
        choices: MESSAGE_CHANNELS.map((channel) => [channel, channel]),
      },
    ],
  },
  {
    kind: 'form',
    key: 'alike',
    title: 'Reported already',
    intro:
      'Before a case is logged, open ones of this service are offered that are at the same address, or close by, and recent.',
    read: ({ alike }) => alike ?? {},
    write: ({ alike: _before, ...definition }, item) =>
      Object.values(item).every((value) => value === undefined) ? definition : { ...definition, alike: item },
    fields: () => [
      { kind: 'number', name: 'withinM', label: 'Metres around the place', hint: 'From 5 to 2000. Empty: 100' },
      { kind: 'number', name: 'withinDays', label: 'Days since it was reported', hint: 'From 1 to 365. Empty: 28' },
    ],
  },
  {
    kind: 'form',
    key: 'fee',
    title: 'Fee',
    intro: 'What the customer pays. Leave the amount empty where nothing is paid.',
    read: ({ fee }) => fee ?? {},
    write: ({ fee: _before, ...definition }, item) =>
      item['amountPence'] === undefined ? definition : { ...definition, fee: item },
    fields: ({ form }) => [
      { kind: 'money', name: 'amountPence', label: 'Amount' },
      { kind: 'text', name: 'buys', label: 'What it buys', hint: '“up to three items”' },
      {
        ...{ kind: 'select', name: 'times', label: 'Times the answer to' },
        choices: [
          ['', 'Nothing: the amount is all'],
          ...form.questions
            .filter(({ type }) => type === 'number' || type === 'group')
            .map(({ key, label }): Choice => [key, label]),
        ],
      },
      { kind: 'condition', name: 'waivedWhen', label: 'Not paid when', subjects: ['answers', 'facts'] },
      {
        ...{ kind: 'text', name: 'fundCode', label: 'Fund code' },
        hint: 'Where the income belongs, as your income system has it. Empty: it is sorted by hand',
      },
    ],
  },
];
