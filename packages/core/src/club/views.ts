import type { Instant } from '../kernel/clock.js';
import type { FilesCard } from '../cases/index.js';
import { capitalised } from '../kernel/capitalised.js';
import type { FieldFault } from '../kernel/errors.js';
import { formatDateTime } from '../kernel/format-time.js';
import type { BreadcrumbsView, PillView, TableView } from '../web/components.js';
import type { FieldView } from '../web/form-components.js';
import { fieldWords } from './record/field-words.js';
import type { FieldSpec } from './record/field-spec.js';
import { findKind } from './record/kinds.js';
import { plainText, textOf, type About, type Move, type RecordKind } from './record/record-kind.js';
import type { GovernanceEvent, GovernanceRecord } from './types.js';
import { errorAt, faultLinks, type FaultLink } from '../web/form-faults.js';

export const partnershipHref = '/desk/partnership';
/** A part's records; where one is added; one of them. */
export const partHref = (part: string): string => `${partnershipHref}/records?part=${part}`;
export const newHref = (part: string): string => `${partnershipHref}/new?part=${part}`;
export const recordHref = (part: string, id: string): string => `${partnershipHref}/${part}/${id}`;

export interface RecordsPage {
  readonly heading: string;
  readonly crumbs: BreadcrumbsView;
  /** Absent for those who may not add one. */
  readonly add: { readonly text: string; readonly href: string } | undefined;
  readonly empty: string;
  readonly groups: readonly { readonly heading: string; readonly lines: readonly LineView[] }[];
}

export interface LineView {
  readonly href: string;
  readonly title: string;
  readonly about: string;
  readonly pill: PillView | undefined;
  readonly warning: string | undefined;
}

const hubCrumb = { text: 'Partnership', href: partnershipHref };

/** A part's records under their headings; the last one written first. */
export function recordsPage(
  kind: RecordKind,
  records: readonly GovernanceRecord[],
  about: About,
  { mayAdd }: { readonly mayAdd: boolean },
): RecordsPage {
  const lines = records.map((record) => ({
    group: kind.lineOf(record, about).group,
    line: lineView(kind, record, about),
  }));
  return {
    heading: kind.words.many,
    crumbs: { items: [hubCrumb] },
    add: mayAdd ? { text: kind.words.add, href: newHref(kind.part) } : undefined,
    empty: kind.words.empty,
    groups: kind.groups
      .map((heading) => ({ heading, lines: lines.filter(({ group }) => group === heading).map(({ line }) => line) }))
      .filter((group) => group.lines.length > 0),
  };
}

function lineView(kind: RecordKind, record: GovernanceRecord, about: About): LineView {
  const { title, about: words, pill } = kind.lineOf(record, about);
  const warning = kind.warningOf?.(record, about);
  return { href: recordHref(kind.part, record.id), title, about: words, pill, warning };
}

export interface RecordPage {
  readonly title: string;
  readonly crumbs: BreadcrumbsView;
  readonly pill: PillView | undefined;
  readonly warning: string | undefined;
  /** Whose record it is, where it isn't the partnership's. */
  readonly ownOf: string | undefined;
  readonly facts: readonly { readonly label: string; readonly value: string; readonly href: string | undefined }[];
  readonly tables: readonly TableView[];
  readonly changeHref: string | undefined;
  /** Steps that need no reason. */
  readonly steps: readonly { readonly event: string; readonly text: string }[];
  /** Those that need one; the first is chosen. */
  readonly reasoned: readonly { readonly value: string; readonly text: string }[];
  readonly moveAction: string;
  readonly note: FieldView;
  /** The evidence of a saving; other parts have no files. */
  readonly files: FilesCard | undefined;
  readonly errors: readonly FaultLink[];
  readonly csrfToken: string;
  readonly version: number;
  readonly history: readonly { readonly what: string; readonly lines: readonly string[]; readonly about: string }[];
}

export interface AboutPage {
  readonly now: Instant;
  readonly csrfToken: string;
  readonly mayGovern: boolean;
  readonly ownOf: string | undefined;
  readonly faults: readonly FieldFault[];
  readonly note: string;
  readonly files: FilesCard | undefined;
}

export function recordPage(
  kind: RecordKind,
  { record, history, about }: { record: GovernanceRecord; history: readonly GovernanceEvent[]; about: About },
  { now, csrfToken, mayGovern, ownOf, faults, note, files }: AboutPage,
): RecordPage {
  const href = recordHref(kind.part, record.id);
  const { title } = kind.lineOf(record, about);
  const moves = mayGovern ? kind.moves.filter(({ from }) => from === record.state) : [];
  const choice = ({ event, text }: Move) => ({ event, value: event, text });
  return {
    ...{ title, csrfToken, version: record.version, ownOf, files },
    crumbs: { items: [hubCrumb, { text: kind.words.many, href: partHref(kind.part) }] },
    pill: record.state === 'current' ? undefined : kind.states[record.state],
    warning: kind.warningOf?.(record, about),
    facts: kind.fields.flatMap((field) => factOf(field, record, about, title)),
    tables: kind.tablesOf?.(record, about) ?? [],
    changeHref: mayGovern && kind.editableIn.includes(record.state) ? `${href}/change` : undefined,
    steps: moves.filter(({ needsNote }) => !needsNote).map(choice),
    reasoned: moves.filter(({ needsNote }) => needsNote).map(choice),
    moveAction: `${href}/moves`,
    note: {
      ...{ control: 'textarea', rows: 2, name: 'note', id: 'note', label: { text: 'Reason' }, value: note },
      errorMessage: errorAt(faults, 'note'),
    },
    errors: faultLinks(faults, (field) => (field === 'note' || field === 'file' ? field : 'moves')),
    history: history.map((event) => eventView(kind, event, about, now)),
  };
}

/** What the heading and the tables show is not told a second time. */
function factOf(
  field: FieldSpec,
  { fields }: GovernanceRecord,
  about: About,
  title: string,
): RecordPage['facts'][number][] {
  if (field.is === 'options' || field.is === 'costs' || field.is === 'parts') return [];
  const value = fieldWords(field, fields[field.name], about, findKind);
  const href = field.is === 'record' ? recordHref(field.part, textOf(fields, field.name)) : undefined;
  const isTold = value === '' || value === title;
  return isTold ? [] : [{ label: field.label, value, href }];
}

function eventView(
  kind: RecordKind,
  event: GovernanceEvent,
  about: About,
  now: Instant,
): RecordPage['history'][number] {
  const words = (field: FieldSpec, value: unknown): string =>
    fieldWords(field, value ?? undefined, about, findKind).replaceAll('\n', '; ') || 'nothing';
  const lines = Object.entries(event.changes).flatMap(([name, [before, after]]) => {
    if (name === 'file') return [plainText(after ?? before)];
    const field = kind.fields.find((each) => each.name === name);
    return field ? [`${field.label}: ${words(field, before)} → ${words(field, after)}`] : [];
  });
  return {
    what: doneWords(kind, event.kind),
    lines: [...(event.note === null ? [] : [event.note]), ...lines],
    about: [event.name, formatDateTime(event.at, { now })].filter(Boolean).join(', '),
  };
}

function doneWords({ moves }: RecordKind, event: string): string {
  return moves.find((move) => move.event === event)?.done ?? capitalised(event);
}
