import { z } from 'zod';
import { findCustomer } from '../../customers/index.js';
import { systemActor } from '../../kernel/actor.js';
import { runCommand } from '../../kernel/command.js';
import type { Reads } from '../../kernel/db/database.js';
import { isError, notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { defineJob } from '../../kernel/jobs.js';
import { everyAuthority } from '../../kernel/scope.js';
import { followCustomer } from '../commands/restrict-case.js';
import { listRestrictedWith, listUnrestricted } from './follow-repository.js';

/**
 * Cases follow their customer's record when that is restricted, merged with a restricted one, or neither any more. What is
 * logged while it is restricted is so from the start.
 */
export const followCustomers = defineJob({
  kind: 'cases.follow-customers',
  payload: z.looseObject({ subjectId: uuidField }),
  topics: ['customer.changed'],
  run: async (kernel, { subjectId: customerId }) => {
    const actor = systemActor('the record of a case’s customer was restricted, or is not any more');
    for (const caseId of await listToChange(kernel.db.read(everyAuthority), customerId))
      await runCommand(kernel, actor, followCustomer, { caseId }).catch(passOver);
  },
});

async function listToChange(db: Reads, customerId: string): Promise<string[]> {
  const customer = await findCustomer(db, customerId);
  if (!customer) return [];
  return await (customer.restriction === null ? listRestrictedWith : listUnrestricted)(db, customerId);
}

/** Somebody was faster. */
function passOver(error: unknown): void {
  if (!isError(error, notFound.code)) throw error;
}
