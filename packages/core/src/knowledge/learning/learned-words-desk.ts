import { z } from 'zod';
import { isError, notFound, staleVersion } from '../../kernel/errors.js';
import { line, uuidField } from '../../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { forgetWord } from '../commands/forget-word.js';
import { judgeWord } from '../commands/judge-word.js';
import { editedAuthorities } from '../editing/editing-desk.js';
import { listLearnedWords } from './learned-words-queries.js';
import { wordStates, type WordState } from './learned-words-repository.js';
import { learnedHref, learnedPage } from './learned-words-views.js';

const permission = 'knowledge.edit';

const done = {
  approved: 'Approved: searches go by it from now on',
  refused: 'Refused: it no longer raises that answer',
  forget: 'Forgotten; counted anew from now',
} as const;

export const learnedWordsRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path: learnedHref,
    permission,
    query: z.strictObject({
      authority: z.coerce.number().int().optional(),
      show: z.enum(wordStates).default('undecided'),
    }),
    handle: async (context) => await showWords(context, context.query.authority, context.query.show),
  }),
  deskRoute({
    method: 'post',
    path: learnedHref,
    permission,
    body: z.strictObject({
      ...{ authorityId: z.coerce.number().int(), answerId: uuidField, stem: line(60) },
      before: z.enum(wordStates),
      does: z.enum(['approved', 'refused', 'forget']),
    }),
    handle: async (context) => {
      const { does, before, ...word } = context.body;
      try {
        if (does === 'forget') await context.run(forgetWord, word);
        else await context.run(judgeWord, { ...word, before, decision: does });
      } catch (error) {
        if (!isError(error, staleVersion.code)) throw error;
        return await showWords(context, word.authorityId, before, { isConflict: true });
      }
      return redirect(`${learnedHref}?authority=${word.authorityId}&show=${before}`, { say: done[does] });
    },
  }),
];

async function showWords(
  context: RouteContext<unknown, unknown, unknown>,
  asked: number | undefined,
  show: WordState,
  { isConflict } = { isConflict: false },
): Promise<Reply> {
  const authorities = await editedAuthorities(context);
  const authorityId = asked ?? authorities[0]?.id;
  if (authorityId === undefined) throw notFound();
  const csrfToken = context.visitor.session?.csrfToken ?? '';
  const listed = await context.read(listLearnedWords, { authorityId, show });
  const model = learnedPage({ ...listed, authorityId, authorities, show, isConflict, csrfToken });
  const status = isConflict ? { status: 409 } : {};
  return page('/knowledge/views/learned', model, { title: 'What the search learned', nav: 'knowledge', ...status });
}
