import { z } from 'zod';
import { listAuthorities } from '../../authorities/index.js';
import type { AnyCommand } from '../../kernel/capability.js';
import { isError, notFound, staleVersion, type FieldFault } from '../../kernel/errors.js';
import { newId } from '../../kernel/ids.js';
import { uuidField, versionField } from '../../kernel/input.js';
import type { Kernel } from '../../kernel/kernel.js';
import { localDateAt } from '../../kernel/london-time.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { may, type AuthorityId } from '../../kernel/scope.js';
import { listTeams } from '../queries.js';
import { wholeDirectory } from '../search/whole-directory.js';
import { getRota, listRotas } from './duty-queries.js';
import { rotaPage, rotasHref, rotasPage, type TypedSwap } from './duty-views.js';
import { addRota, changeRota, dropSwap, endRota, rotaEnded, swapDuty } from './keep-rota.js';
import { findPerson, readRotaForm, rotaFields, typedRota, type TypedRota } from './rota-form.js';

const read = 'directory.read';
const permission = 'directory.keep-rotas';
/** Call-outs stand above the directory, which knows their address and permission alone. */
const callsOut = 'call-outs.start';
const nav = 'directory';
const params = z.strictObject({ id: uuidField });
const ofCouncil = z.strictObject({ authority: z.coerce.number().int().optional() });
const date = z.string().max(40).default('');
const swapFields = { personId: z.string().max(40).default(''), standsInId: z.string().max(300).default('') };
const Version = z.strictObject({ version: versionField });
type Context = RouteContext<unknown, unknown, unknown>;
type OfRota = RouteContext<{ readonly id: string }, unknown, unknown>;

const empty: TypedRota = {
  ...{ name: '', teamId: '', lgsl: '', hours: '', weeks: '', startsOn: '', changesAt: '9am' },
  ...{ answerMinutes: '10', escalatesTo: '' },
};

export const dutyRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path: rotasHref,
    permission: read,
    query: ofCouncil,
    handle: async (context) => {
      const { kernel, now, visitor } = context;
      const councils = await councilsFor(context, read);
      const authorityId = context.query.authority ?? councils[0]?.id ?? 0;
      const found = await context.read(listRotas, { authorityId });
      const telephones = await telephonesOf(kernel, found.names);
      const mayKeep = may(visitor.actor, permission, authorityId);
      const mayCallOut = may(visitor.actor, callsOut, authorityId);
      const model = rotasPage(found, { authorityId, councils, telephones, now, mayKeep, mayCallOut });
      return page('/directory/views/rotas', model, { title: 'Duty rotas', nav });
    },
  }),
  deskRoute({
    method: 'get',
    path: `${rotasHref}/new`,
    permission,
    query: ofCouncil,
    handle: async (context) => {
      const startsOn = localDateAt(context.now);
      return await showRota(context, { authorityId: await councilOf(context), typed: { ...empty, startsOn } });
    },
  }),
  deskRoute({
    method: 'post',
    path: `${rotasHref}/new`,
    permission,
    query: ofCouncil,
    body: z.strictObject(rotaFields),
    handle: async (context) => {
      const authorityId = await councilOf(context);
      const typed = context.body;
      const { content, faults } = await readRotaForm(context.kernel, authorityId, typed);
      if (faults.length > 0) return await showRota(context, { authorityId, typed, faults });
      const done = await context.attempt(addRota, { authorityId, ...content });
      if (!done.ok) return await showRota(context, { authorityId, typed, faults: done.faults.map(atItsBox) });
      return redirect(`${rotasHref}/${done.value.id}`, { say: 'Rota added' });
    },
  }),
  deskRoute({
    method: 'get',
    path: `${rotasHref}/:id`,
    permission: read,
    params,
    handle: (context) => ofRota(context),
  }),
  deskRoute({
    method: 'post',
    path: `${rotasHref}/:id`,
    permission,
    params,
    body: z.strictObject({ ...rotaFields, version: versionField }),
    handle: async (context) => {
      const { version: expectedVersion, ...typed } = context.body;
      const { id } = context.params;
      const { rota } = await context.read(getRota, { id });
      const { content, faults } = await readRotaForm(context.kernel, rota.authorityId, typed);
      if (faults.length > 0) return await ofRota(context, { typed, faults });
      return await settle(context, changeRota, { id, expectedVersion, ...content }, { typed, say: 'Rota changed' });
    },
  }),
  deskRoute({
    method: 'post',
    path: `${rotasHref}/:id/end`,
    permission,
    params,
    body: Version,
    handle: (context) => {
      const { id } = context.params;
      const input = { id, expectedVersion: context.body.version };
      return settle(context, endRota, input, { say: 'Rota ended: nobody is on duty by it', to: rotasHref });
    },
  }),
  deskRoute({
    method: 'post',
    path: `${rotasHref}/:id/swaps`,
    permission,
    params,
    body: z.strictObject({ ...swapFields, fromOn: date, toOn: date }),
    handle: async (context) => {
      const { standsInId: standsIn, ...rest } = context.body;
      const swap = { ...rest, standsIn };
      const { rota } = await context.read(getRota, context.params);
      const person = await findPerson(context.kernel, rota.authorityId, standsIn);
      if (person === undefined) {
        const message = 'Enter the name or mail address of somebody in the directory';
        return await ofRota(context, { swap, faults: [{ field: 'standsInId', message }] });
      }
      const input = { rotaId: rota.id, ...rest, standsInId: person };
      return await settle(context, swapDuty, input, { swap, say: 'Duty swapped' });
    },
  }),
  deskRoute({
    method: 'post',
    path: `${rotasHref}/:id/swaps/:swapId/drop`,
    permission,
    params: params.extend({ swapId: uuidField }),
    body: z.strictObject({}),
    handle: async (context) => {
      const { id: rotaId, swapId } = context.params;
      await context.run(dropSwap, { rotaId, swapId });
      return redirect(`${rotasHref}/${rotaId}`, { say: 'Swap taken away' });
    },
  }),
];

