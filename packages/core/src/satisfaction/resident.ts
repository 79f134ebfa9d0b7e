import { z } from 'zod';
import { getAuthority } from '../authorities/index.js';
import { recordFailure, refuseWhileBlocked, throttleKey } from '../identity/index.js';
import { systemActor } from '../kernel/actor.js';
import { runCommand } from '../kernel/command.js';
import type { Language } from '../kernel/date-words.js';
import { isError } from '../kernel/errors.js';
import { hashSecret } from '../kernel/http/tokens.js';
import { openRoute, type Reply, type Route, type RouteContext } from '../kernel/route.js';
import { everyAuthority } from '../kernel/scope.js';
import { answerSurvey } from './commands/answer-survey.js';
import { findSurveyByToken } from './repository.js';
import { surveyLinkSpent } from './survey-errors.js';
import { surveyWords } from './survey-words.js';
import { answers, type Survey } from './types.js';
import { answerPage } from './views.js';

const params = z.strictObject({ token: z.string().regex(/^[\w-]{43}$/) });
const query = z.strictObject({ lang: z.enum(['en', 'cy']).default('en') });
const isALink = 'the link that the customer was given is the proof';
const path = '/s/:token';
type Context = RouteContext<z.output<typeof params>, z.output<typeof query>, unknown>;

/**
 * The question behind the customer's link. Nobody signs in and no cookie decides, so there is nothing that another site
 * could make a browser send: the address is the secret.
 */
export const residentRoutes: readonly Route[] = [
  openRoute({
    method: 'get',
    path,
    public: isALink,
    params,
    query,
    handle: (context) => unlessSpent(context, async () => show(context, await getSurvey(context))),
  }),
  openRoute({
    method: 'post',
    path,
    public: isALink,
    params,
    query,
    body: z.strictObject({ answer: z.string().max(1).optional() }),
    handle: (context) => unlessSpent(context, () => keepAnswer(context, context.body.answer)),
  }),
];

async function keepAnswer(context: Context, given: string | undefined): Promise<Reply> {
  const survey = await getSurvey(context);
  const answer = answers.find((each) => String(each) === given);
  if (answer === undefined) return await show(context, survey, { isRefused: true });
  const { kernel, params: link, requestId } = context;
  const input = { tokenHash: hashSecret(link.token), answer };
  await runCommand(kernel, systemActor('a survey link was used'), answerSurvey, input, { requestId });
  return await show(context, survey, { isAnswered: true });
}

/** What the work answers; in the customer's language that there is nothing to do, where the link opens nothing. */
async function unlessSpent({ query: { lang } }: Context, work: () => Promise<Reply>): Promise<Reply> {
  try {
    return await work();
  } catch (error) {
    if (!isError(error, surveyLinkSpent.code)) throw error;
    const { spentTitle, spent } = surveyWords[lang];
    const model = { title: spentTitle, text: spent };
    return {
      ...plainPage('/satisfaction/views/spent', model, lang),
      title: spentTitle,
      status: error.status,
    };
  }
}

/** @throws survey_link_spent; too_many_attempts for an address from which many wrong links came */
async function getSurvey({ kernel, now, params: { token }, clientAddress }: Context): Promise<Survey> {
  const keys = [throttleKey(kernel, 'links', clientAddress)];
  await refuseWhileBlocked(kernel.db.read(everyAuthority), keys, now);
  const survey = await findSurveyByToken(kernel.db.read(everyAuthority), hashSecret(token));
  if (!survey) await kernel.db.write(everyAuthority, (db) => recordFailure(db, keys, now));
  if (!survey || survey.answeredAt !== null || (survey.expiresAt ?? 0) <= now) throw surveyLinkSpent();
  return survey;
}

async function show(
  { kernel, params: { token }, query: { lang } }: Context,
  { authorityId }: Survey,
  how: { readonly isAnswered?: boolean; readonly isRefused?: boolean } = {},
): Promise<Reply> {
  const { name: council } = await getAuthority(kernel, authorityId);
  const model = answerPage({ token, lang, council, ...how });
  const title = surveyWords[lang].title;
  return { ...plainPage('/satisfaction/views/answer', model, lang), title, status: how.isRefused ? 422 : 200 };
}

/** A page for somebody who is not signed in, which no search engine keeps. */
function plainPage(template: string, model: object, lang: Language) {
  return { kind: 'page', layout: 'plain', template, model, lang, headers: { 'X-Robots-Tag': 'noindex' } } as const;
}
