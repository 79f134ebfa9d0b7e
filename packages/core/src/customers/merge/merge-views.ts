import { formatDateTime } from '../../kernel/format-time.js';
import type { Instant } from '../../kernel/clock.js';
import { localDateAt } from '../../kernel/london-time.js';
import type { FieldFault } from '../../kernel/errors.js';
import type { FieldView, RadiosView } from '../../web/form-components.js';
import type { TimelineEntry } from '../../web/components.js';
import { editLabels, formValues, valueText } from '../record/edit-form.js';
import { faultLinks, questionsOf, textOf, type Typed } from '../record/form-page.js';
import type { FieldChoice, MergeField } from './merge-fields.js';
import { mayChooseBoth } from './merge-fields.js';
import type { Comparison } from './merge-queries.js';
import type { CustomerMerge } from './merge-repository.js';
import { formatTelephone } from '../../kernel/telephone.js';
import { contactPointKinds, type ContactPoint, type ContactPointKind, type CustomerRecord } from '../types.js';
import { dateText } from '../views.js';

/** One of the two records, in brief. */
export interface RecordInBrief {
  readonly label: string;
  readonly name: string;
  readonly href: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
}

export interface MergePage {
  readonly heading: string;
  readonly backHref: string;
  readonly backText: string;
  readonly action: string;
  readonly csrfToken: string;
  readonly once: string;
  readonly hidden: readonly { readonly name: string; readonly value: string }[];
  /** Set when somebody changed one of them meanwhile. */
  readonly staleText?: string;
  readonly faults: readonly { readonly text: string; readonly href?: string }[];
  readonly records: readonly [RecordInBrief, RecordInBrief];
  readonly survivor: RadiosView;
  readonly choices: readonly RadiosView[];
  readonly reason: FieldView;
}

export interface MergeForm {
  readonly typed: Typed;
  readonly faults?: readonly FieldFault[];
  readonly isStale?: boolean;
  readonly csrfToken: string;
  readonly once: string;
}

/** The first record is `a`, the other `b`, whichever goes on. */
const sides = { survivor: 'a', merged: 'b', both: 'both' } as const;
const labels = { ...editLabels, diedOn: 'Died on' } as const;
const preferredWords: Readonly<Record<ContactPointKind, string>> = {
  telephone: 'Preferred number',
  email: 'Preferred email address',
  postal: 'Address now',
};

export function mergePage(comparison: Comparison, form: MergeForm): MergePage {
  const { survivor: one, merged: other } = comparison;
  const { typed, faults = [], isStale = false } = form;
  const at = `/desk/customers/${one.id}`;
  const reason = questionsOf(typed, faults).longText('reason', 'How do you know that this is one customer?');
  return {
    heading: `Merge ${one.displayName} with another record`,
    backHref: at,
    backText: one.displayName,
    action: `${at}/merge?${new URLSearchParams({ with: other.id }).toString()}`,
    csrfToken: form.csrfToken,
    once: form.once,
    hidden: [
      { name: 'otherId', value: other.id },
      { name: 'version', value: String(one.version) },
      { name: 'otherVersion', value: String(other.version) },
    ],
    ...(isStale
      ? { staleText: 'Somebody changed one of the records meanwhile. Check what is here now, and merge.' }
      : {}),
    faults: faultLinks(faults),
    records: [inBrief('Record 1', one, comparison.rows.survivor), inBrief('Record 2', other, comparison.rows.merged)],
    survivor: survivorChoice(one, other, typed),
    choices: [...fieldChoices(comparison, typed), ...preferredChoices(comparison, typed)],
    reason: 'field' in reason ? reason.field : neverAsked(),
  };
}

function neverAsked(): never {
  throw new Error('the reason is asked in a box');
}

function inBrief(label: string, record: CustomerRecord, rows: ReadonlyMap<string, number>): RecordInBrief {
  const facts: [string, string][] = [
    ['Born', dateText(record.bornOn)],
    ['Address', [record.addressLine, record.postcode].filter(Boolean).join(', ')],
    [
      'Reached by',
      record.contactPoints
        .filter(({ kind }) => kind !== 'postal')
        .map(pointText)
        .join(', '),
    ],
    ['Other numbers', record.identifiers.map(({ value }) => value).join(', ')],
    ['On record since', dateText(localDateAt(record.createdAt))],
    ['Goes with it', goesAlong(rows)],
  ];
  const shown = facts.filter(([, value]) => value !== '').map(([name, value]) => ({ label: name, value }));
  return { label, name: record.displayName, href: `/desk/customers/${record.id}`, facts: shown };
}

function pointText({ kind, value, postcode }: ContactPoint): string {
  return kind === 'telephone' ? formatTelephone(value) : [value, postcode].filter(Boolean).join(', ');
}

