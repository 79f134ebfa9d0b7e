import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { digest } from '../../kernel/digest.js';
import { notFound } from '../../kernel/errors.js';
import { line } from '../../kernel/input.js';
import { isInScope } from '../../kernel/scope.js';
import { clearGap, listGapWords } from '../editing/gaps-repository.js';

/** Takes a word off the list of gaps, once an article or a synonym answers it. It is counted anew from then on. */
export const closeGap = defineCommand({
  name: 'knowledge.close-gap',
  permission: 'knowledge.edit',
  input: z.strictObject({ authorityId: z.coerce.number().int(), stem: line(60) }),
  run: async (context, { authorityId, stem }) => {
    if (!isInScope(context.db.scope, authorityId)) throw notFound();
    const gap = (await listGapWords(context.db, authorityId)).find((listed) => listed.stem === stem);
    if (!gap) throw notFound();
    await clearGap(context.db, gap, context.now);
    const details = { gaps: gap.gaps, customers: gap.customers };
    await context.audit({ authorityId, subject: { kind: 'search-gap', id: digest(stem) }, details });
    return { stem };
  },
});
