import { z } from 'zod';
import { malformed } from '../kernel/errors.js';
import { deskRoute, page, redirect, type Reply, type Route } from '../kernel/route.js';
import { createAccount } from './commands/create-account.js';
import { sessionOf } from './me-desk.js';
import { listStaffAccounts } from './queries.js';
import { newStaffPage, staffPage } from './staff-views.js';

const text = z.string().max(4000).default('');
const permission = 'access.manage';
const listQuery = z.strictObject({ name: z.string().max(100).default(''), after: z.string().max(600).default('') });

/** Who works here, and adding somebody. */
export const staffListRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path: '/desk/admin/staff',
    permission,
    query: listQuery,
    handle: async (context) => {
      const { name, after } = context.query;
      const { items, next } = await context.read(listStaffAccounts, {
        name,
        ...(after ? { after: readCursor(after) } : {}),
      });
      const nextHref =
        next && `/desk/admin/staff?${new URLSearchParams({ name, after: writeCursor(next) }).toString()}`;
      const model = staffPage(items, { search: name, nextHref, now: context.now });
      return page('/identity/views/staff', model, { title: 'Staff and roles', nav: 'staff' });
    },
  }),
  deskRoute({
    method: 'get',
    path: '/desk/admin/staff/new',
    permission,
    handle: async (context) => showForm({ csrfToken: sessionOf(context).csrfToken }),
  }),
  deskRoute({
    method: 'post',
    path: '/desk/admin/staff',
    permission,
    body: z.strictObject({ displayName: text, signInName: text, email: text }),
    handle: async (context) => {
      const { displayName, signInName, email } = context.body;
      const done = await context.attempt(createAccount, { person: { displayName, email }, signInName });
      if (!done.ok) {
        const faults = done.faults.map(({ field, message }) => ({ field: field.replace(/^person\./, ''), message }));
        return showForm({ csrfToken: sessionOf(context).csrfToken, displayName, signInName, email, faults });
      }
      const say = 'Added. Give a role, then make a password link.';
      return redirect(`/desk/admin/staff/${done.value.personId}`, { say });
    },
  }),
];

function showForm(about: Parameters<typeof newStaffPage>[0]): Reply {
  const status = about.faults ? 422 : 200;
  return page('/identity/views/new-staff', newStaffPage(about), { title: 'Add somebody', nav: 'staff', status });
}

interface Cursor {
  readonly sortName: string;
  readonly personId: string;
}

function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

function readCursor(text: string): Cursor {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Cursor;
  } catch (cause) {
    throw malformed({ cause }, 'That page of the list does not exist. Start from the first.');
  }
}
