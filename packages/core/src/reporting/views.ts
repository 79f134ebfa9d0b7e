import type { Authority } from '../authorities/index.js';
import { channels, channelWords } from '../interactions/index.js';
import type { FieldFault } from '../kernel/errors.js';
import type { Instant, LocalDate } from '../kernel/clock.js';
import { formatDateTime, formatShortDate } from '../kernel/format-time.js';
import { localDateAt } from '../kernel/london-time.js';
import type { EmptyStateView, TableView, TabsView } from '../web/components.js';
import type { ErrorSummaryView, FieldView, SelectField } from '../web/form-components.js';
import { namedPeriods } from './figures-period.js';
import { reasonWords } from './reason-words.js';
import { stopsTable } from './stops-table.js';
import { groupedBy, groupingWords, groupName, numeric, type GroupNames } from './group-words.js';
import { numberWords, shareBasis, shareWords } from './share-words.js';
import { trendOf, type Trend } from './trend-charts.js';
import { waitTables } from './wait-words.js';
import { groupings, type Figure, type FigureGroup, type FigureKey, type Figures } from './types.js';
import { errorAt, errorSummary } from '../web/form-faults.js';

export const figuresHref = '/desk/figures';

/** What the page's address holds, as it was typed. */
export interface FiguresAddress {
  readonly authority?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly service?: string | undefined;
  readonly channel?: string | undefined;
  readonly team?: string | undefined;
  readonly by?: string | undefined;
}

export interface FigureCard {
  readonly label: string;
  readonly value: string;
  readonly basis: string;
  readonly definition: string;
  readonly columns: string;
  readonly query: string;
  /** Whether it stands large at the top. */
  readonly isMain: boolean;
}

export interface FiguresPage {
  readonly fields: readonly FieldView[];
  readonly periods: TabsView;
  readonly errors: ErrorSummaryView | undefined;
  /** Undefined while the period can't be read. */
  readonly shown: ShownFigures | undefined;
}

export interface ShownFigures {
  readonly period: string;
  readonly countedAt: string;
  readonly downloadHref: string;
  readonly empty: EmptyStateView | undefined;
  readonly cards: readonly FigureCard[];
  readonly trend: Trend;
  readonly reasons: TableView | undefined;
  readonly stops: TableView | undefined;
  readonly groups: TableView | undefined;
  readonly waits: { readonly byLine: TableView; readonly overTime: TableView | undefined } | undefined;
}

/** What the page chooses from and names things by. */
export interface FiguresNames extends GroupNames {
  readonly authorities: readonly Authority[];
  readonly lines: readonly { readonly id: string; readonly name: string }[];
}

export interface FiguresFacts extends FiguresNames {
  readonly address: FiguresAddress;
  readonly now: Instant;
  readonly figures: Figures | undefined;
  readonly faults: readonly FieldFault[];
}

export function figuresPage(facts: FiguresFacts): FiguresPage {
  const { address, now, figures, faults } = facts;
  return {
    fields: fieldsOf(facts),
    periods: periodTabs(address, localDateAt(now)),
    errors: errorSummary(faults),
    shown: figures && shownFigures(figures, facts),
  };
}

function shownFigures(figures: Figures, facts: FiguresFacts): ShownFigures {
  const { now, address } = facts;
  const today = localDateAt(now);
  const isEmpty = figures.figures.every(({ of }) => of === 0);
  return {
    period: `${formatShortDate(figures.from, { today })} to ${formatShortDate(figures.to, { today })}`,
    countedAt: formatDateTime(figures.countedAt, { now }),
    downloadHref: hrefOf(address, `${figuresHref}/download`),
    empty: isEmpty
      ? { text: 'Nothing was closed in this period that fits. Choose a longer period, or fewer conditions.' }
      : undefined,
    cards: isEmpty ? [] : figures.figures.map(cardOf),
    trend: trendOf(figures, today),
    reasons: isEmpty || figures.reasons.every(({ contacts }) => contacts === 0) ? undefined : reasonsTable(figures),
    stops: isEmpty ? undefined : stopsTable(figures, facts),
    waits: isEmpty ? undefined : waitTables(figures, facts.lines, today),
    groups: isEmpty || figures.groups.length === 0 ? undefined : groupsTable(figures.groups, facts),
  };
}

