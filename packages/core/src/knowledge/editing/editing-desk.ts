import { z } from 'zod';
import { listAuthorities, type Authority } from '../../authorities/index.js';
import { listTeams } from '../../directory/index.js';
import { notFound } from '../../kernel/errors.js';
import { formatRelative } from '../../kernel/format-time.js';
import { line, optional } from '../../kernel/input.js';
import { localDateAt } from '../../kernel/london-time.js';
import { deskRoute, page, redirect, type Route, type RouteContext } from '../../kernel/route.js';
import { may } from '../../kernel/scope.js';
import { closeGap } from '../commands/close-gap.js';
import { logGap } from '../commands/log-gap.js';
import { listForEditors, listGaps } from './editing-queries.js';
import { editingHref, editingPage, lists, type GapsPage } from './editing-views.js';

const permission = 'knowledge.edit';

const list = deskRoute({
  method: 'get',
  path: '/desk/knowledge-editing',
  permission,
  query: z.strictObject({ show: z.enum(lists).default('due'), owner: optional(line(60)) }),
  handle: async (context) => {
    const articles = await context.read(listForEditors, {});
    const authorities = await listAuthorities(context.kernel);
    const teams = may(context.visitor.actor, 'directory.read') ? await context.read(listTeams, {}) : [];
    const model = editingPage(context.query, articles, { authorities, teams, today: localDateAt(context.now) });
    return page('/knowledge/views/editing', model, { title: 'Knowledge editing', nav: 'knowledge' });
  },
});

type Context = Pick<RouteContext<unknown, unknown, unknown>, 'kernel' | 'visitor'>;

/** Where the person edits, the partnership itself left out: nobody asks it anything. */
export async function editedAuthorities({ kernel, visitor }: Context): Promise<Authority[]> {
  const all = await listAuthorities(kernel);
  return all.filter(({ id, kind }) => kind === 'authority' && may(visitor.actor, permission, id));
}

const gaps = deskRoute({
  method: 'get',
  path: '/desk/knowledge-editing/gaps',
  permission,
  query: z.strictObject({ authority: z.coerce.number().int().optional() }),
  handle: async (context) => {
    const authorities = await editedAuthorities(context);
    const authorityId = context.query.authority ?? authorities[0]?.id;
    if (authorityId === undefined) throw notFound();
    const listed = await context.read(listGaps, { authorityId });
    const model: GapsPage = {
      authorityId,
      authorities: authorities.map(({ id, name }) => ({ id, name, selected: id === authorityId })),
      gaps: listed.map(({ lastAt, nowFinds, ...gap }) => ({
        ...gap,
        last: formatRelative(lastAt, { now: context.now }),
        nowFinds: nowFinds ?? 'Nothing',
        writeHref: `${editingHref}/new?authority=${authorityId}&keyword=${encodeURIComponent(gap.word)}`,
      })),
      csrfToken: context.visitor.session?.csrfToken ?? '',
    };
    return page('/knowledge/views/gaps', model, { title: 'What the search did not find', nav: 'knowledge' });
  },
});

const settleGap = deskRoute({
  method: 'post',
  path: '/desk/knowledge-editing/gaps',
  permission,
  body: z.strictObject({ authorityId: z.coerce.number().int(), stem: line(60) }),
  handle: async (context) => {
    const { authorityId } = context.body;
    await context.run(closeGap, context.body);
    return redirect(`${editingHref}/gaps?authority=${authorityId}`, {
      say: 'Taken off the list; counted anew from now',
    });
  },
});

const reportGap = deskRoute({
  method: 'post',
  path: '/desk/knowledge/gaps',
  permission: 'knowledge.report',
  body: z.strictObject({ authorityId: z.coerce.number().int(), words: line(300) }),
  handle: async (context) => {
    const { authorityId, words } = context.body;
    await context.run(logGap, { authorityId, words });
    return redirect(`/desk/knowledge?authority=${authorityId}`, {
      say: 'Logged for the knowledge editors. They see words, never who said them.',
    });
  },
});

export const editingRoutes: readonly Route[] = [list, gaps, settleGap, reportGap];
