import { z } from 'zod';
import { listAuthorities } from '../authorities/index.js';
import type { Kernel } from '../kernel/kernel.js';
import type { AuthorityId } from '../kernel/scope.js';
import { deskRoute, page, type Route } from '../kernel/route.js';
import { getPack, listPacks } from './queries.js';
import { packPage, packsHref, packsPage } from './views.js';

const permission = 'packs.read';
const nav = 'services';

/** What is installed, for reading: packs are installed by whoever looks after the installation. */
export const deskRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path: packsHref,
    permission,
    query: z.strictObject({ cursor: listPacks.input.shape.cursor }),
    handle: async (context) => {
      const list = await context.read(listPacks, context.query);
      const model = packsPage(list, { nameOf: await namesOf(context), now: context.now });
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
      const model = packPage(pack, { nameOf: await namesOf(context), now: context.now });
      return page('/packs/views/pack', model, { title: model.title, nav });
    },
  }),
];

async function namesOf({ kernel }: { readonly kernel: Kernel }): Promise<(id: AuthorityId) => string> {
  const known = await listAuthorities(kernel);
  return (id) => known.find((each) => each.id === id)?.shortName ?? 'A former council';
}