const mainFigures: ReadonlySet<string> = new Set(['declared', 'observed', 'satisfied', 'avoidable']);

const nouns: Readonly<Partial<Record<FigureKey, { readonly one: string; readonly many: string }>>> = {
  avoidable: { one: 'contact', many: 'contacts' },
  satisfied: { one: 'answer', many: 'answers' },
  'called-back': { one: 'call-back', many: 'call-backs' },
  'in-time': { one: 'call or chat', many: 'calls and chats' },
  replied: { one: 'contact drawn', many: 'contacts drawn' },
};

function cardOf(figure: Figure): FigureCard {
  const { key, label, definition, query, countColumn, ofColumn } = figure;
  const noun = nouns[key] ?? { one: 'enquiry', many: 'enquiries' };
  return {
    ...{ label, definition, query, isMain: mainFigures.has(key) },
    value: shareWords(figure),
    basis: shareBasis(figure, noun),
    columns: `${countColumn} of ${ofColumn}`,
  };
}

function reasonsTable({ reasons }: Figures): TableView {
  return {
    caption: 'Why contact was avoidable',
    head: [{ text: 'Reason' }, { text: 'Contacts', format: 'numeric' }],
    firstCellIsHeader: true,
    rows: reasons
      .filter(({ contacts }) => contacts > 0)
      .map(({ reason, contacts }) => [{ text: reasonWords[reason] ?? reason }, numeric(numberWords(contacts))]),
  };
}

function groupsTable(groups: readonly FigureGroup[], facts: FiguresFacts): TableView {
  const by = groupedBy(facts.address);
  return {
    caption: `By ${groupingWords[by].toLowerCase()}`,
    head: [
      { text: groupingWords[by] },
      ...['Enquiries', 'Declared', 'Observed', 'Satisfied', 'Logged', 'Passed on', 'Abandoned'].map(numeric),
    ],
    firstCellIsHeader: true,
    isStacking: true,
    rows: groups.map(({ id, shares }) => [
      { text: groupName(id, by, facts) },
      numeric(numberWords(shares.declared.of)),
      ...[shares.declared, shares.observed, shares.satisfied, shares.logged, shares.passed, shares.abandoned].map(
        (share) => numeric(shareWords(share)),
      ),
    ]),
  };
}

/** The page with these conditions; empty ones are left out. */
export function hrefOf(address: FiguresAddress, path = figuresHref): string {
  const query = new URLSearchParams(Object.entries(address).filter((entry): entry is [string, string] => !!entry[1]));
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

function periodTabs(address: FiguresAddress, today: LocalDate): TabsView {
  return {
    label: 'Periods',
    items: namedPeriods(today).map(({ text, from, to }) => ({
      text,
      href: hrefOf({ ...address, from, to }),
      current: address.from === from && address.to === to,
    })),
  };
}

function fieldsOf(facts: FiguresFacts): FieldView[] {
  const { address, authorities, services, teams, faults } = facts;
  const date = (name: 'from' | 'to', label: string): FieldView => {
    return {
      ...{ control: 'text', type: 'date', name, id: name, label: { text: label }, value: address[name] ?? '' },
      errorMessage: errorAt(faults, name),
    };
  };
  const choice = (
    name: 'authority' | 'service' | 'channel' | 'team' | 'by',
    label: string,
    items: SelectField['items'],
  ): SelectField => ({ control: 'select', name, id: name, label: { text: label }, items, value: address[name] ?? '' });
  const named = (list: readonly { readonly id: string; readonly name: string }[], all: string) => [
    { value: '', text: all },
    ...list.map(({ id, name }) => ({ value: id, text: name })),
  ];
  return [
    ...(authorities.length > 1
      ? [
          choice(
            'authority',
            'Council',
            authorities.map(({ id, name }) => ({ value: String(id), text: name })),
          ),
        ]
      : []),
    date('from', 'From'),
    date('to', 'To'),
    choice('service', 'Service', named(services, 'All services')),
    choice('channel', 'Channel', [
      { value: '', text: 'All channels' },
      ...channels.map((value) => ({ value, text: channelWords[value] })),
    ]),
    choice('team', 'Adviser’s team', named(teams, 'All teams')),
    choice('by', 'Break down by', [
      { value: '', text: 'Nothing' },
      ...groupings.map((value) => ({ value, text: groupingWords[value] })),
    ]),
  ];
}
