import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { digest } from '../../kernel/digest.js';
import { notFound, staleVersion } from '../../kernel/errors.js';
import { line, uuidField } from '../../kernel/input.js';
import { isInScope } from '../../kernel/scope.js';
import { expectChanges } from '../search/knowledge-index.js';
import { decideWord, findLearnedWord, wordStates } from '../learning/learned-words-repository.js';

/** The word and the answer that it leads to, as the list shows them. */
export const LearnedWordInput = z.strictObject({
  authorityId: z.coerce.number().int(),
  answerId: uuidField,
  stem: line(60),
});

/**
 * Approves a learned word, which then counts as if several editors' customers had used it, or refuses it: it never
 * raises that answer again. Either can be taken back by the other.
 * @throws not_found for a word that is not shown; stale_version when somebody decided meanwhile
 */
export const judgeWord = defineCommand({
  name: 'knowledge.judge-word',
  permission: 'knowledge.edit',
  input: LearnedWordInput.extend({
    decision: z.enum(['approved', 'refused'], { error: 'Choose approved or refused' }),
    /** What had been decided when the editor looked. */
    before: z.enum(wordStates),
  }),
  run: async (context, { decision, before, ...key }) => {
    const { db, now } = context;
    if (!isInScope(db.scope, key.authorityId)) throw notFound();
    const word = await findLearnedWord(db, key);
    if (!word) throw notFound();
    if (word.state !== before || !(await decideWord(db, word, decision, now))) throw staleVersion();
    const { authorityId, answerId, stem } = key;
    const details = { answerId, decision, customers: word.customers };
    await context.audit({ authorityId, subject: { kind: 'search-word', id: digest(stem) }, details });
    expectChanges(context.kernel.db);
    return { state: decision };
  },
});
