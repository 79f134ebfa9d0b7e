import { readContactSettings } from '../authorities/index.js';
import type { LocalDate } from '../kernel/clock.js';
import { addDays } from '../kernel/local-date.js';
import { startOfDay } from '../kernel/london-time.js';
import type { QueryContext } from '../kernel/query.js';
import { everyAuthority, type AuthorityId } from '../kernel/scope.js';
import { countEachDay } from './count-by-day.js';
import { waitsQuestion } from './figures-repository.js';
import { waitsOf, type Waits } from './waits.js';

/** How long a council's customers waited, of a council that the asker is known to be allowed, as `getFigures` counts it. */
export async function countWaits(
  { db, kernel }: Pick<QueryContext, 'db' | 'kernel'>,
  { authorityId, from, to }: { readonly authorityId: AuthorityId; readonly from: LocalDate; readonly to: LocalDate },
): Promise<Waits & { readonly targetSeconds: number }> {
  const { waitTargetSeconds } = await readContactSettings(kernel, authorityId);
  const filter = { authorityId, from: startOfDay(from), until: startOfDay(addDays(to, 1)) };
  const counted = await countEachDay(db.within(everyAuthority), filter, waitsQuestion);
  const { lines: _lines, days: _days, ...waits } = waitsOf(counted, [], waitTargetSeconds);
  return waits;
}
