import { z } from 'zod';
import { isError, staleVersion, type FieldFault } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { may } from '../../kernel/scope.js';
import { correspondenceErrors } from '../correspondence-errors.js';
import { mailStates } from './incoming-types.js';
import { getMail, listMail } from './mail-queries.js';
import { cameIn, mailHref, mailPage, mailsPage } from './mail-views.js';
import { dealWithMail, placeMail } from './settle-mail.js';

const params = z.strictObject({ mailId: uuidField });
const path = `${mailHref}/:mailId`;
const nav = 'messages';
type Context = RouteContext<{ readonly mailId: string }, unknown, unknown>;
const Body = z.strictObject({
  version: versionField,
  does: z.enum(['place', 'deal']),
  reference: z.string().max(200).default(''),
  note: z.string().max(2000).default(''),
});

export const mailRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path: mailHref,
    permission: 'correspondence.read',
    query: z.strictObject({ state: z.enum(mailStates).default('waiting'), cursor: z.string().max(80).optional() }),
    handle: async (context) => {
      const { state, cursor } = context.query;
      const found = await context.read(listMail, context.query);
      const model = mailsPage(found, { state, now: context.now, isFirst: cursor === undefined });
      return page('/correspondence/views/mails', model, { title: cameIn, nav });
    },
  }),
  deskRoute({ method: 'get', path, permission: 'correspondence.read', params, handle: (context) => show(context) }),
  deskRoute({
    method: 'post',
    path,
    permission: 'correspondence.send',
    params,
    body: Body,
    handle: async (context) => {
      const { version: expectedVersion, does, reference, note } = context.body;
      const about = { id: context.params.mailId, expectedVersion };
      try {
        const done =
          does === 'place'
            ? await context.attempt(placeMail, { ...about, reference })
            : await context.attempt(dealWithMail, { ...about, note });
        if (!done.ok) return await show(context, done.faults);
        const say = does === 'place' ? 'It is on the case now' : 'Kept as dealt with';
        return redirect(`${mailHref}/${about.id}`, { say });
      } catch (error) {
        if (![staleVersion, correspondenceErrors.mailSettled].some(({ code }) => isError(error, code))) throw error;
        return await show(context, [{ field: '', message: (error as Error).message }], 409);
      }
    },
  }),
];

async function show(
  context: Context,
  faults: readonly FieldFault[] = [],
  status = faults.length > 0 ? 422 : 200,
): Promise<Reply> {
  const { now, visitor } = context;
  const mail = await context.read(getMail, { id: context.params.mailId });
  const model = mailPage(mail, {
    ...{ now, faults, csrfToken: visitor.session?.csrfToken ?? '' },
    typed: { reference: '', note: '', ...((context.body ?? {}) as { reference?: string; note?: string }) },
    maySettle: may(visitor.actor, 'correspondence.send', mail.authorityId),
  });
  return page('/correspondence/views/mail', model, { title: model.heading, nav, status });
}
