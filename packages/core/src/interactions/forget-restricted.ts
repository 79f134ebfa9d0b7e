import { z } from 'zod';
import { systemActor } from '../kernel/actor.js';
import { runCommand } from '../kernel/command.js';
import { uuidField } from '../kernel/input.js';
import { defineJob } from '../kernel/jobs.js';
import { everyAuthority, type AuthorityId } from '../kernel/scope.js';
import { forgetEnquiries } from '../knowledge/index.js';
import { listOfRestricted } from './restricted-repository.js';

const atOnce = 200;

/**
 * When a customer's record or a case is restricted, the search forgets what it learned from their contacts before, as it
 * learns nothing from later ones (`teach-search.ts`).
 */
export const forgetRestricted = defineJob({
  kind: 'interactions.forget-restricted',
  payload: z.looseObject({ subjectId: uuidField }),
  topics: ['customer.changed', 'case.restricted'],
  run: async (kernel, { subjectId }) => {
    const byAuthority = new Map<AuthorityId, string[]>();
    for (const { id, authorityId } of await listOfRestricted(kernel.db.read(everyAuthority), subjectId))
      byAuthority.set(authorityId, [...(byAuthority.get(authorityId) ?? []), id]);
    const actor = systemActor('a customer’s record or a case was restricted');
    for (const [authorityId, ids] of byAuthority)
      for (let from = 0; from < ids.length; from += atOnce)
        await runCommand(kernel, actor, forgetEnquiries, { authorityId, sourceIds: ids.slice(from, from + atOnce) });
  },
});
