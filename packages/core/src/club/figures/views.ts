import type { Authority } from '../../authorities/index.js';
import { formatFullDate } from '../../kernel/format-time.js';
import { numberWords, waitWords } from '../../reporting/index.js';
import type { BreadcrumbsView, TableView, TabsView } from '../../web/components.js';
import { partnershipHref } from '../views.js';
import type { ComparedFigures, ComparedKey } from './compare-figures.js';
import { comparedPeriods } from './compare-figures.js';
import type { DisclosedShare } from './disclosure-rules.js';

export interface ComparedPage {
  readonly crumbs: BreadcrumbsView;
  readonly tabs: TabsView;
  readonly period: string;
  readonly downloadHref: string;
  readonly table: TableView;
  readonly waits: TableView;
  readonly definitions: readonly { readonly label: string; readonly text: string }[];
}

const periodWords = { month: 'Last month', quarter: 'Last three months', year: 'Last twelve months' } as const;

export function comparedPage(
  { from, to, figures, councils }: ComparedFigures,
  authorities: readonly Pick<Authority, 'id' | 'shortName'>[],
  over: (typeof comparedPeriods)[number],
): ComparedPage {
  const shown = figures.filter((each): each is typeof each & { key: ComparedKey } => each.key !== 'in-time');
  const nameOf = (id: number): string => authorities.find((each) => each.id === id)?.shortName ?? '';
  return {
    crumbs: { items: [{ text: 'Partnership', href: partnershipHref }] },
    tabs: {
      label: 'Period',
      items: comparedPeriods.map((each) => ({
        ...{ text: periodWords[each], href: `${partnershipHref}/figures?over=${each}`, current: each === over },
      })),
    },
    period: `${formatFullDate(from)} to ${formatFullDate(to)}`,
    table: {
      caption: 'First contact, council by council',
      head: [{ text: 'Council' }, ...shown.map(({ label }) => ({ text: label, format: 'numeric' }))],
      rows: councils.map(({ authorityId, shares }) => [
        { text: nameOf(authorityId) },
        ...shown.map(({ key }) => ({ text: disclosedWords(shares[key]), format: 'numeric' })),
      ]),
      firstCellIsHeader: true,
      isStacking: true,
    },
    waits: waitsTable(councils, nameOf),
    downloadHref: `${partnershipHref}/figures/download?over=${over}`,
    definitions: figures.map(({ key, label, definition }) => ({
      ...{ label, text: [definition, ...setWords(key, councils, nameOf)].join(' ') },
    })),
  };
}

/** "The days that each has set: Westmoor 14, Dunmere 7." Nothing where all have set the same. */
function setWords(key: string, councils: ComparedFigures['councils'], nameOf: (id: number) => string): string[] {
  if (key !== 'observed' && key !== 'in-time') return [];
  const set = councils.map(({ authorityId, repeatContactDays, waits }) => {
    return { name: nameOf(authorityId), value: key === 'observed' ? repeatContactDays : waits.targetSeconds };
  });
  if (new Set(set.map(({ value }) => value)).size < 2) return [];
  const each = set.map(({ name, value }) => `${name} ${value}`);
  return [`The ${key === 'observed' ? 'days' : 'seconds'} that each has set: ${each.join(', ')}.`];
}

function waitsTable(councils: ComparedFigures['councils'], nameOf: (id: number) => string): TableView {
  const heads = ['Answered in time', 'Target', 'Half waited at most', '9 in 10 waited at most'];
  const told = (of: number | null, seconds: number | null): string => {
    if (of === 0) return 'none';
    return seconds === null ? 'too few to tell' : waitWords(seconds);
  };
  return {
    caption: 'How long customers waited, council by council',
    head: [{ text: 'Council' }, ...heads.map((text) => ({ text, format: 'numeric' }) as const)],
    rows: councils.map(({ authorityId, waits }) => [
      { text: nameOf(authorityId) },
      ...[
        disclosedWords(waits.inTime),
        ...[
          waitWords(waits.targetSeconds),
          told(waits.inTime.of, waits.medianSeconds),
          told(waits.inTime.of, waits.ninetiethSeconds),
        ],
      ].map((text) => ({ text, format: 'numeric' }) as const),
    ]),
    ...{ firstCellIsHeader: true, isStacking: true },
  };
}

/** "79% of 1,210", "too few to tell of 40", "none". */
function disclosedWords({ percent, of }: DisclosedShare): string {
  if (of === null) return 'too few to tell';
  if (of === 0) return 'none';
  return percent === null ? `too few to tell, of ${numberWords(of)}` : `${percent}% of ${numberWords(of)}`;
}
