import { z } from 'zod';
import { notFound } from '../../kernel/errors.js';
import { defineQuery } from '../../kernel/query.js';
import { isInScope } from '../../kernel/scope.js';
import { knowledgeIndex } from '../search/knowledge-index.js';
import { countLearnedWords, readLearnedWords, wordStates, type LearnedWordLine } from './learned-words-repository.js';

export interface NamedLearnedWord extends LearnedWordLine {
  /** Title of the article or name of the service; undefined when advisers can't find it any more. */
  readonly answer: string | undefined;
}

/** The words with which several different customers were led to an answer, and how many words each list has. */
export const listLearnedWords = defineQuery({
  name: 'knowledge.list-learned-words',
  permission: 'knowledge.edit',
  input: z.strictObject({
    authorityId: z.coerce.number().int(),
    show: z.enum(wordStates).default('undecided'),
  }),
  run: async ({ db, kernel }, { authorityId, show }) => {
    if (!isInScope(db.scope, authorityId)) throw notFound();
    const index = await knowledgeIndex(kernel);
    const words = await readLearnedWords(db, authorityId, show);
    const named = words.map((word): NamedLearnedWord => {
      const slot = index.slotById.get(word.answerId);
      return { ...word, answer: slot === undefined ? undefined : index.documents[slot]?.title };
    });
    return { words: named, counts: await countLearnedWords(db, authorityId) };
  },
});
