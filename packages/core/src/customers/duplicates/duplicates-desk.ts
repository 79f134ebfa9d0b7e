import { z } from 'zod';
import type { Command } from '../../kernel/command.js';
import { isError, staleVersion } from '../../kernel/errors.js';
import { optional, uuidField, versionField } from '../../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { may } from '../../kernel/scope.js';
import { dismissDuplicate, undoDismissal } from '../commands/dismiss-duplicate.js';
import { lookForDuplicates } from '../commands/look-for-duplicates.js';
import { customerAuthorities } from '../record/customer-authorities.js';
import { getDuplicate, listDuplicates, pairsShown } from './duplicates-queries.js';
import { duplicatePage, duplicatesPage } from './duplicates-views.js';

type Context = RouteContext<unknown, unknown, unknown>;
type Decision = Command<typeof dismissDuplicate.input, { id: string; version: number }>;

const permission = 'customers.review-duplicates';
const about = { title: 'Duplicates', nav: 'customers' };
const params = z.strictObject({ id: uuidField });

const list = deskRoute({
  method: 'get',
  path: '/desk/customers/duplicates',
  permission,
  query: z.strictObject({ show: z.enum(pairsShown).default('merge'), cursor: optional(z.string().max(100)) }),
  handle: async (context) => {
    const { show: shows, cursor } = context.query;
    const found = await context.read(listDuplicates, { shows, ...(cursor === undefined ? {} : { cursor }) });
    const authorities = await customerAuthorities(context, permission);
    const csrfToken = context.visitor.session?.csrfToken ?? '';
    const model = duplicatesPage(found, { shows, authorities, csrfToken });
    return page('/customers/views/duplicates', model, about);
  },
});

const look = deskRoute({
  method: 'post',
  path: '/desk/customers/duplicates/look',
  permission,
  body: lookForDuplicates.input,
  handle: async (context) => {
    await context.run(lookForDuplicates, context.body);
    return redirect('/desk/customers/duplicates', { say: 'Looking for duplicates. Come back in a few minutes.' });
  },
});

const compare = deskRoute({
  method: 'get',
  path: '/desk/customers/duplicates/:id',
  permission,
  params,
  handle: (context) => show(context, context.params.id, 'fresh'),
});

const dismiss = decide('dismiss', dismissDuplicate, {
  to: (id) => `/desk/customers/duplicates/${id}`,
  say: 'Marked as not the same person. They are not shown again unless a record changes.',
});
const undo = decide('undo', undoDismissal, {
  to: (id) => `/desk/customers/duplicates/${id}`,
  say: 'Back among the likely duplicates',
});

function decide(does: string, command: Decision, done: { to: (id: string) => string; say: string }): Route {
  return deskRoute({
    method: 'post',
    path: `/desk/customers/duplicates/:id/${does}`,
    permission,
    params,
    body: z.strictObject({ version: versionField }),
    handle: async (context) => {
      const { id } = context.params;
      try {
        await context.run(command, { id, expectedVersion: context.body.version });
        return redirect(done.to(id), { say: done.say });
      } catch (error) {
        if (isError(error, staleVersion.code)) return await show(context, id, 'stale');
        throw error;
      }
    },
  });
}

async function show(context: Context, id: string, state: 'fresh' | 'stale'): Promise<Reply> {
  const compared = await context.read(getDuplicate, { id });
  const model = duplicatePage(compared, {
    now: context.now,
    mayMerge: may(context.visitor.actor, 'customers.merge', compared.pair.authorityId),
    isStale: state === 'stale',
    csrfToken: context.visitor.session?.csrfToken ?? '',
  });
  const told = state === 'stale' ? { status: 409 } : {};
  return page('/customers/views/duplicate', model, { ...about, title: model.heading, ...told });
}

export const duplicateRoutes: readonly Route[] = [list, look, compare, dismiss, undo];
