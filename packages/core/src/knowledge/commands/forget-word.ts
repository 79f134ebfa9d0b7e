import { defineCommand } from '../../kernel/command.js';
import { digest } from '../../kernel/digest.js';
import { notFound } from '../../kernel/errors.js';
import { isInScope } from '../../kernel/scope.js';
import { expectChanges } from '../search/knowledge-index.js';
import { findLearnedWord, forgetLearnedWord } from '../learning/learned-words-repository.js';
import { LearnedWordInput } from './judge-word.js';

/**
 * Takes a word out of all that was learned of an answer, also out of the examples. It is counted anew from then on.
 * @throws not_found for a word that is not shown
 */
export const forgetWord = defineCommand({
  name: 'knowledge.forget-word',
  permission: 'knowledge.edit',
  input: LearnedWordInput,
  run: async (context, key) => {
    const { authorityId, answerId, stem } = key;
    if (!isInScope(context.db.scope, authorityId)) throw notFound();
    const word = await findLearnedWord(context.db, key);
    if (!word) throw notFound();
    await forgetLearnedWord(context.db, key, context.now);
    const details = { answerId, customers: word.customers };
    await context.audit({ authorityId, subject: { kind: 'search-word', id: digest(stem) }, details });
    expectChanges(context.kernel.db);
    return { answerId };
  },
});
