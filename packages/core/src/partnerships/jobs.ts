import { z } from 'zod';
import { listAgreementWindows } from '../access/index.js';
import { systemActor } from '../kernel/actor.js';
import { MINUTE_MS } from '../kernel/clock.js';
import { runCommand } from '../kernel/command.js';
import { defineJob } from '../kernel/jobs.js';
import { everyAuthority } from '../kernel/scope.js';
import { followsCatalogue } from './agreement-rules.js';
import { wantedAccess } from './access-of-agreement.js';
import { renewAgreementAccess } from './commands/renew-access.js';
import { listAgreementsOf } from './repository.js';

/**
 * Looks every minute whose next hours are still to be given: a night that is over, a bank holiday declared late, an
 * agreement whose first day has come. Hours are given ahead, and so is what new terms give from midnight on: they begin
 * and end to the second without it. While it doesn't run, nothing new opens.
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
      if (before?.from === wanted[0]?.from && before?.to === wanted.at(-1)?.to) continue;
      const actor = systemActor('the hours of an agreement come and go');
      await runCommand(kernel, actor, renewAgreementAccess, { agreementId: agreement.id });
    }
  },
});

/**
 * A service that is published or published anew may come under an agreement by its LGSL number or its heading, or leave
 * it: what the agreement gives is written again, within moments.
 */
export const coverNewServices = defineJob({
  kind: 'partnerships.cover-new-services',
  payload: z.looseObject({ authorityId: z.number().int() }),
  topics: ['service.published'],
  run: async (kernel, { authorityId }) => {
    const db = kernel.db.read(everyAuthority);
    for (const { id, receiverId, agreed, coming } of await listAgreementsOf(db, kernel.clock.now())) {
      const given = [agreed, coming[0]].filter((each) => each != null); // the terms of now, and those that follow them
      if (receiverId !== authorityId || !given.some(({ terms }) => followsCatalogue(terms))) continue;
      const actor = systemActor('a service was published');
      await runCommand(kernel, actor, renewAgreementAccess, { agreementId: id });
    }
  },
});
