import { z } from 'zod';
import { listAuthorities } from '../../authorities/index.js';
import { HOUR_MS, type LocalDate } from '../../kernel/clock.js';
import { defineJob } from '../../kernel/jobs.js';
import type { Kernel } from '../../kernel/kernel.js';
import { addDays } from '../../kernel/local-date.js';
import { localDateAt, startOfDay } from '../../kernel/london-time.js';
import { everyAuthority } from '../../kernel/scope.js';
import { compareDays, servedOf } from './compare-days.js';
import { listComparedSince } from './days-repository.js';
import { hasBooks } from './provider-books.js';

/** By then the evening's payments have ended at the provider. */
const notBeforeMs = 2 * HOUR_MS;
/** Each day is compared again on as many nights: refunds and payouts take some days. */
const nights = 7;

/** Compares the last days of every council with the books of its connections, once a night; again where one was away. */
export async function compareLastDays(kernel: Kernel): Promise<void> {
  const now = kernel.clock.now();
  const today = localDateAt(now);
  if (now < startOfDay(today) + notBeforeMs) return;
  const days = Array.from({ length: nights }, (_, index) => addDays(today, index - nights));
  const councils = (await listAuthorities(kernel)).filter(({ kind }) => kind === 'authority').map(({ id }) => id);
  const done = await comparedTonight(kernel, today);
  for (const one of kernel.adapters.list.filter(hasBooks)) {
    const authorities = servedOf(one, councils).filter((id) => !done.has(`${id} ${one.name}`));
    await compareDays(kernel, one, { authorities, days });
  }
}

/** Councils and connections of which yesterday was compared since today began. */
async function comparedTonight(kernel: Kernel, today: LocalDate): Promise<ReadonlySet<string>> {
  const asked = { dayOn: addDays(today, -1), since: startOfDay(today) };
  const found = await listComparedSince(kernel.db.read(everyAuthority), asked);
  return new Set(found.map(({ authorityId, instance }) => `${authorityId} ${instance}`));
}

export const compareBooksJob = defineJob({
  kind: 'payments.compare-books',
  payload: z.strictObject({}),
  everyMs: HOUR_MS,
  leaseMs: HOUR_MS / 2,
  run: compareLastDays,
});
