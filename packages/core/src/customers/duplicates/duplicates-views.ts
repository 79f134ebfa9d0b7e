import { capitalised } from '../../kernel/capitalised.js';
import { formatDateTime } from '../../kernel/format-time.js';
import type { Instant } from '../../kernel/clock.js';
import type { EmptyStateView, PaginationView, PillView, TableView, TabsView } from '../../web/components.js';
import type { SelectOption } from '../../web/form-components.js';
import { contactPointWords } from '../words.js';
import type { PairEvidence } from './duplicate-evidence.js';
import { mostCounted, pairsShown, type ComparedPair, type LikelyPair, type LikelyPairs } from './duplicates-queries.js';
import type { CustomerPair, PairsShown } from './duplicates-repository.js';
import type { LinkageField } from '../linkage/levels.js';
import { formatTelephone } from '../../kernel/telephone.js';
import type { ContactPointKind, CustomerRecord } from '../types.js';
import { dateText, hitView } from '../views.js';

interface PersonInBrief {
  readonly name: string;
  readonly about: string;
}

interface PairRow {
  readonly href: string;
  readonly one: PersonInBrief;
  readonly other: PersonInBrief;
  readonly chance: PillView;
  readonly agree: string;
  readonly differ: string;
}

export interface DuplicatesPage {
  readonly tabs: TabsView;
  readonly rows: readonly PairRow[];
  readonly empty: EmptyStateView;
  readonly pages?: PaginationView;
  /** Whose customers can be looked through; one is not asked for. */
  readonly authorities: readonly SelectOption[];
  readonly lookAction: string;
  readonly csrfToken: string;
}

interface ListFacts {
  readonly shows: PairsShown;
  readonly authorities: readonly { readonly id: number; readonly name: string }[];
  readonly csrfToken: string;
}

const base = '/desk/customers/duplicates';
const tabWords: Readonly<Record<PairsShown, string>> = {
  merge: 'Surely the same',
  review: 'To look at',
  dismissed: 'Not the same person',
};
const emptyWords: Readonly<Record<PairsShown, string>> = {
  merge: 'No two records are surely of one customer. They are looked for every night.',
  review: 'Nothing to look at. Likely duplicates are looked for every night.',
  dismissed: 'Nobody has said of two records that they are not one person.',
};

export function duplicatesPage(list: LikelyPairs, { shows, authorities, csrfToken }: ListFacts): DuplicatesPage {
  const tabs = pairsShown.map((kind) => ({
    text: tabWords[kind],
    href: `${base}?show=${kind}`,
    count: list.counts[kind] > mostCounted ? `more than ${mostCounted.toLocaleString('en-GB')}` : list.counts[kind],
    current: kind === shows,
  }));
  const next = list.nextCursor && new URLSearchParams({ show: shows, cursor: list.nextCursor }).toString();
  return {
    tabs: { label: 'Duplicates', items: tabs },
    rows: list.items.map(rowOf),
    empty: { text: emptyWords[shows] },
    ...(next ? { pages: { next: { href: `${base}?${next}`, text: 'Next' } } } : {}),
    authorities: authorities.map(({ id, name }, at) => ({ value: id, text: name, selected: at === 0 })),
    lookAction: `${base}/look`,
    csrfToken,
  };
}

function rowOf(pair: LikelyPair): PairRow {
  const { one, other, evidence } = pair;
  const brief = (hit: LikelyPair['one']): PersonInBrief => {
    const { name, about } = hitView(hit);
    return { name, about };
  };
  return {
    href: `${base}/${pair.id}`,
    one: brief(one),
    other: brief(other),
    chance: chanceOf(pair),
    agree: said(evidence, 'for'),
    differ: said(evidence, 'against'),
  };
}

function said(evidence: readonly PairEvidence[], bearing: PairEvidence['bearing']): string {
  const words = evidence.filter((piece) => piece.bearing === bearing).map((piece) => piece.words);
  return capitalised(words.join(', '));
}

/** Never quite certain. */
function chanceOf({ probability, verdict }: Pick<CustomerPair, 'probability' | 'verdict'>): PillView {
  const percent = Math.min(99, Math.max(1, Math.round(probability * 100)));
  const text = probability > 0.995 ? 'Over 99% likely' : `${percent}% likely`;
  return { text, tone: verdict === 'merge' ? 'warning' : 'neutral' };
}

