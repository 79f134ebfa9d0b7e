import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { line } from '../../kernel/input.js';
import { isInScope } from '../../kernel/scope.js';
import { forgetSources } from '../learning/forget-sources.js';
import { expectChanges } from '../search/knowledge-index.js';

/**
 * Forgets what enquiries taught and the gaps that they left, by the names under which they were learned: for what was
 * said of a record that is restricted since.
 */
export const forgetEnquiries = defineCommand({
  name: 'knowledge.forget-enquiries',
  permission: 'knowledge.edit',
  input: z.strictObject({
    authorityId: z.coerce.number().int(),
    sourceIds: z.array(line(100)).min(1).max(200),
  }),
  run: async (context, { authorityId, sourceIds }) => {
    if (!isInScope(context.db.scope, authorityId)) throw notFound();
    const forgotten = await forgetSources(context.db, authorityId, sourceIds, context.now);
    await context.audit({
      authorityId,
      subject: { kind: 'search-words', id: context.newId() },
      details: { forgotten },
    });
    if (forgotten > 0) expectChanges(context.kernel.db);
    return { forgotten };
  },
});