interface Back {
  readonly typed?: TypedRota;
  readonly swap?: TypedSwap;
  readonly faults?: readonly FieldFault[];
  readonly status?: number;
}

/** What comes of a form; where somebody was faster, what was typed beside the rota as it is now. */
async function settle(
  context: OfRota,
  command: AnyCommand,
  input: object,
  { say, to, ...back }: Back & { readonly say: string; readonly to?: string },
): Promise<Reply> {
  try {
    const done = await context.attempt(command, input);
    if (!done.ok) return await ofRota(context, { ...back, faults: done.faults.map(atItsBox) });
    return redirect(to ?? `${rotasHref}/${context.params.id}`, { say });
  } catch (error) {
    if (!isError(error, staleVersion.code) && !isError(error, rotaEnded.code)) throw error;
    return await ofRota(context, { ...back, faults: [{ field: '', message: error.message }], status: 409 });
  }
}

async function ofRota(context: OfRota, back: Back = {}): Promise<Reply> {
  const found = await context.read(getRota, { id: context.params.id });
  const typed = back.typed ?? (await typedRota(context.kernel, found.rota));
  return await showRota(context, { ...back, authorityId: found.rota.authorityId, typed }, found);
}

async function showRota(
  context: Context,
  back: Back & { readonly authorityId: AuthorityId; readonly typed: TypedRota },
  found?: Parameters<typeof rotaPage>[0],
): Promise<Reply> {
  const { kernel, now, visitor } = context;
  const { authorityId, typed, swap, faults = [], status = faults.length > 0 ? 422 : 200 } = back;
  const teams = (await context.read(listTeams, {})).filter((team) => team.authorityId === authorityId);
  const model = rotaPage(found, {
    telephones: found ? await telephonesOf(kernel, found.names) : new Map(),
    ...{ authorityId, typed, teams, faults, now, once: newId(kernel.clock, kernel.random) },
    swap: swap ?? { personId: '', standsIn: '', fromOn: '', toOn: '' },
    csrfToken: visitor.session?.csrfToken ?? '',
    mayKeep: may(visitor.actor, permission, authorityId),
    mayCallOut: may(visitor.actor, callsOut, authorityId),
    maySeePast: may(visitor.actor, 'call-outs.read', authorityId),
  });
  return page('/directory/views/rota', model, { title: model.heading, nav, status });
}

async function telephonesOf(kernel: Kernel, names: ReadonlyMap<string, string>): Promise<Map<string, string>> {
  const { people } = await wholeDirectory(kernel);
  return new Map([...names.keys()].map((id) => [id, people.get(id)?.telephone ?? '']));
}

async function councilsFor({ kernel, visitor }: Context, needed: string) {
  const all = await listAuthorities(kernel);
  return all.filter(({ id, kind }) => kind === 'authority' && may(visitor.actor, needed, id));
}

async function councilOf(context: RouteContext<unknown, { readonly authority?: number | undefined }, unknown>) {
  const councils = await councilsFor(context, permission);
  const wanted = context.query.authority ?? councils[0]?.id;
  if (!councils.some(({ id }) => id === wanted) || wanted === undefined) throw notFound();
  return wanted;
}

const boxes: Readonly<Record<string, string>> = { changesAtMinute: 'changesAt', escalatesToId: 'escalatesTo' };

/** What a command says of a field, at the box in which it was typed. */
function atItsBox({ field, message }: FieldFault): FieldFault {
  const name = field.split('.')[0] ?? field;
  return { field: boxes[name] ?? name, message };
}
