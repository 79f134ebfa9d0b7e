import { z } from 'zod';
import { listAgreementWindows } from '../access/index.js';
import { systemActor } from '../kernel/actor.js';
import { MINUTE_MS } from '../kernel/clock.js';
import { runCommand } from '../kernel/command.js';
import { defineJob } from '../kernel/jobs.js';
import { everyAuthority } from '../kernel/scope.js';
import { wantedAccess } from './access-of-agreement.js';
import { renewAgreementAccess } from './commands/renew-access.js';
import { listAgreementsOf } from './repository.js';

/**
 * Looks every minute whose next hours are still to be given: a night that is over, a bank holiday declared late, an
 * agreement whose first day has come. Hours are given ahead, so that they begin and end to the second without it; while
 * it doesn't run, nothing new opens.
 */
export const giveAgreementHours = defineJob({
  kind: 'partnerships.give-agreement-hours',
  payload: z.strictObject({}),
  everyMs: MINUTE_MS,
  leaseMs: 10 * MINUTE_MS,
  run: async (kernel) => {
    const now = kernel.clock.now();
    const db = kernel.db.read(everyAuthority);
    const given = await listAgreementWindows(db);
    for (const agreement of await listAgreementsOf(db, now)) {
      const before = given.get(agreement.id);
      const wanted = await wantedAccess(kernel, agreement, now);
      if (before?.from === wanted?.from && before?.to === wanted?.to) continue;
      const actor = systemActor('the hours of an agreement come and go');
      await runCommand(kernel, actor, renewAgreementAccess, { agreementId: agreement.id });
    }
  },
});
