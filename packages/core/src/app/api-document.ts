import type { Kernel } from '../kernel/kernel.js';
import { openApiDocument } from '../kernel/openapi.js';
import { openRoute, type Route } from '../kernel/route.js';
import { moothallVersion as version } from './moothall-version.js';

/** Serves the API's description; it holds no data, so that tools can read it without a token. */
export function apiDocumentRoute(kernel: Kernel, routes: readonly Route[]): Route {
  let text: string | undefined;
  return openRoute({
    method: 'get',
    path: '/api/openapi.json',
    public: 'it describes the API and holds no data',
    handle: async () => {
      text ??= JSON.stringify(openApiDocument(routes, { version, origin: kernel.config.origin }));
      return { kind: 'text', type: 'application/json', text, headers: { 'Cache-Control': 'public, max-age=300' } };
    },
  });
}
