import { z } from 'zod';
import { isError, type FieldFault } from '../kernel/errors.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../kernel/route.js';
import { changeSettings } from './commands/change-settings.js';
import { byContactKey, contactKeys } from './variants/contact-settings.js';
import { managedCouncil } from './managed-council.js';
import { getSettings } from './queries.js';
import { readTypedSettings, settingsHref, settingsPage, type TypedSettings } from './views.js';

const permission = 'authorities.manage';
const typed = z.string().trim().max(20).default('');
const Form = z.strictObject({
  ...{ authorityId: typed, expectedVersion: typed },
  ...byContactKey(() => typed),
  ...Object.fromEntries(contactKeys.map((key) => [`seen-${key}`, z.literal('yes').optional()])),
  does: z.literal('partnership').optional(),
});
type Context = RouteContext<unknown, unknown, unknown>;

/** How a council counts and surveys its contacts, for its administrators. */
export const deskRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path: settingsHref,
    permission,
    query: z.strictObject({ authority: z.coerce.number().int().optional() }),
    handle: (context) => showSettings(context, { authority: context.query.authority }),
  }),
  deskRoute({
    method: 'post',
    path: settingsHref,
    permission,
    body: Form,
    handle: async (context) => {
      const { does, authorityId, expectedVersion, ...sent } = context.body;
      const typedIn = readTypedSettings(does === 'partnership' ? {} : sent);
      const back = { authority: Number(authorityId), typed: typedIn };
      try {
        const done = await context.attempt(changeSettings, { authorityId, expectedVersion, ...given(typedIn) });
        if (!done.ok) return await showSettings(context, { ...back, faults: done.faults });
        return redirect(`${settingsHref}?authority=${authorityId}`, { say: 'Settings saved' });
      } catch (error) {
        if (!isError(error, 'stale_version')) throw error;
        const message =
          'A colleague changed these settings meanwhile. What you typed is kept: look at it and save again';
        return await showSettings(context, { ...back, faults: [{ field: 'repeatContactDays', message }], status: 409 });
      }
    },
  }),
];

/** An empty box follows the partnership. */
function given({ values, seen }: TypedSettings): object {
  return { ...Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '')), seen };
}

async function showSettings(
  context: Context,
  asked: {
    readonly authority?: number | undefined;
    readonly typed?: TypedSettings;
    readonly faults?: readonly FieldFault[];
    readonly status?: number;
  },
): Promise<Reply> {
  const { authority, authorities } = await managedCouncil(context, permission, asked.authority);
  const { items, version } = await context.read(getSettings, { authorityId: authority.id });
  const isPartnership = authority.kind === 'partnership';
  const { faults = [] } = asked;
  const csrfToken = context.visitor.session?.csrfToken ?? '';
  const about = { csrfToken, authority, authorities, version, isPartnership, items, typed: asked.typed, faults };
  const status = faults.length > 0 ? { status: asked.status ?? 422 } : {};
  return page('/authorities/views/settings', settingsPage(about), {
    ...{ title: 'Contact settings', nav: 'settings' },
    ...status,
  });
}
