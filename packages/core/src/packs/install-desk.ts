import { z } from 'zod';
import { listAuthorities, type Authority } from '../authorities/index.js';
import { isError, type FieldFault } from '../kernel/errors.js';
import { uuidField } from '../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../kernel/route.js';
import { may } from '../kernel/scope.js';
import { installedSay, installHref, installPage, sendPackPage, type TypedInstall } from './install-views.js';
import { getKeptPack, installKeptPack, keepPack } from './kept-pack.js';
import { packMovedOn } from './pack-errors.js';
import type { TeamsChosen } from './types.js';
import { packsHref } from './views.js';

type Context = RouteContext<unknown, unknown, unknown>;

const permission = 'packs.install';
const nav = 'services';
const params = z.strictObject({ id: uuidField });

/** A field that a form sends once, several times or not at all. */
const several = z.preprocess(
  (value) => (typeof value === 'string' ? [value] : value),
  z.array(z.string().max(300)).max(200).default([]),
);

/** `waste=refuse`: the council's team refuse stands for the pack's waste. Nothing after the sign: not decided. */
const Teams = several.transform((pairs): TeamsChosen =>
  Object.fromEntries(
    pairs.flatMap((pair) => {
      const [theirs = '', ours = ''] = pair.split('=');
      return theirs === '' || ours === '' ? [] : [[theirs.slice(0, 64), ours.slice(0, 64)]];
    }),
  ),
);

export const installRoutes: readonly Route[] = [
  deskRoute({ method: 'get', path: installHref, permission, handle: (context) => showForm(context, '', []) }),
  deskRoute({
    method: 'post',
    path: installHref,
    permission,
    upload: true,
    body: z.strictObject({ authorityId: z.string().max(20).default('') }),
    handle: async (context) => {
      const { authorityId } = context.body;
      const [file] = context.files;
      const content = file && textOf(file.bytes);
      if (!file || content === undefined)
        return await showForm(context, authorityId, [{ field: 'file', message: 'Choose a pack: a YAML or JSON file' }]);
      const done = await context.attempt(keepPack, { authorityId, name: file.name, content });
      if (!done.ok) return await showForm(context, authorityId, done.faults);
      return redirect(`${installHref}/${done.value.id}`);
    },
  }),
  deskRoute({
    method: 'get',
    path: `${installHref}/:id`,
    permission,
    params,
    query: z.strictObject({ team: Teams }),
    handle: (context) => showDifference(context, context.params.id, { teams: context.query.team, take: [] }),
  }),
  deskRoute({
    method: 'post',
    path: `${installHref}/:id`,
    permission,
    params,
    body: z.strictObject({ code: z.string().max(64).default(''), team: Teams, take: several }),
    handle: async (context) => {
      const { id } = context.params;
      const { code, team: teams, take } = context.body;
      try {
        const done = await context.attempt(installKeptPack, { id, code, teams, take });
        if (!done.ok) return await showDifference(context, id, { teams, take, faults: done.faults });
        return redirect(`${packsHref}/${done.value.id}`, { say: installedSay(done.value) });
      } catch (error) {
        if (!isError(error, packMovedOn.code)) throw error;
        return await showDifference(context, id, { teams, take, isChanged: true });
      }
    },
  }),
];

/** Undefined for what is no text. */
function textOf(bytes: Buffer): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') || text.trim() === '' ? undefined : text;
  } catch {
    return undefined;
  }
}

async function showForm(context: Context, authorityId: string, faults: readonly FieldFault[]): Promise<Reply> {
  const model = sendPackPage({
    ...{ authorityId, faults, csrfToken: context.visitor.session?.csrfToken ?? '' },
    owners: await ownersOf(context),
  });
  return page('/web/views/import-file', model, { title: model.heading, nav, status: faults.length > 0 ? 422 : 200 });
}

/** For whom the visitor may install packs: the partnership's services are for every council to take. */
async function ownersOf({ kernel, visitor }: Context): Promise<Authority[]> {
  return (await listAuthorities(kernel)).filter(({ id }) => may(visitor.actor, permission, id));
}

async function showDifference(context: Context, id: string, typed: TypedInstall): Promise<Reply> {
  const kept = await context.read(getKeptPack, { id, teams: { ...typed.teams } });
  const owner = (await listAuthorities(context.kernel)).find((each) => each.id === kept.file.authorityId);
  const model = installPage({
    ...{ id, kept, typed, owner: owner?.name ?? '' },
    csrfToken: context.visitor.session?.csrfToken ?? '',
  });
  const status = typed.isChanged ? 409 : typed.faults ? 422 : 200;
  return page('/packs/views/install-pack', model, { title: model.title, nav, status });
}
