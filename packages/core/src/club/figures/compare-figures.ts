import { z } from 'zod';
import { listAuthorities } from '../../authorities/index.js';
import type { LocalDate } from '../../kernel/clock.js';
import { addDays, addMonths, partsOf } from '../../kernel/local-date.js';
import { localDateAt } from '../../kernel/london-time.js';
import { defineQuery } from '../../kernel/query.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { countFigures, type Figures } from '../../reporting/index.js';
import { disclose, type DisclosedShare } from './disclosure-rules.js';

export const comparedKeys = ['declared', 'observed', 'satisfied', 'avoidable'] as const;
export type ComparedKey = (typeof comparedKeys)[number];

/** Whole months, so that no day can be told by comparing two periods. */
export const comparedPeriods = ['month', 'quarter', 'year'] as const;
const monthsOf = { month: 1, quarter: 3, year: 12 } as const;

export interface ComparedFigures {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly figures: readonly { readonly key: ComparedKey; readonly label: string; readonly definition: string }[];
  readonly councils: readonly {
    readonly authorityId: AuthorityId;
    readonly shares: Readonly<Record<ComparedKey, DisclosedShare>>;
  }[];
}

/**
 * The first-contact figures of every council of the partnership over the last whole months, by reporting's own
 * definitions. Every council's staff see all of them; what could point at a person is withheld.
 */
export const compareFigures = defineQuery({
  name: 'club.compare-figures',
  permission: 'club.compare',
  input: z.strictObject({ over: z.enum(comparedPeriods, 'Choose a month, a quarter or a year').default('quarter') }),
  run: async (context, { over }): Promise<ComparedFigures> => {
    const today = localDateAt(context.now);
    const thisMonth = addDays(today, 1 - partsOf(today).day);
    const [from, to] = [addMonths(thisMonth, -monthsOf[over]), addDays(thisMonth, -1)];
    const councils: ComparedFigures['councils'][number][] = [];
    let figures: ComparedFigures['figures'] = [];
    for (const { id: authorityId, kind } of await listAuthorities(context.kernel)) {
      if (kind !== 'authority') continue;
      const counted = await countFigures(context, { authorityId, from, to });
      figures = comparedKeys.map((key) => ({ key, ...described(counted, key) }));
      councils.push({ authorityId, shares: sharesOf(counted) });
    }
    return { from, to, figures, councils };
  },
});

function described({ figures }: Figures, key: ComparedKey): { readonly label: string; readonly definition: string } {
  const { label = key, definition = '' } = figures.find((each) => each.key === key) ?? {};
  return { label, definition };
}

function sharesOf({ figures }: Figures): Record<ComparedKey, DisclosedShare> {
  const shares = comparedKeys.map((key) => {
    const { count = null, of = 0 } = figures.find((each) => each.key === key) ?? {};
    return [key, count === null ? { percent: null, of: null } : disclose({ count, of })] as const;
  });
  return Object.fromEntries(shares) as Record<ComparedKey, DisclosedShare>;
}
