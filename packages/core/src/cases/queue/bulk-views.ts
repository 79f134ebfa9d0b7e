import type { FieldFault } from '../../kernel/errors.js';
import type { Instant } from '../../kernel/clock.js';
import type { CheckboxesView, FieldView, RadiosView } from '../../web/form-components.js';
import { PRIORITIES } from '../../services/index.js';
import type { BulkResult } from './bulk-change.js';
import type { BulkAction, BulkChange } from './bulk-input.js';
import type { LinkChoice } from './bulk-link-views.js';
import type { ChosenCases } from './bulk-queries.js';
import { priorityWords } from '../log/field-words.js';
import { queueRow, type QueueRow } from './queue-views.js';
import type { DescribedSummary } from '../types.js';
import { errorAt, faultLinks, type FaultLink } from '../../web/form-faults.js';

/** One change for several cases, before it is made. */
export interface BulkPage {
  readonly heading: string;
  readonly csrfToken: string;
  readonly does: BulkAction;
  readonly back: string;
  readonly batchId: string;
  readonly faults: readonly FaultLink[];
  readonly radios: RadiosView | undefined;
  readonly field: FieldView | undefined;
  readonly told: CheckboxesView | undefined;
  readonly link: LinkChoice | undefined;
  readonly buttonText: string;
  readonly cases: readonly (QueueRow & { readonly seen: string })[];
}

export interface BulkInput {
  readonly does: BulkAction;
  readonly back: string;
  readonly batchId: string;
  readonly chosen: ChosenCases;
  readonly actorId: string;
  readonly csrfToken: string;
  readonly faults: readonly FieldFault[];
  readonly now: Instant;
  readonly event?: string | undefined;
  readonly text?: string | undefined;
  readonly relation?: string | undefined;
  readonly link: LinkChoice | undefined;
}

const headings: Readonly<Record<BulkAction, string>> = {
  assign: 'Assign',
  move: 'Change the status of',
  prioritise: 'Set the priority of',
  note: 'Add a note to',
  link: 'Link',
};
const buttons: Readonly<Record<BulkAction, string>> = {
  assign: 'Assign',
  move: 'Save status',
  prioritise: 'Set priority',
  note: 'Add note',
  link: 'Link',
};

export function bulkPage(input: BulkInput): BulkPage {
  const { does, chosen, faults } = input;
  return {
    heading: `${headings[does]} ${casesWords(chosen.cases.length)}`,
    csrfToken: input.csrfToken,
    does,
    back: input.back,
    batchId: input.batchId,
    faults: faultLinks(faults),
    radios: radiosFor(input),
    field: fieldFor(input),
    told:
      does === 'note'
        ? {
            name: 'told',
            classes: 'govuk-checkboxes--small',
            items: [{ value: 'yes', text: 'The customers may read this' }],
          }
        : undefined,
    link: input.link,
    buttonText: buttons[does],
    cases: chosen.cases.map((each) => ({
      ...queueRow(each, new Map(), input.now),
      seen: `${each.id}.${each.version}`,
    })),
  };
}

function radiosFor({ does, chosen, actorId, faults, event, relation }: BulkInput): RadiosView | undefined {
  const common = (name: string, legend: string) => ({
    name,
    idPrefix: name,
    fieldset: { legend: { text: legend } },
    classes: 'govuk-radios--small',
    errorMessage: errorAt(faults, name),
  });
  switch (does) {
    case 'assign':
      return {
        ...common('assigneeId', 'Who has them?'),
        items: [
          { value: 'team', text: 'Nobody yet: their team' },
          ...chosen.members.map(({ personId, name }) => ({
            value: personId,
            text: personId === actorId ? `${name} (you)` : name,
          })),
        ],
      };
    case 'move':
      return {
        ...common('event', 'What happens next?'),
        value: event,
        items: chosen.moves.map(({ event: value, label, count }) => ({
          value,
          text: label,
          ...(count < chosen.cases.length ? { hint: { text: `${count} of ${chosen.cases.length} can` } } : {}),
        })),
      };
    case 'prioritise':
      return {
        ...common('priority', 'Priority'),
        items: PRIORITIES.map((value) => ({ value, text: priorityWords[value] })),
      };
    case 'link':
      return {
        ...common('relation', 'What are they?'),
        value: relation,
        items: [
          { value: 'related', text: 'All related to one case' },
          { value: 'child-of', text: 'All parts of one case' },
          { value: 'duplicate-of', text: 'All duplicates of one case' },
        ],
      };
    case 'note':
      return undefined;
  }
}

function fieldFor({ does, chosen, faults, text }: BulkInput): FieldView | undefined {
  if (does === 'note')
    return {
      control: 'textarea',
      name: 'text',
      label: { text: 'Note' },
      rows: 4,
      value: text,
      errorMessage: errorAt(faults, 'text'),
    };
  if (does !== 'move' || !chosen.moves.some(({ closes }) => closes)) return undefined;
  return {
    control: 'select',
    name: 'outcome',
    label: { text: 'Outcome, when this closes them' },
    items: [{ value: '', text: 'Choose' }, ...chosen.outcomes.map(({ key, label }) => ({ value: key, text: label }))],
    errorMessage: errorAt(faults, 'outcome'),
  };
}

/** "1 case", "12 cases" */
export function casesWords(count: number): string {
  return count === 1 ? '1 case' : `${count} cases`;
}

const changed: Readonly<Record<BulkAction, string>> = {
  assign: 'assigned',
  move: 'moved on',
  prioritise: 'given the priority',
  note: 'noted',
  link: 'linked',
};

/** "3 cases assigned", "3 cases linked to WM-4F7K-2Q9M-X" */
export function changedWords(change: BulkChange, count: number): string {
  const words = `${casesWords(count)} ${changed[change.does]}`;
  return change.does === 'link' ? `${words} to ${change.other}` : words;
}

/** "3 cases put back as they were" */
export function undoneWords(count: number): string {
  return `${casesWords(count)} put back as ${count === 1 ? 'it was' : 'they were'}`;
}

/** What became of each case, when not all went well. */
export interface BulkResultPage {
  readonly heading: string;
  readonly done: string;
  readonly failed: readonly {
    readonly reference: string;
    readonly href: string;
    readonly title: string;
    readonly message: string;
  }[];
  readonly undo: { readonly action: string; readonly csrfToken: string; readonly back: string } | undefined;
  readonly back: string;
}

/** How a page says how many went well and how many didn't. */
export interface ResultWords {
  readonly failed: (count: number) => string;
  readonly done: (count: number) => string;
}

export const changeWords: ResultWords = {
  failed: (count) => `${casesWords(count)} could not be changed`,
  done: (count) => (count === 0 ? 'Nothing was changed.' : `${casesWords(count)} changed.`),
};

export function bulkResultPage(
  { batchId, done, failed }: BulkResult,
  cases: readonly DescribedSummary[],
  { csrfToken, back, words }: { csrfToken: string; back: string; words: ResultWords },
): BulkResultPage {
  const known = new Map(cases.map((each) => [each.id, each]));
  return {
    heading: words.failed(failed.length),
    done: words.done(done.length),
    failed: failed.map(({ id, message }) => {
      const found = known.get(id);
      const reference = found?.reference ?? 'A case that you can’t see';
      return { reference, href: found ? `/desk/cases/${reference}` : back, title: found?.title ?? '', message };
    }),
    undo: done.length === 0 ? undefined : { action: `/desk/queue/changes/${batchId}/undo`, csrfToken, back },
    back,
  };
}