function survivorChoice(one: CustomerRecord, other: CustomerRecord, typed: Typed): RadiosView {
  const item = (value: string, record: CustomerRecord) => ({
    value,
    text: `${value === 'a' ? 'Record 1' : 'Record 2'}: ${record.displayName}`,
  });
  return {
    name: 'keep',
    classes: 'govuk-radios--inline',
    fieldset: { legend: { text: 'Which record goes on?' } },
    hint: { text: 'The other becomes part of it. Its old address leads here, and it can be taken out again.' },
    items: [item('a', one), item('b', other)],
    value: textOf(typed, 'keep') || 'a',
  };
}

function fieldChoices({ survivor, merged, differing }: Comparison, typed: Typed): RadiosView[] {
  return differing.map(({ field, usual }) =>
    choiceOf(`choice_${field}`, labels[field], [fieldText(field, survivor), fieldText(field, merged)], {
      value: textOf(typed, `choice_${field}`) || sides[usual],
      both: mayChooseBoth(field),
    }),
  );
}

function choiceOf(
  name: string,
  legend: string,
  [one, other]: readonly [string, string],
  { value, both }: { readonly value: string; readonly both: boolean },
): RadiosView {
  const item = (side: string, text: string, hint: string) => ({
    value: side,
    text: text || '(empty)',
    hint: { text: hint },
  });
  return {
    name,
    classes: 'govuk-radios--inline',
    fieldset: { legend: { text: legend } },
    items: [
      item('a', one, 'Record 1'),
      item('b', other, 'Record 2'),
      ...(both ? [item('both', 'Both', 'Joined')] : []),
    ],
    value,
  };
}

function fieldText(field: MergeField, record: CustomerRecord): string {
  if (field === 'bornOn' || field === 'diedOn') return dateText(record[field]);
  return valueText(field, formValues(record)[field]);
}

/** Where both have a way to be reached of one kind, and it isn't the same one. */
function preferredChoices({ survivor, merged }: Comparison, typed: Typed): RadiosView[] {
  return contactPointKinds.flatMap((kind) => {
    const [one, other] = [survivor, merged].map((record) => preferredText(record, kind));
    if (!one || !other || one === other) return [];
    const value = textOf(typed, `preferred_${kind}`) || 'a';
    return [choiceOf(`preferred_${kind}`, preferredWords[kind], [one, other], { value, both: false })];
  });
}

function preferredText({ contactPoints }: CustomerRecord, kind: ContactPointKind): string | undefined {
  const point = contactPoints.find((each) => each.kind === kind && each.preferred);
  return point && pointText(point);
}

const tableWords: Readonly<Record<string, string>> = {
  contact_points: 'numbers and addresses',
  identifiers: 'numbers in other registers',
  interactions: 'contacts',
  case_subscribers: 'cases joined',
  representations: 'people acting for each other',
  occupancies: 'places lived at',
};

/** "cases (3), contacts (12)". */
function goesAlong(rows: ReadonlyMap<string, number>): string {
  return [...rows].map(([table, count]) => `${tableWords[table] ?? table.replaceAll('_', ' ')} (${count})`).join(', ');
}

/** Whose value the command is to take, from which side was ticked and which record goes on. */
export function choiceIn(typed: Typed, name: string): FieldChoice | undefined {
  const side = textOf(typed, name);
  if (side === 'both') return 'both';
  if (side !== 'a' && side !== 'b') return undefined;
  return side === (textOf(typed, 'keep') || 'a') ? 'survivor' : 'merged';
}

export interface MergesPage {
  readonly heading: string;
  readonly backHref: string;
  readonly backText: string;
  readonly entries: readonly TimelineEntry[];
  readonly mergeHref: string;
}

/** The history of a record's merges, the newest first. */
export function mergesPage(record: CustomerRecord, merges: readonly CustomerMerge[], now: Instant): MergesPage {
  const at = `/desk/customers/${record.id}`;
  return {
    heading: `Merges of ${record.displayName}`,
    backHref: at,
    backText: record.displayName,
    entries: [...merges].reverse().map((merge) => mergeEntry(merge, at, now)),
    mergeHref: `${at}/merge`,
  };
}

function mergeEntry(merge: CustomerMerge, at: string, now: Instant): TimelineEntry {
  const undone = merge.undoneAt !== null;
  const until = undone ? `\nTaken back ${formatDateTime(merge.undoneAt, { now })}: ${merge.undoneReason ?? ''}` : '';
  return {
    title: undone ? `${merge.mergedName}: merged, and taken back` : `Take ${merge.mergedName} out again`,
    ...(undone ? {} : { href: `${at}/merges/${merge.id}` }),
    who: merge.mergedByName ?? 'Moothall',
    when: formatDateTime(merge.mergedAt, { now }),
    dateTime: new Date(merge.mergedAt).toISOString(),
    body: `${merge.reason}${until}`,
  };
}
