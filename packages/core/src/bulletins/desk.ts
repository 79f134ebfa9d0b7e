import { z } from 'zod';
import { listAuthorities, type Authority } from '../authorities/index.js';
import { DAY_MS } from '../kernel/clock.js';
import { isError, notAllowed, type FieldFault } from '../kernel/errors.js';
import { uuidField } from '../kernel/input.js';
import { isLocalDate } from '../kernel/local-date.js';
import { instantAt } from '../kernel/london-time.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../kernel/route.js';
import { may, requireMay } from '../kernel/scope.js';
import { listServices } from '../services/index.js';
import { acknowledgeBulletins } from './commands/acknowledge-bulletins.js';
import { changeBulletin } from './commands/change-bulletin.js';
import { withdrawBulletin } from './commands/withdraw-bulletin.js';
import { writeBulletin } from './commands/write-bulletin.js';
import { getBulletin, listBulletins } from './queries.js';
import type { Bulletin } from './types.js';
import { bulletinsHref, bulletinsPage, editBulletinPage, localTimeText, type TypedBulletin } from './views.js';

const params = z.strictObject({ id: uuidField });
const permission = 'bulletins.write';
const text = (max: number) => z.string().trim().max(max).default('');
const Form = z.strictObject({
  ...{ expectedVersion: text(10), authorityId: text(10), title: text(400), body: text(8000), titleCy: text(400) },
  ...{ bodyCy: text(8000), keywords: text(1000), serviceId: text(60), areaKind: text(20), area: text(200) },
  ...{ startsAt: text(30), endsAt: text(30) },
});
type Form = z.output<typeof Form>;
type Context = RouteContext<unknown, unknown, unknown>;

/** Urgent notices: read and acknowledged by everybody, written by those who may. */
export const deskRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path: bulletinsHref,
    permission: 'bulletins.read',
    handle: (context) => showList(context),
  }),
  deskRoute({
    method: 'post',
    path: `${bulletinsHref}/acknowledge`,
    permission: 'bulletins.read',
    body: z.strictObject({}),
    handle: async (context) => {
      await context.run(acknowledgeBulletins, {});
      return redirect(bulletinsHref, { say: 'Noted that you have read them' });
    },
  }),
  deskRoute({
    method: 'get',
    path: `${bulletinsHref}/new`,
    permission,
    handle: (context) => showForm(context, undefined, blank(context.now)),
  }),
  deskRoute({
    method: 'post',
    path: `${bulletinsHref}/new`,
    permission,
    body: Form,
    handle: (context) => save(context, undefined, context.body),
  }),
  deskRoute({
    method: 'get',
    path: `${bulletinsHref}/:id`,
    permission,
    params,
    handle: async (context) => {
      const bulletin = await bulletinAt(context);
      return await showForm(context, bulletin, typedOf(bulletin));
    },
  }),
  deskRoute({
    method: 'post',
    path: `${bulletinsHref}/:id`,
    permission,
    params,
    body: Form,
    handle: async (context) => await save(context, await bulletinAt(context), context.body),
  }),
  deskRoute({
    method: 'post',
    path: `${bulletinsHref}/:id/withdraw`,
    permission,
    params,
    body: z.strictObject({ expectedVersion: text(10) }),
    handle: async (context) => {
      await context.run(withdrawBulletin, { ...context.params, ...context.body });
      return redirect(bulletinsHref, { say: 'The bulletin is withdrawn' });
    },
  }),
];

/** @throws not_found also to those who may only read it */
async function bulletinAt(context: RouteContext<z.output<typeof params>, unknown, unknown>): Promise<Bulletin> {
  const bulletin = await context.read(getBulletin, context.params);
  requireMay(context.visitor.actor, permission, bulletin.authorityId);
  return bulletin;
}

async function showList(context: Context): Promise<Reply> {
  const { now, visitor } = context;
  const model = bulletinsPage(await context.read(listBulletins, {}), {
    authorities: await listAuthorities(context.kernel),
    ...{ now, csrfToken: visitor.session?.csrfToken ?? '', readAt: visitor.session?.bulletinsReadAt ?? 0 },
    mayWrite: (authorityId) => may(visitor.actor, permission, authorityId),
  });
  return page('/bulletins/views/bulletins', model, { title: 'Bulletins', nav: 'bulletins' });
}

