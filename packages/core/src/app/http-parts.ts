import type { Kernel } from '../kernel/kernel.js';
import { createAssets } from '../web/assets.js';
import { createTemplates, type Templates } from '../web/templates.js';
import { inboundRoutes } from '../adapters/index.js';
import { createAuthentication } from '../identity/index.js';
import { deskFrame } from '../desk/index.js';
import { allPermissions, allRoutes } from './capabilities.js';
import { apiDocumentRoute } from './api-document.js';
import { healthRoutes } from './health.js';
import type { HttpParts } from './http.js';
import { openMetrics } from './metrics.js';
import { createRenderer } from './render.js';

/** Core's own, compiled once in a process: tests open the web face hundreds of times. */
let templates: Templates | undefined;

/** Joins what the web face needs. */
export function httpParts(kernel: Kernel): HttpParts {
  const assets = createAssets();
  templates ??= createTemplates();
  const metrics = openMetrics(kernel);
  const installation = { name: 'Moothall', brandColour: '#00594f' } as const;
  return {
    kernel,
    assets,
    metrics,
    routes: [
      ...healthRoutes(kernel, metrics),
      ...inboundRoutes(metrics.refused),
      apiDocumentRoute(kernel, allRoutes()),
      ...allRoutes(),
    ],
    permissions: new Set(allPermissions().map((permission) => permission.name)),
    authentication: createAuthentication(kernel, allPermissions()),
    renderer: createRenderer({ templates, assets, installation, frame: deskFrame }),
  };
}
