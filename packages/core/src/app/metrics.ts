import type { Response } from 'express';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { adapterFigures } from '../adapters/index.js';
import { backupFigures } from '../backups/index.js';
import { messageFigures } from '../correspondence/index.js';
import { countOnTheWay } from '../exchange/index.js';
import type { Kernel } from '../kernel/kernel.js';
import type { RequestState } from './http.js';

export interface HttpMetrics {
  finished(method: string, response: Response, state: RequestState): void;
  /** Something that another system sent was refused, by the name of the connection. */
  readonly refused: (adapter: string) => void;
  readonly registry: Registry;
}

/** Numbers for Prometheus: requests by route and status, the database's own, the process's. No personal data in labels. */
export function openMetrics(kernel: Kernel): HttpMetrics {
  const { db } = kernel;
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: 'moothall_http_request_seconds',
    help: 'Time to answer, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  const failures = new Counter({
    name: 'moothall_http_failures_total',
    help: 'Requests answered with a status of 500 or more',
    registers: [registry],
  });
  const refusals = new Counter({
    name: 'moothall_inbound_refused_total',
    help: 'What was sent to a connection, or to none, by somebody who is not its far end',
    labelNames: ['adapter'],
    registers: [registry],
  });
  new Gauge({
    name: 'moothall_database',
    help: 'The database layer: connections, queue, commits',
    labelNames: ['figure'],
    registers: [registry],
    collect() {
      for (const [figure, value] of Object.entries(db.stats())) this.set({ figure }, value);
    },
  });
  new Gauge({
    name: 'moothall_exchange',
    help: 'Between installations: messages that wait or were refused, files to be fetched and those that failed last',
    labelNames: ['figure'],
    registers: [registry],
    async collect() {
      for (const [figure, value] of Object.entries(await countOnTheWay(db))) this.set({ figure }, value);
    },
  });
  new Gauge({
    name: 'moothall_adapter',
    help: 'Connections to other systems: whether each works (1) or not (0), and what waits for it or was given up',
    labelNames: ['adapter', 'figure'],
    registers: [registry],
    async collect() {
      for (const { adapter, figure, value } of await adapterFigures(kernel)) this.set({ adapter, figure }, value);
    },
  });
  new Gauge({
    name: 'moothall_messages',
    help: 'Messages that were written in the last 24 hours, by their way and by what became of them',
    labelNames: ['channel', 'state'],
    registers: [registry],
    async collect() {
      this.reset();
      for (const { channel, state, count } of await messageFigures(kernel)) this.set({ channel, state }, count);
    },
  });
  new Gauge({
    name: 'moothall_backup',
    help: 'Backups: when the newest was made and one was last rehearsed (seconds since 1970), and whether that went well',
    labelNames: ['figure'],
    registers: [registry],
    async collect() {
      for (const [figure, value] of Object.entries(await backupFigures(kernel.config))) this.set({ figure }, value);
    },
  });
  return {
    registry,
    refused: (adapter) => refusals.inc({ adapter }),
    finished: (method, response, state) => {
      const seconds = Number(process.hrtime.bigint() - state.startedNs) / 1e9;
      const route = String(response.locals['route'] ?? 'none');
      duration.observe({ method, route, status: String(response.statusCode) }, seconds);
      if (response.statusCode >= 500) failures.inc();
    },
  };
}
