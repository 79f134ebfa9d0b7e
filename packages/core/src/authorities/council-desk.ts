import { z } from 'zod';
import { isError, staleVersion, type FieldFault } from '../kernel/errors.js';
import { uuidField } from '../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../kernel/route.js';
import { addContactLine } from './commands/add-contact-line.js';
import { changeContactLine } from './commands/change-contact-line.js';
import { changeIdentity } from './commands/change-identity.js';
import { councilPage, linesPage, type TypedLine } from './council-views.js';
import { listAuthorities } from './known-authorities.js';
import { managedCouncil } from './managed-council.js';
import { getIdentity, getLines } from './queries.js';

const permission = 'authorities.manage';
const linesHref = '/desk/admin/lines';
const councilHref = '/desk/admin/council';
const text = (max: number) => z.string().trim().max(max).default('');
const query = z.strictObject({ authority: z.coerce.number().int().optional() });
const authorityId = z.coerce.number().int();
const line = { authorityId, name: text(200), openingWords: text(600) };
type Context = RouteContext<unknown, unknown, unknown>;
type Attempt = Promise<{ readonly ok: boolean; readonly faults?: readonly FieldFault[] }>;
type Shown = (faults: readonly FieldFault[], conflict?: string) => Promise<Reply>;

/** A council's name, colour and languages, and the numbers on which it is called, for its administrators. */
export const councilRoutes: readonly Route[] = [
  deskRoute({
    ...{ method: 'get', path: linesHref, permission, query },
    handle: (context) => showLines(context, context.query.authority),
  }),
  deskRoute({
    ...{ method: 'post', path: linesHref, permission, body: z.strictObject({ ...line, telephone: text(40) }) },
    handle: (context) => {
      const input = { ...context.body, telephone: context.body.telephone.replace(/[ ()-]/g, '').replace(/^0/, '+44') };
      return settle(() => context.attempt(addContactLine, input), {
        to: `${linesHref}?authority=${input.authorityId}`,
        show: (faults) => showLines(context, input.authorityId, { typed: context.body, faults }),
      });
    },
  }),
  deskRoute({
    ...{ method: 'post', path: `${linesHref}/:id`, permission, params: z.strictObject({ id: uuidField }) },
    body: z.strictObject({ ...line, expectedVersion: text(10) }),
    handle: (context) => {
      const { authorityId: of, ...words } = context.body;
      const { id } = context.params;
      return settle(() => context.attempt(changeContactLine, { id, ...words }), {
        to: `${linesHref}?authority=${of}`,
        show: (faults, conflict) => showLines(context, of, { typed: { id, ...words }, faults, conflict }),
      });
    },
  }),
  deskRoute({
    ...{ method: 'get', path: councilHref, permission, query },
    handle: (context) => showCouncil(context, context.query.authority),
  }),
  deskRoute({
    ...{ method: 'post', path: councilHref, permission },
    body: z.strictObject({
      ...{ authorityId, expectedVersion: text(10), name: text(200), shortName: text(100), brandColour: text(20) },
      welsh: z.literal('yes').optional(),
    }),
    handle: (context) => {
      const { welsh, ...typed } = context.body;
      const input = { ...typed, languages: welsh === 'yes' ? ['en', 'cy'] : ['en'] };
      return settle(() => context.attempt(changeIdentity, input), {
        to: `${councilHref}?authority=${typed.authorityId}`,
        show: (faults, conflict) =>
          showCouncil(context, typed.authorityId, { typed: { ...typed, ...(welsh && { welsh }) }, faults, conflict }),
      });
    },
  }),
];

/** Where a form leads: on, when it is done, else back to what was typed. */
async function settle(
  work: () => Attempt,
  { to, show }: { readonly to: string; readonly show: Shown },
): Promise<Reply> {
  try {
    const done = await work();
    return done.ok ? redirect(to, { say: 'Saved' }) : await show(done.faults ?? []);
  } catch (error) {
    if (!isError(error, staleVersion.code)) throw error;
    return await show([], 'A colleague changed this meanwhile.');
  }
}

interface Back<Typed> {
  readonly typed?: Typed;
  readonly faults?: readonly FieldFault[];
  readonly conflict?: string | undefined;
}

const statusOf = ({ faults = [], conflict }: Back<unknown>): number =>
  conflict !== undefined ? 409 : faults.length > 0 ? 422 : 200;

async function showLines(context: Context, asked: number | undefined, back: Back<TypedLine> = {}): Promise<Reply> {
  const { authority, authorities } = await managedCouncil(context, permission, asked);
  const { items: lines } = await context.read(getLines, { authorityId: authority.id });
  const csrfToken = context.visitor.session?.csrfToken ?? '';
  const model = linesPage({ ...back, csrfToken, authority, authorities, lines });
  return page('/authorities/views/lines', model, { title: 'Telephone lines', nav: 'settings', status: statusOf(back) });
}

async function showCouncil(
  context: Context,
  asked: number | undefined,
  back: Back<Readonly<Record<string, unknown>>> = {},
): Promise<Reply> {
  const { authority, authorities } = await managedCouncil(context, permission, asked);
  const identity = await context.read(getIdentity, { authorityId: authority.id });
  const csrfToken = context.visitor.session?.csrfToken ?? '';
  const known = await listAuthorities(context.kernel);
  const follows = known.filter(({ followedById }) => followedById === authority.id).map(({ name }) => name);
  const model = councilPage({ ...back, csrfToken, authority, authorities, identity, follows });
  return page('/authorities/views/council', model, {
    title: 'Name and colour',
    nav: 'settings',
    status: statusOf(back),
  });
}