async function save(context: Context, bulletin: Bulletin | undefined, form: Form): Promise<Reply> {
  const { expectedVersion, authorityId, startsAt, endsAt, ...rest } = form;
  const input = { ...rest, startsAt: readTime(startsAt), endsAt: readTime(endsAt) };
  const unread = (['startsAt', 'endsAt'] as const)
    .filter((field) => input[field] === undefined)
    .map((field) => ({ field, message: 'Enter the day and the time' }));
  try {
    const done = bulletin
      ? await context.attempt(changeBulletin, { ...input, id: bulletin.id, expectedVersion })
      : await context.attempt(writeBulletin, {
          ...input,
          authorityId: authorityId || (await firstCouncil(context)).id,
        });
    if (done.ok)
      return redirect(bulletinsHref, { say: bulletin ? 'The bulletin is changed' : 'The bulletin is written' });
    const others = done.faults.filter(({ field }) => !unread.some((fault) => fault.field === field));
    return await showForm(context, bulletin, form, { faults: [...others, ...unread] });
  } catch (error) {
    if (!isError(error, 'stale_version')) throw error;
    const message = 'A colleague changed this bulletin meanwhile. What you typed is kept: look at it and save again';
    return await showForm(context, bulletin, form, { faults: [{ field: 'title', message }], status: 409 });
  }
}

async function showForm(
  context: Context,
  bulletin: Bulletin | undefined,
  typed: TypedBulletin,
  { faults = [], status = 422 }: { readonly faults?: readonly FieldFault[]; readonly status?: number } = {},
): Promise<Reply> {
  const { visitor } = context;
  const authorities = await writtenFor(context);
  const chosen = authorities.find(({ id }) => id === Number(typed.authorityId)) ?? (await firstCouncil(context));
  const authorityId = bulletin?.authorityId ?? chosen.id;
  const services = (await context.read(listServices, { audience: 'all' })).filter(
    (one) => one.authorityId === authorityId,
  );
  const model = editBulletinPage({
    ...{ csrfToken: visitor.session?.csrfToken ?? '', bulletin, faults, authorities, services },
    typed: { ...typed, authorityId: String(authorityId) },
  });
  const about = { title: model.heading, nav: 'bulletins', ...(faults.length > 0 ? { status } : {}) };
  return page('/bulletins/views/edit', model, about);
}

/** The councils for which the visitor may write. */
async function writtenFor({ kernel, visitor }: Context): Promise<Authority[]> {
  const all = await listAuthorities(kernel);
  return all.filter(({ id, kind }) => kind === 'authority' && may(visitor.actor, permission, id));
}

/** The one that is written for where none is chosen. @throws not_allowed */
async function firstCouncil(context: Context): Promise<Authority> {
  const [first] = await writtenFor(context);
  if (!first) throw notAllowed();
  return first;
}

function blank(now: number): TypedBulletin {
  const none = { authorityId: '', title: '', body: '', titleCy: '', bodyCy: '', keywords: '', serviceId: '', area: '' };
  return { ...none, areaKind: 'everywhere', startsAt: localTimeText(now), endsAt: localTimeText(now + DAY_MS) };
}

function typedOf(bulletin: Bulletin): TypedBulletin {
  const { title, body, titleCy, bodyCy, keywords, serviceId, areaKind, area, startsAt, endsAt } = bulletin;
  return {
    ...{ authorityId: String(bulletin.authorityId), title, body, titleCy: titleCy ?? '', bodyCy: bodyCy ?? '' },
    ...{ keywords: keywords ?? '', serviceId: serviceId ?? '', areaKind, area: area ?? '' },
    ...{ startsAt: localTimeText(startsAt), endsAt: localTimeText(endsAt) },
  };
}

/** Reads 2026-11-16T10:00 as London's time. */
function readTime(typed: string): number | undefined {
  const [, on = '', hours, minutes] = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):([0-5]\d)/.exec(typed) ?? [];
  return isLocalDate(on) ? instantAt(on, Number(hours) * 60 + Number(minutes)) : undefined;
}
