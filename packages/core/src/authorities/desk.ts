import { z } from 'zod';
import { isError, type FieldFault } from '../kernel/errors.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../kernel/route.js';
import { changeSettings } from './commands/change-settings.js';
import { getPartnership } from './known-authorities.js';
import type { AuthoritySettings } from './types.js';
import { managedCouncil } from './managed-council.js';
import { getSettings } from './queries.js';
import { settingsHref, settingsPage } from './views.js';

const permission = 'authorities.manage';
const typed = z.string().trim().max(20).default('');
const Form = z.strictObject({
  ...{
    authorityId: typed,
    expectedVersion: typed,
    repeatContactDays: typed,
    surveyPercent: typed,
    surveyRestDays: typed,
  },
  does: z.literal('partnership').optional(),
});
type Typed = Pick<z.output<typeof Form>, 'repeatContactDays' | 'surveyPercent' | 'surveyRestDays'>;
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
      const { does, ...sent } = context.body;
      const { authorityId, ...typedIn } = sent;
      const values = does === undefined ? typedIn : { ...typedIn, ...(await sharedValues(context)) };
      const back = { authority: Number(authorityId), values };
      try {
        const done = await context.attempt(changeSettings, { ...sent, ...values });
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

function valuesOf({ repeatContactDays, surveyPercent, surveyRestDays }: AuthoritySettings): Typed {
  return {
    repeatContactDays: `${repeatContactDays}`,
    surveyPercent: `${surveyPercent}`,
    surveyRestDays: `${surveyRestDays}`,
  };
}

/** What the partnership has for whoever chose nothing else. */
async function sharedValues({ kernel }: Context): Promise<Typed> {
  return valuesOf((await getPartnership(kernel)).settings);
}

async function showSettings(
  context: Context,
  asked: {
    readonly authority?: number | undefined;
    readonly values?: Typed;
    readonly faults?: readonly FieldFault[];
    readonly status?: number;
  },
): Promise<Reply> {
  const { authority, authorities } = await managedCouncil(context, permission, asked.authority);
  const { settings, version } = await context.read(getSettings, { authorityId: authority.id });
  const own = valuesOf(settings);
  const shared = authority.kind === 'partnership' ? undefined : await sharedValues(context);
  const { faults = [], values = own } = asked;
  const csrfToken = context.visitor.session?.csrfToken ?? '';
  const model = settingsPage({ csrfToken, authority, authorities, version, values, own, shared, faults });
  const status = faults.length > 0 ? { status: asked.status ?? 422 } : {};
  return page('/authorities/views/settings', model, { title: 'Contact settings', nav: 'settings', ...status });
}
