import { z } from 'zod';
import {
  listAuthorities,
  standingOf,
  standings,
  variantPage,
  variantsPage,
  type Authority,
  type VariantAct,
} from '../../authorities/index.js';
import { isError, notFound, staleVersion } from '../../kernel/errors.js';
import { versionField } from '../../kernel/input.js';
import { deskRoute, page, redirect, type Reply, type Route, type RouteContext } from '../../kernel/route.js';
import { may } from '../../kernel/scope.js';
import { keepOwnService, takeSharedService, useSharedService } from '../commands/take-shared.js';
import { designErrors } from '../design/design-errors.js';
import { designHref, hrefOfDesign } from '../design/design-views.js';
import { Key } from '../form/condition-types.js';
import { compareShared, listShared, type ComparedService } from './shared-queries.js';

const permission = 'services.design';
const sharedHref = `${designHref}/shared`;
const params = z.strictObject({ key: Key });
const authority = z.coerce.number().int();
const above = [
  { text: 'Services', href: '/desk/services' },
  { text: 'Design', href: designHref },
];
const heading = 'Ours and the partnership’s';
const without = 'Not offered by us';
const nav = 'services';

/** Those for whom the reader designs services: the councils first, the partnership last. */
async function designedFor({ kernel, visitor }: RouteContext<unknown, unknown, unknown>): Promise<Authority[]> {
  const all = (await listAuthorities(kernel)).filter(
    ({ id, kind }) => kind !== 'former' && may(visitor.actor, permission, id),
  );
  return all.sort((one, other) => Number(one.kind === 'partnership') - Number(other.kind === 'partnership'));
}

const list = deskRoute({
  method: 'get',
  path: sharedHref,
  permission,
  query: z.strictObject({
    authority: authority.optional(),
    show: z.enum([...standings, 'all']).default('all'),
    page: z.coerce.number().int().min(1).max(1000).default(1),
  }),
  handle: async (context) => {
    const councils = await designedFor(context);
    const authorityId = context.query.authority ?? councils[0]?.id;
    if (authorityId === undefined) throw notFound();
    const { show, page: number } = context.query;
    const listed = await context.read(listShared, { authorityId, show, page: number });
    const lead = listed.differing
      ? 'The services that the partnership defined for all councils, and which councils offer them otherwise.'
      : 'The services that the partnership defined, and what we made of them. A case keeps the version that it was logged under.';
    const model = variantsPage({
      ...{ heading, lead, breadcrumbs: above, path: sharedHref, thing: 'service', authorityId, councils, without },
      ...{ show, page: number, ...listed, now: context.now },
    });
    return page('/authorities/views/variants', model, { title: heading, nav });
  },
});

const compare = deskRoute({
  method: 'get',
  path: `${sharedHref}/:key`,
  permission,
  params,
  query: z.strictObject({ authority: authority.optional() }),
  handle: async (context) => {
    const councils = await designedFor(context);
    const council = councils.find(({ id }) => context.query.authority === undefined || id === context.query.authority);
    if (!council) throw notFound();
    const variant = await context.read(compareShared, { authorityId: council.id, key: context.params.key });
    const model = variantPage({
      ...{ variant, authority: council, path: sharedHref, thing: 'service', now: context.now, without },
      breadcrumbs: [...above, { text: heading, href: `${sharedHref}?authority=${council.id}` }],
      editHref: variant.own && hrefOfDesign(variant.own.id),
      changes: variant.changes,
      differences: variant.differences,
      csrfToken: context.visitor.session?.csrfToken ?? '',
      acts: actsOf(variant),
    });
    return page('/authorities/views/variant', model, { title: model.title, nav });
  },
});

function actsOf(variant: ComparedService): VariantAct[] {
  const { key, own } = variant;
  const address = `${sharedHref}/${key}`;
  if (!own)
    return [
      {
        text: 'Offer it',
        about: 'Begins our own service from it, as a draft: choose our teams, change what we do otherwise, publish.',
        ...{ action: `${address}/take`, isMainAction: true },
      },
    ];
  const write: VariantAct = {
    text: 'Change ours',
    about: 'Opens our own in the designer.',
    href: hrefOfDesign(own.id),
  };
  const use: VariantAct = {
    text: 'Put the partnership’s into our draft',
    about: 'In place of what our draft says now. Published as it stands, the two are the same again.',
    action: `${address}/use`,
  };
  const keep: VariantAct = {
    text: 'Keep ours',
    about: 'Says that we looked at the partnership’s change and took in what we need. The mark clears.',
    action: `${address}/keep`,
  };
  const standing = standingOf(variant);
  if (standing === 'behind') return [{ ...write, isMainAction: true }, keep, use];
  return standing === 'ours' || !own.inUse ? [write, use] : [write];
}

const seen = { authorityId: authority, number: versionField };
const ours = z.strictObject({ ...seen, expectedVersion: versionField });

const take = deskRoute({
  method: 'post',
  path: `${sharedHref}/:sharedServiceKey/take`,
  permission,
  params: z.strictObject({ sharedServiceKey: Key }),
  body: z.strictObject(seen),
  handle: (context) => {
    const input = { key: context.params.sharedServiceKey, ...context.body };
    return unlessStale(input, async () => {
      const { id } = await context.run(takeSharedService, input);
      const say = 'This is our own draft now. Nobody can log a case under it until it is published.';
      return redirect(hrefOfDesign(id), { say });
    });
  },
});

const use = deskRoute({
  method: 'post',
  path: `${sharedHref}/:key/use`,
  permission,
  params,
  body: ours,
  handle: (context) => {
    const input = { ...context.params, ...context.body };
    return unlessStale(input, async () => {
      const { id } = await context.run(useSharedService, input);
      return redirect(hrefOfDesign(id), {
        say: 'Our draft says what the partnership’s says. Publish it when it is right.',
      });
    });
  },
});

const keep = deskRoute({
  method: 'post',
  path: `${sharedHref}/:key/keep`,
  permission,
  params,
  body: ours,
  handle: (context) => {
    const input = { ...context.params, ...context.body };
    return unlessStale(input, async () => {
      await context.run(keepOwnService, input);
      return redirect(hrefOf(input), { say: 'Ours stays as it is' });
    });
  },
});

interface At {
  readonly key: string;
  readonly authorityId: number;
}

function hrefOf({ key, authorityId }: At): string {
  return `${sharedHref}/${key}?authority=${authorityId}`;
}

/** Somebody was faster, here or at the partnership: shows how things stand now. */
async function unlessStale(at: At, work: () => Promise<Reply>): Promise<Reply> {
  try {
    return await work();
  } catch (error) {
    if (!isError(error, staleVersion.code) && !isError(error, designErrors.keyTaken.code)) throw error;
    return redirect(hrefOf(at), {
      say: 'Somebody else changed this meanwhile. Look at it again: nothing of yours was done.',
    });
  }
}

export const sharedRoutes: readonly Route[] = [list, compare, take, use, keep];
