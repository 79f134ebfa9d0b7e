import { countAdapters } from '../adapters/index.js';
import type { Kernel } from '../kernel/kernel.js';
import { openRoute, type Reply, type Route } from '../kernel/route.js';
import type { HttpMetrics } from './metrics.js';

/**
 * What balancers and monitors ask. Ready means that the database answers; live only that the process does. How many
 * connections to other systems are well is said beside it: one that isn't keeps no page from being served.
 */
export function healthRoutes(kernel: Kernel, metrics: HttpMetrics): Route[] {
  return [
    openRoute({
      method: 'get',
      path: '/health/live',
      public: 'a monitor has no account, and the answer says nothing but that the process runs',
      handle: async () => ({ kind: 'json', value: { status: 'live' } }),
    }),
    openRoute({
      method: 'get',
      path: '/health/ready',
      public: 'a balancer has no account, and the answer names no data',
      handle: () => ready(kernel),
    }),
    openRoute({
      method: 'get',
      path: '/metrics',
      public: 'Prometheus has no account; labels hold routes and numbers only (keep it off the internet: docs/operate)',
      handle: async () => ({
        kind: 'text',
        type: metrics.registry.contentType,
        text: await metrics.registry.metrics(),
      }),
    }),
  ];
}

async function ready(kernel: Kernel): Promise<Reply> {
  try {
    await kernel.db.ping();
    const adapters = await countAdapters(kernel);
    return { kind: 'json', value: { status: 'ready', database: kernel.db.engine, adapters } };
  } catch (error) {
    kernel.log.warn({ err: error }, 'not ready: the database does not answer');
    return { kind: 'json', status: 503, value: { status: 'not-ready', reason: 'the database does not answer' } };
  }
}
