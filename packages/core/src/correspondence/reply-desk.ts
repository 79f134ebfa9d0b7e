import { z } from 'zod';
import { findDraft } from '../identity/index.js';
import type { FieldFault } from '../kernel/errors.js';
import { newId } from '../kernel/ids.js';
import { optional, uuidField } from '../kernel/input.js';
import { deskRoute, page, redirect, type Reply as Answer, type Route, type RouteContext } from '../kernel/route.js';
import { may } from '../kernel/scope.js';
import { sendMessage } from './commands/send-message.js';
import { wordingFaults } from './compose-message.js';
import { fieldsFor, fillFields } from './merge-fields.js';
import { getReply, type Reply } from './queries.js';
import { chooseReply, replyDraftKey, replyPage, type ChosenReply } from './reply-views.js';
import { languages, messageChannels } from './types.js';

const path = '/desk/cases/:reference/reply';
const permission = 'correspondence.send';
const params = z.strictObject({ reference: z.string().min(1).max(100) });
const choice = {
  template: optional(uuidField),
  channel: z.enum(messageChannels).optional(),
  language: z.enum(languages).optional(),
};

const show = deskRoute({
  method: 'get',
  path,
  permission,
  params,
  query: z.strictObject(choice),
  handle: async (context) => {
    const reply = await context.read(getReply, context.params);
    const chosen = chooseReply(reply, context.query);
    const draft = context.query.template ? undefined : await draftOf(context, reply);
    return showReply(context, reply, { chosen, typed: draft ?? chosen });
  },
});

const send = deskRoute({
  method: 'post',
  path,
  permission,
  params,
  body: z.strictObject({
    ...choice,
    subject: z.string().max(20_000).default(''),
    body: z.string().max(50_000).default(''),
    does: z.enum(['preview', 'send']).default('send'),
  }),
  handle: async (context) => {
    const { does, subject, body, ...asked } = context.body;
    const reply = await context.read(getReply, context.params);
    const chosen = chooseReply(reply, asked);
    const typed = { subject: subject.replace(/\r\n?/g, '\n'), body: body.replace(/\r\n?/g, '\n') };
    const { channel, language, templateId } = chosen;
    if (channel === undefined)
      return showReply(context, reply, { chosen, typed, faults: [{ field: 'channel', message: unreachable }] });
    const written = { channel, language, subject: channel === 'text' ? '' : typed.subject, body: typed.body };
    const faults = wordingFaults(written, fieldsFor('by-hand'));
    if (faults.length > 0) return showReply(context, reply, { chosen, typed, faults });
    if (does === 'preview') {
      const fill = (text: string): string => fillFields(text, reply.values[language]);
      const preview = { subject: fill(written.subject), body: fill(written.body) };
      return showReply(context, reply, { chosen, typed, preview });
    }
    const about = { caseId: reply.case.id, ...written, ...(templateId ? { templateId } : {}) };
    const done = await context.attempt(sendMessage, about, { settles: replyDraftKey(reply.case) });
    if (!done.ok) return showReply(context, reply, { chosen, typed, faults: done.faults });
    const say =
      done.value.state === 'held' ? 'The message is held until somebody confirms it' : 'The message waits to be sent';
    return redirect(`/desk/cases/${reply.case.reference}/messages/${done.value.id}`, { say });
  },
});

export const replyRoutes: readonly Route[] = [show, send];

const unreachable = 'Add an email address, a mobile number or a postal address to the customer’s record first';

type Context = RouteContext<unknown, unknown, unknown>;
type Typed = { readonly subject: string; readonly body: string };

interface Shown {
  readonly chosen: ChosenReply;
  readonly typed: Typed;
  readonly preview?: Typed;
  readonly faults?: readonly FieldFault[];
}

function showReply({ kernel, visitor }: Context, reply: Reply, shown: Shown): Answer {
  const { authorityId, reference } = reply.case;
  const model = replyPage(reply, {
    ...shown,
    faults: shown.faults ?? [],
    mayConfirm: may(visitor.actor, 'correspondence.confirm', authorityId),
    csrfToken: visitor.session?.csrfToken ?? '',
    once: newId(kernel.clock, kernel.random),
  });
  const status = model.faults.length > 0 ? 422 : 200;
  return page('/correspondence/views/reply', model, { title: `Reply about ${reference}`, nav: 'queue', status });
}

/** What the person wrote here and didn't send. */
async function draftOf({ kernel, visitor }: Context, reply: Reply): Promise<Typed | undefined> {
  if (visitor.actor.kind !== 'staff') return undefined;
  const draft = await findDraft(kernel, visitor.actor.staffId, replyDraftKey(reply.case));
  const text = (name: string): string => [draft?.[name] ?? ''].flat().join('');
  return text('body') === '' ? undefined : { subject: text('subject'), body: text('body') };
}
