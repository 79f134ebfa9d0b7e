import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { loadDemo } from '#core/app/demo/load/load-demo.js';
import { readDemoFiles } from '#core/app/demo/load/read-files.js';
import { buildWorld } from '#core/app/demo/world/build-world.js';
import type { DemoWorld } from '#core/app/demo/world/types.js';
import { startServer } from '#core/app/server.js';
import { hashPassword } from '#core/identity/index.js';
import { systemClock, type Clock, type Instant } from '#core/kernel/clock.js';
import { checkConfig } from '#core/kernel/config.js';
import type { Kernel } from '#core/kernel/kernel.js';

/** Monday 16 November 2026, 10:00 in London: everything is open and the morning's bin round has failed. */
export const startOfTests: Instant = Date.UTC(2026, 10, 16, 10);

/** What everyone in the demo signs in with. */
export const password = 'canal-orchard-ferry-4821';

/** The demo's partnership, smaller, served on a loopback port, at a time of the tests' own. */
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

const size = { customers: 400, contactsAndCases: 1500 };

export async function startPartnership(settings: Settings = {}): Promise<Partnership> {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'moothall-browser-'));
  const secrets = { key: randomBytes(32).toString('base64') };
  const own = { listen: { port: 0 }, log: { level: 'error' }, sessions: { secondFactor: 'optional' } };
  const config = checkConfig(directory, { ...own, ...settings }, secrets);
  const clock = movableClock(startOfTests);
  const server = await startServer(config, clock, { runs: 'both' });
  const files = readDemoFiles();
  const world = buildWorld({ seed: 'moothall', startAt: clock.now(), ...files, ...size });
  const passwordHash = await hashPassword(password, server.kernel.random);
  await loadDemo(server.kernel, world, files, { passwordHash, say: () => {} });
  const stop = async (): Promise<void> => {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  };
  return { address: server.address, world, kernel: server.kernel, clock, stop };
}

function movableClock(start: Instant): MovableClock {
  const machine = systemClock();
  let ahead = start - machine.now();
  return { now: () => machine.now() + ahead, advance: (ms) => (ahead += ms) };
}
