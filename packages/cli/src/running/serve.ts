import cluster from 'node:cluster';
import os from 'node:os';
import { readFileSync } from 'node:fs';
import type { RunningServer } from '@moothall/core';
import type { Io } from '../io.js';
import { identityOf } from './process-identity.js';
import { logFile, openRotatedLog } from './rotated-log.js';
import { listRunning, removeRunRecord, writeRunRecord, type Part, type RunRecord } from './run-record.js';
import { Supervisor, type SupervisorPlan } from './supervisor.js';
import type { ReadyMessage } from './watched-process.js';

const packageFile = new URL('../../package.json', import.meta.url);
export const cliVersion = (JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string }).version;

/** Serves in this process until it is asked to stop. */
export async function serveHere(io: Io, root: string, part: Part, server: RunningServer): Promise<void> {
  const stopped = io.untilStopped(); // who reads the next line may ask at once
  const { address } = server;
  const since = Date.now();
  const about = { pid: process.pid, identity: identityOf(process.pid) ?? '', host: os.hostname(), version: cliVersion };
  const processes = [{ pid: process.pid, part, since }];
  // One that is watched is told of by whoever watches it.
  if (!cluster.isWorker) note(io, root, { ...about, since, address, processes, isWatched: false });
  io.line(`Moothall of ${root} is ready at ${address}`);
  tellParent(address);
  await stopped;
  await server.stop();
  if (!cluster.isWorker) removeRunRecord(root, process.pid);
}

/** Runs several processes and watches over them until it is asked to stop. @throws NotStarted */
export async function serveWatched(io: Io, plan: SupervisorPlan): Promise<void> {
  const stopped = io.untilStopped();
  const log = openRotatedLog(logFile(plan.root));
  const supervisor = new Supervisor(plan, log);
  try {
    const address = await supervisor.start();
    process.on('SIGUSR2', () => void supervisor.renew());
    process.on('SIGHUP', () => void supervisor.standBy());
    io.line(`Moothall of ${plan.root} is ready at ${address}`);
    tellParent(address);
    await stopped;
    await supervisor.stop();
  } finally {
    log.close();
  }
}

/** The servers that run already, where another one would only get in their way. */
export const alreadyRunning = (root: string): RunRecord | undefined => listRunning(root)[0];

function tellParent(address: string): void {
  process.send?.({ moothall: 'ready', address, version: cliVersion } satisfies ReadyMessage);
}

/** A server in a directory that it can't write to serves all the same. */
function note(io: Io, root: string, record: RunRecord): void {
  try {
    writeRunRecord(root, record);
  } catch (error) {
    io.error(`"moothall status" and "moothall stop" won’t know of this server: ${(error as Error).message}`);
  }
}
