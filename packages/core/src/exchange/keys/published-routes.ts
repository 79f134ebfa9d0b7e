import { listAuthorities } from '../../authorities/index.js';
import { json, openRoute, type Route } from '../../kernel/route.js';
import { everyAuthority } from '../../kernel/scope.js';
import { publishedKeys } from './key-rules.js';
import { listKeys } from './keys-repository.js';
import type { Published } from './published.js';

/** What other installations read when an administrator there connects to a council here. */
export const publishedRoutes: readonly Route[] = [
  openRoute({
    method: 'get',
    path: '/.well-known/moothall-exchange',
    public: 'Keys are public, and so are the names of councils',
    handle: async ({ kernel, now }) => {
      const councils = (await listAuthorities(kernel)).filter(({ kind }) => kind === 'authority');
      const keys = publishedKeys(await listKeys(kernel.db.read(everyAuthority)), now);
      const published: Published = {
        exchange: 1,
        councils: councils.map(({ slug, name }) => ({ slug, name })),
        keys: keys.map(({ publicKey: x, fingerprint: kid, fromAt }) => ({
          ...{ kty: 'OKP', crv: 'Ed25519', x, kid },
          from: new Date(fromAt).toISOString(),
        })),
      };
      return json(published);
    },
  }),
];
