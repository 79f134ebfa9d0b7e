import { z } from 'zod';
import { listAuthorities } from '../authorities/index.js';
import { readAboutCase } from '../cases/index.js';
import { notFound, type FieldFault } from '../kernel/errors.js';
import { newId } from '../kernel/ids.js';
import { optional, uuidField } from '../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../kernel/route.js';
import { may } from '../kernel/scope.js';
import { startCallOut } from './commands/start-call-out.js';
import { startPage, type StartAbout } from './start-views.js';
import { callOutsHref } from './views.js';

const permission = 'call-outs.start';
const path = `${callOutsHref}/new`;

/** What it is about: a case by its reference, or a council and one of its rotas. */
const Address = z.strictObject({
  case: optional(z.string().max(100)),
  authority: z.coerce.number().int().optional(),
  rota: optional(uuidField),
});
const words = z.string().max(2000).default('');
const Form = z.strictObject({ reason: words, place: words, authorityId: words });
type Form = z.output<typeof Form>;
type Context = RouteContext<unknown, z.output<typeof Address>, unknown>;

export const startRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path,
    permission,
    query: Address,
    handle: async (context) => showStart(context, await aboutOf(context)),
  }),
  deskRoute({
    method: 'post',
    path,
    permission,
    query: Address,
    body: Form,
    handle: async (context) => {
      const about = await aboutOf(context);
      const { reason, place, authorityId } = context.body;
      const council = Number(authorityId) || about.councils[0]?.id || 0;
      const { rota: rotaId } = context.query;
      const of = about.caseId === undefined ? { authorityId: council, rotaId } : { caseId: about.caseId };
      const done = await context.attempt(startCallOut, { about: of, reason, place });
      if (!done.ok) return await showStart(context, about, context.body, done.faults);
      return redirect(`${callOutsHref}/${done.value.id}`, { say: 'Ringing down the list' });
    },
  }),
];

async function aboutOf(context: Context): Promise<StartAbout> {
  const { case: reference, authority, rota } = context.query;
  const { kernel, visitor } = context;
  if (reference !== undefined) {
    const { found, ...about } = await readAboutCase(context, reference);
    if (!may(visitor.actor, permission, found.authorityId)) throw notFound();
    const place = found.place.text ?? '';
    return { ...about, caseId: found.id, place, councils: [], isRestricted: found.restricted };
  }
  const all = await listAuthorities(kernel);
  const mine = all.filter(({ id, kind }) => kind === 'authority' && may(visitor.actor, permission, id));
  const councils = authority === undefined ? mine : mine.filter(({ id }) => id === authority);
  if (councils.length === 0) throw notFound();
  const back =
    rota === undefined
      ? { text: 'Call-outs', href: callOutsHref }
      : { text: 'Duty rota', href: `/desk/directory/rotas/${rota}` };
  return { caseId: undefined, text: '', back, place: '', councils, isRestricted: false };
}

async function showStart(
  { kernel, visitor, query }: Context,
  about: StartAbout,
  typed: Partial<Form> = {},
  faults: readonly FieldFault[] = [],
): Promise<Reply> {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const address = new URLSearchParams(Object.fromEntries(given.map(([name, value]) => [name, String(value)])));
  const model = startPage(about, {
    ...{ typed: { reason: '', place: about.place, authorityId: '', ...typed }, faults },
    ...{ action: `${path}?${address.toString()}`, csrfToken: visitor.session?.csrfToken ?? '' },
    once: newId(kernel.clock, kernel.random),
  });
  const status = faults.length > 0 ? { status: 422 } : {};
  return page('/call-outs/views/start', model, { title: 'Call somebody out', nav: 'directory', ...status });
}
