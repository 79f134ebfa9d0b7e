import { z } from 'zod';
import { systemActor } from '../kernel/actor.js';
import { HOUR_MS, type LocalDate } from '../kernel/clock.js';
import { runCommand } from '../kernel/command.js';
import type { Reads } from '../kernel/db/database.js';
import { defineJob } from '../kernel/jobs.js';
import { addMonths } from '../kernel/local-date.js';
import { localDateAt } from '../kernel/london-time.js';
import { everyAuthority } from '../kernel/scope.js';
import { listAgreementsOf, listTerms } from '../partnerships/index.js';
import { draftStatement } from './commands/draft-statement.js';
import { segmentsFor } from './draft-lines.js';
import { listOwed } from './lines-repository.js';
import { firstDayOf, monthOf, type AgreedVersion } from './month-rules.js';
import { listMonths } from './repository.js';

/** Months that a worker which didn't run catches up with. */
const monthsBack = 12;

/**
 * Drafts the statements of months that are over and come after the last that has one: of each agreement with a price that
 * held on any of its days, and of the last month also where an agreed dispute is still to be given back.
 */
export const draftStatements = defineJob({
  kind: 'recharges.draft-statements',
  payload: z.strictObject({}),
  everyMs: HOUR_MS,
  leaseMs: HOUR_MS / 4,
  run: async (kernel) => {
    const now = kernel.clock.now();
    const db = kernel.db.read(everyAuthority);
    const agreements = (await listAgreementsOf(db, now)).map(({ id }) => id);
    const terms = await listTerms(db, agreements);
    const latest = new Map((await listMonths(db, agreements)).map((month) => [month.agreementId, month.monthOn]));
    const lastMonth = addMonths(monthOf(localDateAt(now)), -1);
    for (const agreementId of agreements)
      for (const monthOn of monthsOf(terms.get(agreementId) ?? [], lastMonth)) {
        if (monthOn <= (latest.get(agreementId) ?? '')) continue;
        const isWanted = await hasSomething(db, { agreementId, monthOn }, monthOn === lastMonth);
        const actor = systemActor('a month is over');
        if (isWanted) await runCommand(kernel, actor, draftStatement, { agreementId, monthOn });
      }
  },
});

interface Month {
  readonly agreementId: string;
  readonly monthOn: LocalDate;
}

function monthsOf(versions: readonly AgreedVersion[], lastMonth: LocalDate): LocalDate[] {
  const first = versions.flatMap((version) => firstDayOf(version) ?? []).sort()[0];
  const months: LocalDate[] = [];
  for (let back = monthsBack - 1; back >= 0; back -= 1) {
    const monthOn = addMonths(lastMonth, -back);
    if (first !== undefined && monthOn >= monthOf(first)) months.push(monthOn);
  }
  return months;
}

async function hasSomething(db: Reads, month: Month, isLast: boolean): Promise<boolean> {
  const segments = await segmentsFor(db, month);
  if (segments.some(({ version }) => version.terms.price.kind !== 'free')) return true;
  return isLast && (await listOwed(db, month.agreementId)).length > 0;
}
