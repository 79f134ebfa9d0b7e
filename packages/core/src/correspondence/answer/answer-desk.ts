import { z } from 'zod';
import { findDraft } from '../../identity/index.js';
import { AppError, type FieldFault } from '../../kernel/errors.js';
import { newId } from '../../kernel/ids.js';
import { optional, uuidField } from '../../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { may } from '../../kernel/scope.js';
import { sendAnswer } from '../commands/send-answer.js';
import { wordingFaults } from '../compose-message.js';
import { fillFields, type MergeField } from '../merge-fields.js';
import { languages } from '../types.js';
import { keyOf, sentTo, typedIn, type TypedAnswer } from './answer-fields.js';
import { getAnswer, type Answer } from './answer-queries.js';
import { answerDraftKey, answerPage, beginAnswer, chosenChannel, wordsAgain } from './answer-views.js';
import { readAddress } from './answer-ways.js';

const path = '/desk/interactions/:id/send-answer';
const permission = 'correspondence.send';
const params = z.strictObject({ id: uuidField });

const AnswerForm = z.strictObject({
  to: z.string().max(300).default(typedIn),
  address: z.string().max(300, 'Shorten the number or address to 300 characters').default(''),
  language: z.enum(languages).default('en'),
  subject: z.string().max(20_000).default(''),
  body: z.string().max(50_000).default(''),
  enquiryId: optional(uuidField),
  does: z.enum(['words', 'preview', 'send', 'resolve']).default('send'),
});
type AnswerForm = z.output<typeof AnswerForm>;
type Context = RouteContext<{ readonly id: string }, unknown, unknown>;

/** Sending the answer while the contact goes on, without leaving it. */
export const answerRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path,
    permission,
    params,
    handle: async (context) => {
      const answer = await context.read(getAnswer, { interactionId: context.params.id });
      // A contact that is over, or a colleague's, can only be read.
      if (!answer.isOwn || answer.interaction.state === 'finished') return redirect(callHref(context));
      return showAnswer(context, answer, { typed: (await draftOf(context, answer)) ?? beginAnswer(answer) });
    },
  }),
  deskRoute({
    method: 'post',
    path,
    permission,
    params,
    body: AnswerForm,
    handle: async (context) => {
      const { does, enquiryId, ...form } = context.body;
      const answer = await context.read(getAnswer, { interactionId: context.params.id });
      const typed = { ...form, subject: plainLines(form.subject), body: plainLines(form.body) };
      if (does === 'words') return showAnswer(context, answer, { typed: wordsAgain(answer, typed) });
      if (does === 'preview') return previewAnswer(context, answer, typed);
      return await send(context, answer, typed, { enquiryId, resolves: does === 'resolve' });
    },
  }),
];

function callHref({ params: { id } }: Context): string {
  return `/desk/interactions/${id}`;
}

function plainLines(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

async function send(
  context: Context,
  answer: Answer,
  typed: TypedAnswer,
  about: Pick<AnswerForm, 'enquiryId'> & { readonly resolves: boolean },
): Promise<Reply> {
  const { address: _address, to: _to, ...words } = typed;
  const input = { interactionId: context.params.id, ...whereTo(answer, typed), ...words, ...about };
  try {
    const done = await context.attempt(sendAnswer, input, { settles: answerDraftKey(answer) });
    if (!done.ok) return showAnswer(context, answer, { typed, faults: done.faults, status: 422 });
    const way = sentTo(answer.ways, typed);
    const how = done.value.state === 'held' ? 'held until somebody confirms it' : 'waits to be sent';
    return redirect(callHref(context), { say: `${way}: ${how}.${about.resolves ? ' Resolved now.' : ''}` });
  } catch (error) {
    // What happened meanwhile in another window; what was typed stays.
    if (!(error instanceof AppError) || ![403, 409].includes(error.status)) throw error;
    const faults = [{ field: '', message: error.message }];
    return showAnswer(context, answer, { typed, faults, status: error.status });
  }
}

function whereTo({ ways }: Answer, { to, address }: TypedAnswer): { contactPointId: string } | { address: string } {
  const way = ways.find((each) => keyOf(each) === to);
  if (way?.contactPointId) return { contactPointId: way.contactPointId };
  return { address: way?.address ?? address };
}

function previewAnswer(context: Context, answer: Answer, typed: TypedAnswer): Reply {
  const { language, subject, body } = typed;
  const values = answer.values[language];
  const channel = chosenChannel(answer, typed);
  const where = whereTo(answer, typed);
  const read = 'address' in where ? readAddress(where.address) : undefined;
  const faults: FieldFault[] = [
    ...(read?.channel === null ? [{ field: 'address', message: read.fault }] : []),
    ...wordingFaults(
      { channel, subject: channel === 'text' ? '' : subject, body },
      Object.keys(values) as MergeField[],
    ),
  ];
  if (faults.length > 0) return showAnswer(context, answer, { typed, faults, status: 422 });
  const preview = { subject: fillFields(subject, values), body: fillFields(body, values) };
  return showAnswer(context, answer, { typed, preview });
}

interface Shown {
  readonly typed: TypedAnswer;
  readonly preview?: { readonly subject: string; readonly body: string };
  readonly faults?: readonly FieldFault[];
  readonly status?: number;
}

function showAnswer({ kernel, visitor, now }: Context, answer: Answer, shown: Shown): Reply {
  const { typed, preview, faults = [], status = 200 } = shown;
  const model = answerPage(answer, {
    ...{ typed, preview, faults, now },
    mayConfirm: may(visitor.actor, 'correspondence.confirm', answer.interaction.authorityId),
    csrfToken: visitor.session?.csrfToken ?? '',
    once: newId(kernel.clock, kernel.random),
  });
  return page('/correspondence/views/answer', model, { title: model.title, nav: 'home', status });
}

/** What the person wrote here and didn't send. */
async function draftOf({ kernel, visitor }: Context, answer: Answer): Promise<TypedAnswer | undefined> {
  if (visitor.actor.kind !== 'staff') return undefined;
  const draft = await findDraft(kernel, visitor.actor.staffId, answerDraftKey(answer));
  const text = (name: string): string => [draft?.[name] ?? ''].flat().join('');
  if (text('body') === '') return undefined;
  return {
    ...{ to: text('to'), address: text('address'), subject: text('subject'), body: text('body') },
    language: text('language') === 'cy' ? 'cy' : 'en',
  };
}