export interface DuplicatePage {
  readonly heading: string;
  readonly backHref: string;
  readonly chance: PillView;
  readonly lead: string;
  readonly table: TableView;
  readonly mergeHref?: string;
  readonly dismissAction: string;
  readonly undoAction: string;
  /** Set once a person has said that they are two people. */
  readonly dismissedText?: string;
  readonly staleText?: string;
  readonly version: number;
  readonly csrfToken: string;
}

interface PageFacts {
  readonly now: Instant;
  readonly mayMerge: boolean;
  readonly isStale: boolean;
  readonly csrfToken: string;
}

export function duplicatePage({ pair, one, other, evidence }: ComparedPair, facts: PageFacts): DuplicatePage {
  const { dismissedAt, id, version, verdict } = pair;
  const at = `${base}/${id}`;
  return {
    heading: `${one.displayName} and ${other.displayName}`,
    backHref: `${base}?show=${dismissedAt === null ? verdict : 'dismissed'}`,
    chance: chanceOf(pair),
    lead: `Compared ${formatDateTime(pair.foundAt, { now: facts.now })}. What the records say now:`,
    table: tableOf(one, other, evidence),
    ...(facts.mayMerge ? { mergeHref: `/desk/customers/${one.id}/merge?with=${other.id}` } : {}),
    dismissAction: `${at}/dismiss`,
    undoAction: `${at}/undo`,
    ...(dismissedAt === null
      ? {}
      : { dismissedText: `Marked as not the same person ${formatDateTime(dismissedAt, { now: facts.now })}.` }),
    ...(facts.isStale
      ? { staleText: 'Somebody else has just decided about these two. This is how it stands now.' }
      : {}),
    version,
    csrfToken: facts.csrfToken,
  };
}

function tableOf(one: CustomerRecord, other: CustomerRecord, evidence: readonly PairEvidence[]): TableView {
  const wordsOf = (...fields: readonly LinkageField[]): string => {
    const words = evidence.filter(({ field }) => fields.includes(field)).map((piece) => piece.words);
    return capitalised(words.join(', '));
  };
  const row = (label: string, tell: (record: CustomerRecord) => string, ...fields: LinkageField[]) => {
    const cells = [tell(one), tell(other)];
    if (cells.every((cell) => cell === '')) return null;
    const agree = cells.includes('') ? 'Known in one only' : wordsOf(...fields);
    return [{ text: label }, ...cells.map((cell) => ({ text: cell === '' ? 'Not known' : cell })), { text: agree }];
  };
  return {
    isStacking: true,
    firstCellIsHeader: true,
    head: [{ text: 'What' }, { text: 'Record 1' }, { text: 'Record 2' }, { text: 'How they agree' }],
    rows: [
      row('Name', nameOf, 'forename', 'surname', 'person'),
      row('Date of birth', ({ bornOn }) => dateText(bornOn), 'born'),
      row(contactPointWords.postal, (record) => pointsOf(record, 'postal'), 'address'),
      row(contactPointWords.telephone, (record) => pointsOf(record, 'telephone'), 'telephone'),
      row(contactPointWords.email, (record) => pointsOf(record, 'email'), 'email'),
      row('Numbers in registers', ({ identifiers }) => identifiers.map(({ value }) => value).join(', '), 'identifier'),
      row('Died', ({ diedOn }) => dateText(diedOn)),
    ],
  };
}

function nameOf({ title, displayName, middleNames }: CustomerRecord): string {
  const middle = middleNames && !displayName.includes(middleNames) ? ` (${middleNames})` : '';
  return `${title && !displayName.startsWith(title) ? `${title} ` : ''}${displayName}${middle}`;
}

function pointsOf({ contactPoints }: CustomerRecord, wanted: ContactPointKind): string {
  return contactPoints
    .filter(({ kind }) => kind === wanted)
    .map(({ value, postcode }) =>
      wanted === 'telephone' ? formatTelephone(value) : [value, postcode].filter(Boolean).join(', '),
    )
    .join('; ');
}
