import { z } from 'zod';
import { defineCapability } from '../kernel/capability.js';
import { defineJob } from '../kernel/jobs.js';
import { apiRoutes } from './api.js';
import { permissions } from './permissions.js';
import { listAuditOf } from './queries.js';
import { sealEntries } from './seal-entries.js';

export { verifyChains, listHeads, countOverdue, type ChainHead, type ChainReport } from './verify-chain.js';
export { enterEarlierEntries, type EarlierRows } from './enter-earlier-entries.js';
export { sealEntries } from './seal-entries.js';
export { listAuditOf } from './queries.js';
export { listPositions, type StreamPosition } from './stream/positions-repository.js';
export { datagramSink, fileSink, socketSink, type Sink } from './stream/sinks.js';
export { followTrail, sendTrail, type StreamPlan } from './stream/stream-trail.js';
export type { ChainFault } from './chain.js';
export type { NamedEntry } from './repository.js';

const hourMs = 3_600_000;
const noPayload = z.strictObject({});

const sealRecent = defineJob({
  kind: 'audit.seal-entries',
  payload: noPayload,
  everyMs: 2000,
  run: async (kernel) => void (await sealEntries(kernel, 'recent')),
});

/** Once an hour, and when a worker starts, for what a stop left behind. */
const sealAll = defineJob({
  kind: 'audit.seal-all',
  payload: noPayload,
  everyMs: hourMs,
  leaseMs: 600_000,
  run: async (kernel) => void (await sealEntries(kernel, 'start')),
});

export const audit = defineCapability({
  name: 'audit',
  permissions,
  commands: [],
  queries: [listAuditOf],
  routes: apiRoutes,
  jobs: [sealRecent, sealAll],
});
