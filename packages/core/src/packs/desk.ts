import { z } from 'zod';
import { listAuthorities } from '../authorities/index.js';
import type { Kernel } from '../kernel/kernel.js';
import { may, type AuthorityId } from '../kernel/scope.js';
import { deskRoute, page, type Route } from '../kernel/route.js';
import { getPack, listPacks } from './queries.js';
import { installRoutes } from './install-desk.js';
import { packPage, packsHref, packsPage } from './views.js';

const permission = 'packs.read';
const nav = 'services';

/** What is installed, and where more is brought in. */
export const deskRoutes: readonly Route[] = [
  ...installRoutes,
  deskRoute({
    method: 'get',
    path: packsHref,
    permission,
    query: z.strictObject({ cursor: listPacks.input.shape.cursor }),
    handle: async (context) => {
      const list = await context.read(listPacks, context.query);
      const mayInstall = may(context.visitor.actor, 'packs.install');
      const { nameOf } = await ownersKnown(context);
      const model = packsPage(list, { nameOf, now: context.now, mayInstall });
      return page('/packs/views/packs', model, { title: 'Packs', nav });
    },
  }),
  deskRoute({
    method: 'get',
    path: `${packsHref}/:id`,
    permission,
    params: getPack.input,
    handle: async (context) => {
      const pack = await context.read(getPack, context.params);
      const { nameOf, slugOf } = await ownersKnown(context);
      const model = packPage(pack, { nameOf, now: context.now, slug: slugOf(pack.authorityId) });
      return page('/packs/views/pack', model, { title: model.title, nav });
    },
  }),
];

interface Owners {
  readonly nameOf: (id: AuthorityId) => string;
  /** Undefined for the partnership. */
  readonly slugOf: (id: AuthorityId) => string | undefined;
}

async function ownersKnown({ kernel }: { readonly kernel: Kernel }): Promise<Owners> {
  const known = await listAuthorities(kernel);
  const find = (id: AuthorityId) => known.find((each) => each.id === id);
  return {
    nameOf: (id) => find(id)?.shortName ?? 'A former council',
    slugOf: (id) => (find(id)?.kind === 'authority' ? find(id)?.slug : undefined),
  };
}
