import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { Clock } from '../kernel/clock.js';
import type { Config } from '../kernel/config.js';
import { holdInstallation, type Hold } from '../kernel/db/hold.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority } from '../kernel/scope.js';
import { createDispatcher, loadAdapters } from '../adapters/index.js';
import { createWorker, type Worker } from '../jobs/index.js';
import { knowledgeIndex } from '../knowledge/index.js';
import { refuseUnfinished } from '../reorganisation/index.js';
import { closeKernel, openKernel } from './compose.js';
import { watchCopier } from './watch-copier.js';
import { createHttp } from './http.js';
import { httpParts } from './http-parts.js';
import { standIn, type ReadingCopy } from './stand-in.js';
import { allJobs, couriers, listeners } from './capabilities.js';

/** A running Moothall: web face and worker in one process. */
export interface RunningServer {
  readonly kernel: Kernel;
  /** `http://127.0.0.1:3000` */
  readonly address: string;
  readonly worker: Worker;
  /** Answers what is under way, then closes; at most ten seconds. */
  stop(): Promise<void>;
}

export interface StartOptions {
  /** `web`: pages only; `worker`: jobs only. Default both. */
  readonly runs?: 'both' | 'web' | 'worker';
  readonly limits?: TimeLimits;
  /** The configuration is of this copy (`onCopy`): it is read, and only contacts are taken. Pages only. */
  readonly standsIn?: ReadingCopy;
}

/** How long clients may take. */
export interface TimeLimits {
  /** To send all headers. */
  readonly headersMs: number;
  /** To send a whole request. */
  readonly requestMs: number;
  /** Between two requests of one connection. */
  readonly keepAliveMs: number;
  /** How often Node looks for connections that are past their time. */
  readonly checkEveryMs: number;
}

/** Slow clients get short shrift; keep-alive outlives a balancer's. */
export const timeLimits: TimeLimits = {
  headersMs: 15_000,
  requestMs: 120_000,
  keepAliveMs: 65_000,
  checkEveryMs: 5000,
};

const stopWithinMs = 10_000;

/**
 * Starts Moothall as configured.
 * @throws when the port is taken or the database can't be opened; installation_taken; reorganisation_unfinished
 */
export async function startServer(config: Config, clock: Clock, options: StartOptions = {}): Promise<RunningServer> {
  keepHeapSmall();
  const opened = await connect(await openKernel(config, clock));
  const kernel = options.standsIn ? await standIn(opened, options.standsIn) : opened;
  const hold = await holdToServe(kernel, () => void stopNow());
  const worker = createWorker(kernel, allJobs());
  const dispatcher = createDispatcher(kernel, couriers, listeners);
  const server = createLimited(options.limits ?? timeLimits, createHttp(httpParts(kernel)));
  const closing = closeConnectionsWhenAsked(server);
  try {
    if (options.runs !== 'worker') await listen(server, config);
  } catch (error) {
    await closeHeld(kernel, hold);
    throw error;
  }
  const copier = options.runs === 'web' ? undefined : watchCopier(kernel);
  let stopping: Promise<void> | undefined;
  const stopNow = (): Promise<void> => {
    closing.ask();
    const close = async (): Promise<void> => {
      await closeHeld(kernel, hold);
      await copier?.stop();
    };
    return (stopping ??= stop(server, [worker, dispatcher], close));
  };
  if (options.runs !== 'web') for (const each of [worker, dispatcher]) each.start();
  if (options.runs !== 'worker') warmUp(kernel, () => stopping !== undefined);
  return {
    kernel,
    worker,
    address: addressOf(server, config),
    stop: stopNow,
  };
}

/** Starts the adapters. @throws ConfigError naming every fault of theirs */
async function connect(kernel: Kernel): Promise<Kernel> {
  try {
    return { ...kernel, adapters: await loadAdapters(kernel) };
  } catch (error) {
    await closeKernel(kernel);
    throw error;
  }
}

/** Others may serve beside it; nobody may while councils' records are moved, or are only half moved. */
async function holdToServe(kernel: Kernel, stopNow: () => void): Promise<Hold> {
  const onTaken = (): void => {
    kernel.log.error('the database was away, and councils are being reorganised in it since: this server stops');
    stopNow();
  };
  let hold: Hold | undefined;
  try {
    hold = await holdInstallation(kernel.db, 'together', onTaken);
    await refuseUnfinished(kernel.db.read(everyAuthority));
    return hold;
  } catch (error) {
    await closeKernel(kernel);
    await hold?.release(); // its line to PostgreSQL would keep the process alive
    throw error;
  }
}

async function closeHeld(kernel: Kernel, hold: Hold): Promise<void> {
  await closeKernel(kernel);
  await hold.release();
}

/**
 * Where memory is plenty, V8 lets garbage grow to several times what is in use before it clears it away: 300 MB here for
 * 80. A third more than what is in use costs a few per cent of the speed.
 */
function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=30');
}

/** Builds the search index before the first adviser searches. Without it the first search would; a stop cuts it off. */
function warmUp(kernel: Kernel, isStopping: () => boolean): void {
  knowledgeIndex(kernel).catch((error: unknown) => {
    if (!isStopping()) kernel.log.warn({ err: error }, 'the search index is not built yet');
  });
}

function createLimited(limits: TimeLimits, answer: RequestListener): Server {
  const server = createServer({ connectionsCheckingInterval: limits.checkEveryMs }, answer);
  server.headersTimeout = limits.headersMs;
  server.requestTimeout = limits.requestMs;
  server.keepAliveTimeout = limits.keepAliveMs;
  server.maxHeadersCount = 100;
  return server;
}

/**
 * A connection that is kept alive would bring request after request to a server that stops. Once asked, each answer
 * ends its connection, so that the client goes elsewhere without losing a request.
 */
function closeConnectionsWhenAsked(server: Server): { ask(): void } {
  const underWay = new Set<ServerResponse>();
  let asked = false;
  server.prependListener('request', (_request, response: ServerResponse) => {
    if (asked) response.shouldKeepAlive = false;
    underWay.add(response);
    response.once('close', () => underWay.delete(response));
  });
  return {
    ask: () => {
      asked = true;
      for (const response of underWay) response.shouldKeepAlive = false;
    },
  };
}

function listen(server: Server, config: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.listen.port, config.listen.host, resolve);
  });
}

function addressOf(server: Server, config: Config): string {
  const address = server.address() as AddressInfo | null;
  return address ? `http://${config.listen.host}:${address.port}` : '';
}

async function stop(
  server: Server,
  atWork: readonly Pick<Worker, 'stop'>[],
  close: () => Promise<void>,
): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const force = setTimeout(() => server.closeAllConnections(), stopWithinMs - 2000);
  await Promise.all([closed, ...atWork.map((each) => each.stop(stopWithinMs - 2000))]);
  clearTimeout(force);
  await close();
}
