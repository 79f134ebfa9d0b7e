import { z } from 'zod';
import { listAuthorities } from '../../authorities/index.js';
import type { LocalDate } from '../../kernel/clock.js';
import { addDays, addMonths, partsOf } from '../../kernel/local-date.js';
import { localDateAt } from '../../kernel/london-time.js';
import { defineQuery } from '../../kernel/query.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { countShares, countWaits, describeFigures, fewestForShare, type ToldShare } from '../../reporting/index.js';
import { disclose, type DisclosedShare } from './disclosure-rules.js';

export const comparedKeys = ['declared', 'observed', 'satisfied', 'avoidable'] as const;
export type ComparedKey = (typeof comparedKeys)[number];

type CountedWaits = Awaited<ReturnType<typeof countWaits>>;

/** How long customers waited on the telephone or in a chat; null: too few to tell. */
export interface ComparedWaits {
  readonly targetSeconds: number;
  readonly inTime: DisclosedShare;
  readonly medianSeconds: number | null;
  readonly ninetiethSeconds: number | null;
}

/** Whole months, so that no day can be told by comparing two periods. */
export const comparedPeriods = ['month', 'quarter', 'year'] as const;
const monthsOf = { month: 1, quarter: 3, year: 12 } as const;

export interface ComparedFigures {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly figures: readonly {
    readonly key: ComparedKey | 'in-time';
    readonly label: string;
    readonly definition: string;
  }[];
  readonly councils: readonly {
    readonly authorityId: AuthorityId;
    /** Within how many days a further contact counts as a repeated one. */
    readonly repeatContactDays: number;
    readonly shares: Readonly<Record<ComparedKey, DisclosedShare>>;
    readonly waits: ComparedWaits;
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
    for (const { id: authorityId, kind } of await listAuthorities(context.kernel)) {
      if (kind !== 'authority') continue;
      const { repeatContactDays, shares } = await countShares(context, { authorityId, from, to }, comparedKeys);
      const waits = disclosedWaits(await countWaits(context, { authorityId, from, to }));
      councils.push({ authorityId, repeatContactDays, shares: disclosed(shares), waits });
    }
    const [days, ...others] = new Set(councils.map(({ repeatContactDays }) => repeatContactDays));
    const [target, ...targets] = new Set(councils.map(({ waits }) => waits.targetSeconds));
    const figures = describeFigures([...comparedKeys, 'in-time'], {
      repeatContactDays: others.length === 0 ? days : undefined,
      waitTargetSeconds: targets.length === 0 ? target : undefined,
    });
    return { from, to, figures, councils };
  },
});

function disclosedWaits({
  targetSeconds,
  known,
  inTime,
  medianSeconds,
  ninetiethSeconds,
}: CountedWaits): ComparedWaits {
  const told = (seconds: number | null): number | null => (known < fewestForShare ? null : seconds);
  return {
    ...{ targetSeconds, inTime: disclose({ count: inTime, of: known }) },
    ...{ medianSeconds: told(medianSeconds), ninetiethSeconds: told(ninetiethSeconds) },
  };
}

function disclosed(shares: Readonly<Record<ComparedKey, ToldShare>>): Record<ComparedKey, DisclosedShare> {
  const told = comparedKeys.map((key) => {
    const { count, of } = shares[key];
    return [key, count === null ? { percent: null, of: null } : disclose({ count, of })] as const;
  });
  return Object.fromEntries(told) as Record<ComparedKey, DisclosedShare>;
}
