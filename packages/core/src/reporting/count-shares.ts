import { readContactSettings } from '../authorities/index.js';
import type { LocalDate } from '../kernel/clock.js';
import { addDays } from '../kernel/local-date.js';
import { startOfDay } from '../kernel/london-time.js';
import type { QueryContext } from '../kernel/query.js';
import { everyAuthority, type AuthorityId } from '../kernel/scope.js';
import { countEachDay, wholeSum } from './count-by-day.js';
import { answeredBy, definitions, type FigureSettings, type Answered } from './definitions.js';
import type { Counts } from './figures-repository.js';
import { questionsOf, shareOf } from './queries.js';
import type { FigureKey, ToldShare } from './types.js';

export interface CountedShares<K extends FigureKey> {
  /** The council's own setting, by which repeated contacts are found. */
  readonly repeatContactDays: number;
  readonly shares: Readonly<Record<K, ToldShare>>;
}

/**
 * Some figures of a council that the asker is known to be allowed, as `getFigures` counts them: their questions alone,
 * and of these only what the figures are made of.
 */
export async function countShares<K extends FigureKey>(
  { db, kernel, now }: Pick<QueryContext, 'db' | 'kernel' | 'now'>,
  { authorityId, from, to }: { readonly authorityId: AuthorityId; readonly from: LocalDate; readonly to: LocalDate },
  keys: readonly K[],
): Promise<CountedShares<K>> {
  const settings = await readContactSettings(kernel, authorityId);
  const { repeatContactDays } = settings;
  const wanted = definitions(settings).filter(({ key }) => keys.some((each) => each === key));
  const columns = new Set(wanted.flatMap(({ countColumn, ofColumn }) => [countColumn, ofColumn]));
  const filter = { authorityId, from: startOfDay(from), until: startOfDay(addDays(to, 1)), columns };
  const asked = questionsOf(filter, settings, now);
  const answers = new Map<Answered, Counts>();
  for (const which of new Set(wanted.map(({ key }) => answeredBy(key))))
    answers.set(which, wholeSum(await countEachDay(db.within(everyAuthority), ...asked[which])));
  const shares = wanted.map((each) => [each.key, shareOf(each, answers.get(answeredBy(each.key)) ?? {})] as const);
  return { repeatContactDays, shares: Object.fromEntries(shares) as Record<K, ToldShare> };
}

/** What some figures are called and mean, as they are counted with these settings. */
export function describeFigures<K extends FigureKey>(keys: readonly K[], settings: FigureSettings) {
  const each = definitions(settings);
  return keys.map((key) => {
    const { label = key, words: definition = '' } = each.find((one) => one.key === key) ?? {};
    return { key, label, definition };
  });
}
