import { z } from 'zod';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { digest } from '../../kernel/digest.js';
import { notFound } from '../../kernel/errors.js';
import { line, longText } from '../../kernel/input.js';
import { localDateAt } from '../../kernel/london-time.js';
import { isInScope } from '../../kernel/scope.js';
import { countGap } from '../editing/gaps-repository.js';
import { learnableWords } from '../learning/learning-words.js';

/**
 * Counts words that found no answer. Editors see a word once several different customers used it; nobody sees the
 * words of one. Without a customer, one adviser's gaps of a day count as one customer's.
 */
export const logGap = defineCommand({
  name: 'knowledge.log-gap',
  permission: 'knowledge.report',
  input: z.strictObject({
    authorityId: z.coerce.number().int(),
    words: longText(1000),
    customer: line(200).optional(),
    sourceId: line(100).optional(),
  }),
  run: async (context, { authorityId, words, customer, sourceId }) => {
    if (!isInScope(context.db.scope, authorityId)) throw notFound();
    const id = context.newId();
    const gap = {
      id,
      sourceId: sourceId ?? id,
      customer: digest(customer ?? adviserToday(context)),
      words: learnableWords(words),
    };
    const counted = gap.words.size > 0 && (await countGap(context.db, authorityId, gap, context.now));
    await context.audit({ authorityId, subject: { kind: 'search-gap', id }, details: { counted } });
    return { counted };
  },
});

function adviserToday({ actor, now }: CommandContext): string {
  return `${actor.kind === 'staff' ? actor.staffId : actor.kind} ${localDateAt(now)}`;
}
