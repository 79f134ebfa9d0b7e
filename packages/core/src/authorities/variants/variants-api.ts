import { z } from 'zod';
import type { Command } from '../../kernel/command.js';
import { preconditionFailed } from '../../kernel/errors.js';
import { versionField } from '../../kernel/input.js';
import { apiRoute, json, type Route } from '../../kernel/route.js';
import { SharedList } from './list-shared.js';
import { standingOf, standings, type Variant } from './standing.js';
import type { ComparedVariant, VariantReads } from './variants-desk.js';

const Own = z.object({
  id: z.string(),
  version: z.number(),
  inUse: z.boolean(),
  basedOn: z.number().nullable(),
  isSame: z.boolean().optional(),
});
const Shared = z.object({
  key: z.string(),
  title: z.string(),
  standing: z.enum(standings),
  shared: z.object({ number: z.number(), changedAt: z.number(), changedBy: z.string().optional() }),
  own: Own.optional(),
});
const Counts = z.object({ behind: z.number(), ours: z.number(), shared: z.number() });
const differences = z.array(z.object({ label: z.string(), was: z.string(), is: z.string() }));
const Saved = z.object({ id: z.string(), version: z.number() });

/** A kind of what the partnership shares, as the API serves it. */
export interface VariantApi<V extends ComparedVariant, O extends z.ZodType = z.ZodType> extends VariantReads<V> {
  readonly tag: string;
  readonly summaries: { readonly list: string; readonly compare: string };
  /** What the comparison shows of the shared one itself, and under which name. */
  readonly content: { readonly name: string; readonly shape: O; readonly of: (found: V) => z.input<O> };
}

/** The list of a kind, and one of the partnership's beside an authority's own. */
export function variantApiRoutes<V extends ComparedVariant>(kind: VariantApi<V>): Route[] {
  const { path, permission, tag, summaries, content } = kind;
  const list = apiRoute({
    ...{ method: 'get', path, permission, query: SharedList },
    api: {
      summary: summaries.list,
      tag,
      output: z.object({
        items: z.array(Shared.extend({ councils: z.array(z.string()).optional() })),
        counts: Counts,
        hasMore: z.boolean(),
      }),
    },
    handle: async (context) => {
      const { items, counts, hasMore, differing } = await context.read(kind.list, context.query);
      const councils = (key: string) => (differing ? { councils: [...(differing.get(key) ?? [])] } : {});
      return json({ items: items.map((item) => ({ ...toShared(item), ...councils(item.key) })), counts, hasMore });
    },
  });
  const compare = apiRoute({
    ...{ method: 'get', path: `${path}/:key`, permission, params: z.strictObject({ key: kind.key }) },
    query: z.strictObject({ authorityId: z.coerce.number().int() }),
    api: {
      summary: summaries.compare,
      tag,
      output: Shared.extend({
        [content.name]: content.shape,
        changes: differences.optional(),
        differences: differences.optional(),
      }),
    },
    handle: async (context) => {
      const found = await context.read(kind.compare, { ...context.query, key: context.params.key });
      const compared = {
        ...(found.changes ? { changes: found.changes } : {}),
        ...(found.differences ? { differences: found.differences } : {}),
      };
      return json({ ...toShared(found), [content.name]: content.of(found), ...compared });
    },
  });
  return [list, compare];
}

function toShared(variant: Variant) {
  const { key, title, shared, own } = variant;
  return { key, title, standing: standingOf(variant), shared, ...(own ? { own } : {}) };
}

const Seen = z.strictObject({ authorityId: z.number().int(), number: versionField });
type Kind = Pick<VariantApi<ComparedVariant>, 'path' | 'permission' | 'tag' | 'key' | 'thing'>;

/** A command whose answer names ours. */
type Saves = Command<z.ZodType, z.output<typeof Saved>>;

interface Take {
  /** What the address calls the key. */
  readonly param: string;
  readonly summary: string;
  readonly command: Saves;
  /** What is answered, where it is more than ours' id and version. */
  readonly output?: z.ZodType;
}

/** Begins an authority's own from the shared one. */
export function takeApiRoute(
  { path, permission, tag, key }: Kind,
  { param, summary, command, output = Saved }: Take,
): Route {
  return apiRoute({
    ...{ method: 'post', path: `${path}/:${param}/take`, permission, body: Seen },
    params: z.strictObject({ [param]: key }),
    api: { summary, tag, status: 201, output },
    handle: async (context) => {
      const taken = await context.run(command, { ...context.body, key: context.params[param] });
      return json(taken, { status: 201, version: taken.version });
    },
  });
}

/** Says that an authority's own stays as it is. */
export function keepApiRoute(kind: Kind, command: Saves): Route {
  const summary = 'Say that ours stays as it is beside the partnership’s of a number';
  return ownApiRoute(kind, { does: 'keep', summary, command });
}

/** Gives an authority's own up for the shared one. */
export function goBackApiRoute(kind: Kind, command: Saves): Route {
  return ownApiRoute(kind, { does: 'go-back', summary: 'Give ours up for the partnership’s', command });
}

interface Own {
  readonly does: string;
  readonly summary: string;
  readonly command: Saves;
}

/** Something that is done about an authority's own, which If-Match names by its version. */
export function ownApiRoute({ path, permission, tag, key, thing }: Kind, { does, summary, command }: Own): Route {
  return apiRoute({
    ...{ method: 'post', path: `${path}/:key/${does}`, permission, body: Seen },
    params: z.strictObject({ key }),
    api: { summary: `${summary}; If-Match names ours`, tag, output: Saved },
    handle: async (context) => {
      if (context.ifMatch === undefined)
        throw preconditionFailed({}, `Send If-Match with the version of the ${thing} that you read.`);
      const input = { ...context.body, key: context.params.key, expectedVersion: context.ifMatch };
      const done = await context.run(command, input);
      return json(done, { version: done.version });
    },
  });
}
