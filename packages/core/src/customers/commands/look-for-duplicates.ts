import { z } from 'zod';
import { MINUTE_MS } from '../../kernel/clock.js';
import { defineCommand } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { addJob } from '../../kernel/jobs.js';
import { isInScope } from '../../kernel/scope.js';

/** What the job that looks for duplicates is called. */
export const findDuplicatesKind = 'customers.find-duplicates';
/** Asked again sooner, the look that is under way counts. */
const onceInMs = 10 * MINUTE_MS;

/** Has an authority's customers looked through for duplicates, soon. @throws not_found for another authority */
export const lookForDuplicates = defineCommand({
  name: 'customers.look-for-duplicates',
  permission: 'customers.review-duplicates',
  input: z.strictObject({ authorityId: z.coerce.number().int().positive() }),
  output: z.object({}),
  run: async (context, { authorityId }) => {
    if (!isInScope(context.db.scope, authorityId)) throw notFound();
    const uniqueKey = `${findDuplicatesKind}:${authorityId}:${Math.floor(context.now / onceInMs)}`;
    const job = { kind: findDuplicatesKind, payload: { authorityId }, runAt: context.now, uniqueKey };
    await addJob(context.kernel, context.db, job);
    await context.audit({ authorityId, subject: { kind: 'customer-pairs', id: String(authorityId) } });
    return {};
  },
});
