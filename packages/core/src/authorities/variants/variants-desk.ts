import { z } from 'zod';
import type { Command } from '../../kernel/command.js';
import { isError, notFound, staleVersion } from '../../kernel/errors.js';
import { versionField } from '../../kernel/input.js';
import type { Query } from '../../kernel/query.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { heldAuthorities, managedCouncil } from '../managed-council.js';
import { SharedList, type ListedShared } from './list-shared.js';
import type { OwnOne, Variant } from './standing.js';
import { variantPage, variantsPage, type Difference, type VariantAct } from './variants-views.js';

type Context = RouteContext<unknown, unknown, unknown>;

/** One of the partnership's, of one authority. */
export interface VariantAt {
  readonly authorityId: number;
  readonly key: string;
}

/** One of the partnership's beside an authority's own. */
export interface ComparedVariant extends Variant {
  /** What the partnership changed since ours was last held against it. Undefined: nothing, or nobody can tell. */
  readonly changes: readonly Difference[] | undefined;
  /** From the shared one to ours, in use or in draft. Undefined: there is none of ours. */
  readonly differences: readonly Difference[] | undefined;
}

/** How a kind of what the partnership shares is read, at the desk and by the API. */
export interface VariantReads<V extends ComparedVariant = ComparedVariant> {
  readonly path: string;
  readonly permission: string;
  readonly key: z.ZodType<string>;
  /** "article", "service" */
  readonly thing: string;
  readonly list: Query<typeof SharedList, ListedShared>;
  readonly compare: Query<z.ZodType<VariantAt>, V>;
}

/** A kind of what the partnership shares, as its pages speak of it. */
export interface VariantKind<V extends ComparedVariant = ComparedVariant> extends VariantReads<V> {
  /** "Articles", "Services" */
  readonly things: string;
  readonly nav: string;
  readonly above: readonly { readonly text: string; readonly href: string }[];
  /** What the list is, for a council and for the partnership. */
  readonly lead: { readonly council: string; readonly partnership: string };
  /** What is said where there is none of ours; otherwise that we use it as it is. */
  readonly without?: string;
  /** Where ours is written. */
  readonly editHref: (own: Pick<OwnOne, 'id'>) => string;
  /** What can be done, where it isn't what articles have. */
  readonly actsOf?: (variant: V, at: VariantAt) => readonly VariantAct[];
  /** The code of the error that says that there is one of ours already. */
  readonly taken: string;
}

const authority = z.coerce.number().int();

/** The list of a kind, and one of the partnership's beside ours. */
export function variantRoutes<V extends ComparedVariant>(kind: VariantKind<V>): Route[] {
  const { path, permission, thing, nav, above, without } = kind;
  const heading = `${kind.things}: ours and the partnership’s`;
  const said = without === undefined ? {} : { without };
  const list = deskRoute({
    ...{ method: 'get', path, permission },
    query: SharedList.omit({ authorityId: true }).extend({ authority: authority.optional() }),
    handle: async (context) => {
      const councils = await heldAuthorities(context, permission);
      const authorityId = context.query.authority ?? councils[0]?.id;
      if (authorityId === undefined) throw notFound();
      const { show, page: number } = context.query;
      const listed = await context.read(kind.list, { authorityId, show, page: number });
      const lead = listed.differing ? kind.lead.partnership : kind.lead.council;
      const model = variantsPage({
        ...{ heading, lead, breadcrumbs: above, path, thing, authorityId, councils, ...said },
        ...{ show, page: number, ...listed, now: context.now },
      });
      return page('/authorities/views/variants', model, { title: heading, nav });
    },
  });
  const compare = deskRoute({
    ...{ method: 'get', path: `${path}/:key`, permission, params: z.strictObject({ key: kind.key }) },
    query: z.strictObject({ authority: authority.optional() }),
    handle: async (context) => {
      const { authority: council } = await managedCouncil(context, permission, context.query.authority);
      const at = { authorityId: council.id, key: context.params.key };
      const variant = await context.read(kind.compare, at);
      const model = variantPage({
        ...{ variant, authority: council, path, thing, now: context.now, ...said },
        breadcrumbs: [...above, { text: heading, href: `${path}?authority=${council.id}` }],
        editHref: variant.own && kind.editHref(variant.own),
        changes: variant.changes,
        differences: variant.differences,
        csrfToken: context.visitor.session?.csrfToken ?? '',
        ...(kind.actsOf ? { acts: kind.actsOf(variant, at) } : {}),
      });
      return page('/authorities/views/variant', model, { title: model.title, nav });
    },
  });
  return [list, compare];
}

const seen = { authorityId: authority, number: versionField };
const Seen = z.strictObject(seen);
const Ours = z.strictObject({ ...seen, expectedVersion: versionField });
type Does<B> = (context: Context, input: B & VariantAt) => Promise<Reply>;

interface Take {
  /** What the address calls the key. */
  readonly param: string;
  readonly command: Command<z.ZodType, { readonly id: string }>;
  readonly say: string;
}

/** Begins ours from the shared one, and opens it. */
export function takeRoute(kind: VariantKind, { param, command, say }: Take): Route {
  return actRoute(kind, {
    ...{ does: 'take', param, body: Seen },
    work: async (context, input) => redirect(kind.editHref(await context.run(command, input)), { say }),
  });
}

/** Says that ours stays as it is. */
export function keepRoute(kind: VariantKind, command: Command<z.ZodType, unknown>): Route {
  return ownRoute(kind, 'keep', async (context, input) => {
    await context.run(command, input);
    return redirect(hrefOfVariant(kind, input), { say: 'Ours stays as it is' });
  });
}

/** Gives ours up for the shared one. */
export function goBackRoute(kind: VariantKind, command: Command<z.ZodType, unknown>, say: string): Route {
  return ownRoute(kind, 'go-back', async (context, input) => {
    await context.run(command, input);
    return redirect(hrefOfVariant(kind, input), { say });
  });
}

/** Something that is done about ours, which the form names by its version. */
export function ownRoute(kind: VariantKind, does: string, work: Does<z.output<typeof Ours>>): Route {
  return actRoute(kind, { does, param: 'key', body: Ours, work });
}

interface Act<B extends { readonly authorityId: number }> {
  readonly does: string;
  readonly param: string;
  readonly body: z.ZodType<B>;
  readonly work: Does<B>;
}

function actRoute<B extends { readonly authorityId: number }>(
  kind: VariantKind,
  { does, param, body, work }: Act<B>,
): Route {
  return deskRoute({
    ...{ method: 'post', path: `${kind.path}/:${param}/${does}`, permission: kind.permission, body },
    params: z.strictObject({ [param]: kind.key }),
    handle: (context) => {
      const input = { ...context.body, key: context.params[param] ?? '' };
      return unlessStale(kind, input, () => work(context, input));
    },
  });
}

/** The page on which one of the partnership's stands beside ours. */
export function hrefOfVariant({ path }: Pick<VariantKind, 'path'>, { key, authorityId }: VariantAt): string {
  return `${path}/${key}?authority=${authorityId}`;
}

/** Somebody was faster, here or at the partnership: shows how things stand now. */
async function unlessStale(kind: VariantKind, at: VariantAt, work: () => Promise<Reply>): Promise<Reply> {
  try {
    return await work();
  } catch (error) {
    if (!isError(error, staleVersion.code) && !isError(error, kind.taken)) throw error;
    return redirect(hrefOfVariant(kind, at), {
      say: 'Somebody else changed this meanwhile. Look at it again: nothing of yours was done.',
    });
  }
}
