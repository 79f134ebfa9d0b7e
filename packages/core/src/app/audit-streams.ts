import os from 'node:os';
import path from 'node:path';
import { boundsOf, reachOf } from '../adapters/index.js';
import {
  datagramSink,
  fileSink,
  followTrail,
  listPositions,
  sendTrail,
  socketSink,
  type Sink,
  type StreamPlan,
} from '../audit/index.js';
import { HOUR_MS } from '../kernel/clock.js';
import { ConfigError, type Config } from '../kernel/config.js';
import { defineError } from '../kernel/errors.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority } from '../kernel/scope.js';
import type { Finding } from './doctor.js';

type StreamConfig = Config['audit']['streams'][string];

const unknownStream = defineError('not_set', 404, 'There is no such stream.');

/** A stream of the configuration, and how it is. */
export interface StreamState {
  readonly name: string;
  readonly to: string;
  /** Rows that are sealed and not sent yet. */
  readonly behind: number;
  /** When how far it has come was last stored, milliseconds since 1970 UTC; null: it never sent anything. */
  readonly sentAt: number | null;
}

/** Each stream that the configuration names. */
export async function listStreams({ config, db }: Kernel): Promise<StreamState[]> {
  const states: StreamState[] = [];
  for (const [name, { to, authorities }] of Object.entries(config.audit.streams)) {
    const all = await listPositions(db.read(everyAuthority), name);
    const wanted = all.filter(({ slug }) => authorities === undefined || authorities.includes(slug));
    const behind = wanted.reduce((sum, { head, sent }) => sum + Math.max(0, head - sent), 0);
    const times = wanted.flatMap(({ sentAt }) => (sentAt === null ? [] : [sentAt]));
    states.push({ name, to, behind, sentAt: times.length === 0 ? null : Math.max(...times) });
  }
  return states;
}

export interface StreamRun {
  readonly from: StreamPlan['from'];
  /** Absent: it sends what there is, and ends. */
  readonly follow?: {
    readonly signal: AbortSignal;
    readonly everyMs?: number;
    readonly onFault: (fault: Error) => void;
  };
}

/**
 * Sends the audit trail where a stream of the configuration leads. Answers how many rows.
 * @throws not_set for a name that no stream has; ConfigError for councils and files that aren't there; without `follow`
 * CallOutError
 */
export async function streamAudit(kernel: Kernel, name: string, { from, follow }: StreamRun): Promise<number> {
  const stream = kernel.config.audit.streams[name];
  if (!stream)
    throw unknownStream({}, `audit.streams has no ${name}. Add it to moothall.yaml (docs/operate/monitoring.md).`);
  await refuseUnknownCouncils(kernel, name, stream);
  const plan = { name, from, authorities: stream.authorities, open: opener(kernel.config, name, stream) };
  if (!follow) return await sendTrail(kernel, plan);
  let sent = 0;
  const onSent = (count: number): void => void (sent += count);
  await followTrail(kernel, plan, { everyMs: 1000, againAfterMs: 1000, ...follow, onSent });
  return sent;
}

async function refuseUnknownCouncils({ db }: Kernel, name: string, { authorities = [] }: StreamConfig): Promise<void> {
  const known = new Set((await listPositions(db.read(everyAuthority), name)).map(({ slug }) => slug));
  const faults = authorities.filter((slug) => !known.has(slug));
  if (faults.length > 0)
    throw new ConfigError(
      faults.map((slug) => `moothall.yaml: audit.streams.${name}.authorities: there is no council ${slug}`),
    );
}

/** @throws ConfigError for certificates that don't fit */
function opener(config: Config, name: string, { to, network }: StreamConfig): () => Promise<Sink> {
  if (to.startsWith('file:')) {
    const file = path.resolve(config.directory, to.slice('file:'.length));
    return () => Promise.resolve(fileSink(file));
  }
  const [scheme = '', rest = ''] = to.split('://');
  const { hostname, port } = new URL(`tcp://${rest}`);
  const reach = reachOf(network, [hostname], config.directory);
  if (typeof reach === 'string') throw new ConfigError([`moothall.yaml: audit.streams.${name}.network: ${reach}`]);
  const host = hostname.replace(/^\[|\]$/g, '');
  const from = config.origin === undefined ? os.hostname() : new URL(config.origin).hostname;
  const place = { host, port: Number(port || defaultPorts[scheme]), from, ...boundsOf(reach) };
  if (scheme === 'syslog+udp') return () => datagramSink(place);
  return () => socketSink(place, scheme === 'syslog+tls' ? 'from-start' : 'never');
}

/** RFC 5425 and RFC 5426; RFC 6587 names none for TCP. */
const defaultPorts: Readonly<Record<string, number>> = { 'syslog+tls': 6514, 'syslog+udp': 514, 'syslog+tcp': 601 };

/** Whether each stream has sent what there was an hour ago. */
export async function checkStreams(kernel: Kernel): Promise<Finding[]> {
  const now = kernel.clock.now();
  return (await listStreams(kernel)).map(({ name, behind, sentAt }): Finding => {
    if (behind === 0 || (sentAt !== null && now - sentAt < HOUR_MS))
      return { area: 'connections', state: 'good', says: `The audit trail is sent by ${name}` };
    const since = sentAt === null ? 'yet' : `since ${new Date(sentAt).toISOString()}`;
    const says = `${name} has not sent the audit trail ${since}: ${behind.toLocaleString('en-GB')} rows wait.`;
    return { area: 'connections', state: 'fault', says, fix: `moothall audit stream ${name} --once, which says why` };
  });
}
