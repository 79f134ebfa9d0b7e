import { randomBytes } from 'node:crypto';
import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import { loadDemo } from '#core/app/demo/load/load-demo.js';
import { readDemoFiles } from '#core/app/demo/load/read-files.js';
import { buildWorld } from '#core/app/demo/world/build-world.js';
import type { DemoWorld } from '#core/app/demo/world/types.js';
import { closeKernel, openKernel } from '#core/app/compose.js';
import { startServer } from '#core/app/server.js';
import { hashPassword } from '#core/identity/index.js';
import { fixedClock, systemClock, type Clock, type Instant } from '#core/kernel/clock.js';
import { checkConfig, type Config } from '#core/kernel/config.js';
import type { Kernel } from '#core/kernel/kernel.js';
import { throwAwayFolder } from '#testing/throw-away-folder';

/** Monday 16 November 2026, 10:00 in London: everything is open and the morning's bin round has failed. */
export const startOfTests: Instant = Date.UTC(2026, 10, 16, 10);

/** What everyone in the demo signs in with. */
export const password = 'canal-orchard-ferry-4821';

/** The demo's partnership, smaller, as files that any number of servers can start from. */
export interface MadePartnership {
  readonly directory: string;
  readonly world: DemoWorld;
  readonly key: string;
  remove(): void;
}

/** A partnership served on a loopback port, at a time of the tests' own. */
export interface Partnership {
  readonly address: string;
  readonly world: DemoWorld;
  readonly kernel: Kernel;
  readonly clock: MovableClock;
  stop(): Promise<void>;
}

/** Runs on from its start at the machine's pace, and jumps when told to. */
export interface MovableClock extends Clock {
  advance(ms: number): void;
}

/** Settings of `moothall.yaml` that stand in place of the suite's own. */
export type Settings = Readonly<Record<string, unknown>>;

const size = { customers: 400, contactsAndCases: 1500, directoryPeople: 2000 };

export async function makePartnership(): Promise<MadePartnership> {
  const directory = newDirectory();
  const key = randomBytes(32).toString('base64');
  const files = readDemoFiles();
  const world = buildWorld({ seed: 'moothall', startAt: startOfTests, ...files, ...size });
  const kernel = await openKernel(configFor(directory, key), fixedClock(startOfTests));
  try {
    const passwordHash = await hashPassword(password, kernel.random);
    await loadDemo(kernel, world, files, { passwordHash, say: () => {} });
  } finally {
    await closeKernel(kernel);
  }
  return { directory, world, key, remove: () => rmSync(directory, { recursive: true, force: true }) };
}

/** Serves a copy, so that what happens in it stays in it. */
export async function servePartnership(made: MadePartnership, settings: Settings = {}): Promise<Partnership> {
  const directory = newDirectory();
  cpSync(made.directory, directory, { recursive: true });
  const clock = movableClock(startOfTests);
  const server = await startServer(configFor(directory, made.key, settings), clock);
  const stop = async (): Promise<void> => {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  };
  return { address: server.address, world: made.world, kernel: server.kernel, clock, stop };
}

function newDirectory(): string {
  return throwAwayFolder('moothall-browser-');
}

function configFor(directory: string, key: string, settings: Settings = {}): Config {
  const own = { listen: { port: 0 }, log: { level: 'error' }, sessions: { secondFactor: 'optional' } };
  return checkConfig(directory, { ...own, adapters: { trial, staff, addresses }, ...settings }, { key });
}

/** A connection that no message of the demo goes by: other journeys look at messages that wait. */
const trial = {
  use: path.resolve('packages/adapter-sandbox/dist/notifications.js'),
  authorities: ['westmoor'],
  services: ['none-of-the-demo'],
};

/** Of a council whose forms no journey counts the keys of. */
const addresses = {
  use: path.resolve('packages/adapter-sandbox/dist/addresses.js'),
  authorities: ['castlebridge'],
};

/** Lists so few that nothing follows it by itself. */
const staff = {
  use: path.resolve('packages/adapter-sandbox/dist/staff-directory.js'),
  authorities: ['westmoor'],
  settings: { people: [{ name: 'Rhodri Askew', email: 'rhodri.askew@westmoor.example' }] },
};

function movableClock(start: Instant): MovableClock {
  const machine = systemClock();
  let ahead = start - machine.now();
  return { now: () => machine.now() + ahead, advance: (ms) => void (ahead += ms) };
}
