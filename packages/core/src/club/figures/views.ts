import type { Authority } from '../../authorities/index.js';
import { formatFullDate } from '../../kernel/format-time.js';
import { numberWords } from '../../reporting/index.js';
import type { BreadcrumbsView, TableView, TabsView } from '../../web/components.js';
import { partnershipHref } from '../views.js';
import type { ComparedFigures } from './compare-figures.js';
import { comparedPeriods } from './compare-figures.js';
import type { DisclosedShare } from './disclosure-rules.js';

export interface ComparedPage {
  readonly crumbs: BreadcrumbsView;
  readonly tabs: TabsView;
  readonly period: string;
  readonly downloadHref: string;
  readonly table: TableView;
  readonly definitions: readonly { readonly label: string; readonly text: string }[];
}

const periodWords = { month: 'Last month', quarter: 'Last three months', year: 'Last twelve months' } as const;

export function comparedPage(
  { from, to, figures, councils }: ComparedFigures,
  authorities: readonly Pick<Authority, 'id' | 'shortName'>[],
  over: (typeof comparedPeriods)[number],
): ComparedPage {
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
      head: [{ text: 'Council' }, ...figures.map(({ label }) => ({ text: label, format: 'numeric' }))],
      rows: councils.map(({ authorityId, shares }) => [
        { text: nameOf(authorityId) },
        ...figures.map(({ key }) => ({ text: disclosedWords(shares[key]), format: 'numeric' })),
      ]),
      firstCellIsHeader: true,
      isStacking: true,
    },
    downloadHref: `${partnershipHref}/figures/download?over=${over}`,
    definitions: figures.map(({ key, label, definition }) => ({
      ...{ label, text: key === 'observed' ? [definition, ...daysWords(councils, nameOf)].join(' ') : definition },
    })),
  };
}

/** "The days that each has set: Westmoor 14, Dunmere 7." Nothing where all have set the same. */
function daysWords(councils: ComparedFigures['councils'], nameOf: (id: number) => string): string[] {
  if (new Set(councils.map(({ repeatContactDays }) => repeatContactDays)).size < 2) return [];
  const each = councils.map(({ authorityId, repeatContactDays }) => `${nameOf(authorityId)} ${repeatContactDays}`);
  return [`The days that each has set: ${each.join(', ')}.`];
}

/** "79% of 1,210", "too few to tell of 40", "none". */
function disclosedWords({ percent, of }: DisclosedShare): string {
  if (of === null) return 'too few to tell';
  if (of === 0) return 'none';
  return percent === null ? `too few to tell, of ${numberWords(of)}` : `${percent}% of ${numberWords(of)}`;
}
