import { z } from 'zod';
import { apiRoute, json, type Route } from '../../kernel/route.js';
import { forgetWord } from '../commands/forget-word.js';
import { judgeWord } from '../commands/judge-word.js';
import { listLearnedWords } from './learned-words-queries.js';
import { wordStates } from './learned-words-repository.js';

const tag = 'Knowledge';
const permission = 'knowledge.edit';

const LearnedWord = z.object({
  ...{ authorityId: z.number(), answerId: z.string(), answerKind: z.enum(['article', 'service']) },
  ...{ answer: z.string().optional(), stem: z.string(), word: z.string(), customers: z.number() },
  state: z.enum(wordStates),
});

export const learnedWordsApiRoutes: readonly Route[] = [
  apiRoute({
    ...{ method: 'get', path: '/api/v1/knowledge/learned-words', permission, query: listLearnedWords.input },
    api: {
      summary: 'Words with which several different customers were led to an answer, commonest first',
      tag,
      output: z.object({ items: z.array(LearnedWord), nextCursor: z.null() }),
    },
    handle: async (context) => {
      const { words } = await context.read(listLearnedWords, context.query);
      return json({ items: words, nextCursor: null });
    },
  }),
  apiRoute({
    ...{ method: 'post', path: '/api/v1/knowledge/learned-words/judge', permission, body: judgeWord.input },
    api: { summary: 'Approve or refuse a learned word', tag, output: z.object({ state: z.enum(wordStates) }) },
    handle: async (context) => json(await context.run(judgeWord, context.body)),
  }),
  apiRoute({
    ...{ method: 'post', path: '/api/v1/knowledge/learned-words/forget', permission, body: forgetWord.input },
    api: {
      summary: 'Forget a learned word; it is counted anew',
      tag,
      output: z.object({ answerId: z.string() }),
    },
    handle: async (context) => json(await context.run(forgetWord, context.body)),
  }),
];
