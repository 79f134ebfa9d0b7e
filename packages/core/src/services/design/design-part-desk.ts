import { z } from 'zod';
import { listOpenTeams } from '../../directory/index.js';
import { isError, notFound, staleVersion, type FieldFault } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { listWards } from '../../places/index.js';
import { everyAuthority } from '../../kernel/scope.js';
import { applyPart, entryStill, itemOf, rearrange, type Entry } from './apply-part.js';
import { saveDraft } from '../commands/save-draft.js';
import { textIn, type Typed } from './design-fields.js';
import { findPart } from './design-parts.js';
import type { DesignPart, DesignWorld } from './design-part.js';
import { partFormPage, partListPage } from './design-part-views.js';
import { getDesign, type CheckedDesign } from './design-queries.js';
import { unlessStale } from './design-desk.js';
import { designHref, hrefOfDesign } from './design-views.js';
import { factsIn } from './form-parts.js';
import { shippedServices } from '../shipped-services.js';

type Context = RouteContext<unknown, unknown, unknown>;

const permission = 'services.design';
const nav = 'services';
const PartParams = z.strictObject({ id: uuidField, part: z.string().max(40) });
const EntryParams = PartParams.extend({ entry: z.union([z.literal('new'), z.coerce.number().int().min(1)]) });
const Fields = z.record(z.string().max(300), z.union([z.string().max(20_000), z.array(z.string().max(100))]));

const showPartRoute = deskRoute({
  method: 'get',
  path: `${designHref}/:id/:part`,
  permission,
  params: PartParams,
  handle: async (context) => {
    const part = partAt(context.params.part);
    const design = await context.read(getDesign, { id: context.params.id });
    if (part.kind === 'form') return await showForm(context, part, design, { entry: undefined });
    const model = partListPage(part, { design, csrfToken: csrfOf(context) });
    return page('/services/views/design-list', model, { title: `${part.title} of ${design.name}`, nav });
  },
});

const savePartRoute = deskRoute({
  method: 'post',
  path: `${designHref}/:id/:part`,
  permission,
  params: PartParams,
  body: Fields,
  handle: async (context) => {
    const part = partAt(context.params.part);
    return part.kind === 'form'
      ? await saveForm(context, part, context.params.id, undefined, typedIn(context.body))
      : await changeOrder(context, part, context.params.id, typedIn(context.body));
  },
});

const showEntryRoute = deskRoute({
  method: 'get',
  path: `${designHref}/:id/:part/:entry`,
  permission,
  params: EntryParams,
  handle: async (context) => {
    const part = partAt(context.params.part);
    const design = await context.read(getDesign, { id: context.params.id });
    return await showForm(context, part, design, { entry: entryAt(part, design, context.params.entry) });
  },
});

const saveEntryRoute = deskRoute({
  method: 'post',
  path: `${designHref}/:id/:part/:entry`,
  permission,
  params: EntryParams,
  body: Fields,
  handle: async (context) => {
    const { id, entry } = context.params;
    const at = entry === 'new' ? 'new' : entry - 1;
    return await saveForm(context, partAt(context.params.part), id, at, typedIn(context.body));
  },
});

export const designPartRoutes: readonly Route[] = [showPartRoute, savePartRoute, showEntryRoute, saveEntryRoute];

function partAt(key: string): DesignPart {
  const part = findPart(key);
  if (!part) throw notFound();
  return part;
}

function entryAt(part: DesignPart, { definition }: CheckedDesign, entry: 'new' | number): Entry {
  if (part.kind === 'form') throw notFound();
  if (entry !== 'new' && entry > part.read(definition).length) throw notFound();
  return entry === 'new' ? 'new' : entry - 1;
}

interface Shown {
  readonly entry: Entry;
  readonly typed?: Typed;
  readonly faults?: readonly FieldFault[];
  readonly isConflict?: boolean;
}

async function showForm(context: Context, part: DesignPart, design: CheckedDesign, shown: Shown): Promise<Reply> {
  const { entry, isConflict = false, faults = [] } = shown;
  const world = await worldOf(context, design);
  const item = itemOf(part, design.definition, entry);
  const model = partFormPage(part, { ...shown, design, csrfToken: csrfOf(context), item, world });
  const status = isConflict ? 409 : faults.length > 0 ? 422 : 200;
  const title = part.kind === 'list' ? `${model.heading}: ${design.name}` : `${part.title} of ${design.name}`;
  return page('/services/views/design-form', model, { title, nav, status });
}

/** Saves what was typed; with a fault, or after somebody was faster, the page comes back with all of it. */
async function saveForm(context: Context, part: DesignPart, id: string, entry: Entry, typed: Typed): Promise<Reply> {
  const design = await context.read(getDesign, { id });
  const version = Number(textIn(typed, 'version'));
  if (version !== design.version) {
    const still = entryStill(part, design.definition, entry, textIn(typed, 'base'));
    return await showForm(context, part, design, { entry: still, typed, isConflict: true });
  }
  const done = applyPart(part, design.definition, { entry, typed, world: await worldOf(context, design) });
  if ('faults' in done) return await showForm(context, part, design, { entry, typed, faults: done.faults });
  try {
    await context.run(saveDraft, { id, expectedVersion: version, definition: done.definition });
  } catch (error) {
    if (!isError(error, staleVersion.code)) throw error;
    return await showForm(context, part, await context.read(getDesign, { id }), { entry, typed, isConflict: true });
  }
  return redirect(part.kind === 'list' ? hrefOfDesign(id, part.key) : hrefOfDesign(id), { say: 'Draft saved' });
}

const Does = z.tuple([z.enum(['up', 'down', 'remove']), z.coerce.number().int().min(0)]);

async function changeOrder(context: Context, part: DesignPart, id: string, typed: Typed): Promise<Reply> {
  const back = hrefOfDesign(id, part.key);
  const read = Does.safeParse(textIn(typed, 'does').split(':'));
  const expectedVersion = versionField.safeParse(textIn(typed, 'version'));
  if (!read.success || !expectedVersion.success) return redirect(back);
  const [does, index] = read.data;
  return await unlessStale(
    id,
    async () => {
      const design = await context.read(getDesign, { id });
      if (design.version !== expectedVersion.data) throw staleVersion();
      const definition = rearrange(part, design.definition, index, does);
      if (!definition) return redirect(back, { say: 'That stays: there must be one, or it is at the end already.' });
      await context.run(saveDraft, { id, expectedVersion: design.version, definition });
      return redirect(back, { say: does === 'remove' ? 'Removed from the draft' : 'Moved' });
    },
    back,
  );
}

async function worldOf({ kernel }: Context, { authorityId, definition }: CheckedDesign): Promise<DesignWorld> {
  const db = kernel.db.read(everyAuthority);
  const teams = await listOpenTeams(db);
  return {
    areas: await listWards(db, authorityId),
    teams: teams.filter((team) => team.authorityId === authorityId),
    facts: [...new Set([...(await shippedServices()).facts, ...factsIn([definition])])].sort(),
  };
}

function csrfOf({ visitor }: Context): string {
  return visitor.session?.csrfToken ?? '';
}

/** The fields of a form, with `tier[]` as `tier`. */
function typedIn(body: Readonly<Record<string, string | string[]>>): Typed {
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name.replace(/\[\]$/, ''), value]));
}
