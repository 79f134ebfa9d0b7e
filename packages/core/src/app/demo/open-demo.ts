import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import { clockStartingAt, systemClock, type Clock, type Instant } from '../../kernel/clock.js';
import { readConfig } from '../../kernel/config.js';
import { badInput } from '../../kernel/errors.js';
import { parseLocalDateTime } from '../../kernel/parse-local-time.js';
import { withAdapters } from '../../adapters/index.js';
import { hashPassword } from '../../identity/index.js';
import { listAuthorities } from '../../authorities/index.js';
import { closeKernel, openKernel } from '../compose.js';
import { startServer } from '../server.js';
import { demoConnections, useConnections } from './connections.js';
import { loadDemo } from './load/load-demo.js';
import { readDemoFiles } from './load/read-files.js';
import { keepLive } from './keep-live.js';
import { welcomeText } from './welcome.js';
import { buildWorld, type WorldParts } from './world/build-world.js';

export interface DemoOptions {
  /** Where the demo lives; laid out as a real installation is. */
  readonly directory: string;
  readonly port: number;
  readonly reset: boolean;
  /** London time at which the demo's clock starts; without it, now. */
  readonly at?: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Smaller than people see it: for tests. */
  readonly size?: Pick<WorldParts, 'customers' | 'contactsAndCases' | 'directoryPeople'>;
  say(step: string): void;
}

export interface OpenDemo {
  readonly address: string;
  /** Address and sign-ins, to print. */
  readonly welcome: string;
  stop(): Promise<void>;
}

const seed = 'moothall';

/** Makes the demo if it isn't there yet, and serves it. */
export async function openDemo(options: DemoOptions): Promise<OpenDemo> {
  const clock = clockFor(options.at);
  if (options.reset) throwAway(options.directory);
  const password = layOut(options.directory);
  const config = readConfig(options.directory, options.environment);
  const withPort = { ...config, listen: { ...config.listen, port: options.port } };
  if (!existsSync(finishedMark(options.directory))) await make(options, clock, password);
  const server = await startServer(withPort, clock);
  const stopLive = await keepLive(server.kernel);
  const stop = async (): Promise<void> => {
    stopLive();
    await server.stop();
  };
  return { address: server.address, welcome: welcomeText(server.address, password), stop };
}

/** @throws bad_input naming what can't be read */
function clockFor(at: string | undefined): Clock {
  if (at === undefined) return systemClock();
  return clockStartingAt(startInstant(at));
}

function startInstant(at: string): Instant {
  const parsed = parseLocalDateTime(at, { label: 'time' });
  if (parsed.ok) return parsed.value;
  throw badInput({ faults: [{ field: '--at', message: parsed.message }] });
}

const marker = '.moothall-demo';

function finishedMark(directory: string): string {
  return path.join(directory, 'data', 'demo-is-complete');
}

/** Removes only what a demo made: a directory that holds anything else is left alone. */
function throwAway(directory: string): void {
  if (!existsSync(directory)) return;
  if (!existsSync(path.join(directory, marker)))
    throw badInput({
      faults: [{ field: '--data', message: `${directory} is no demo of Moothall, so --reset leaves it alone` }],
    });
  rmSync(directory, { recursive: true, force: true });
}

/** Writes configuration and secrets as an installation has them. Answers the demo's password. */
function layOut(directory: string): string {
  const passwordFile = path.join(directory, marker);
  if (existsSync(passwordFile)) return readFileSync(passwordFile, 'utf8').trim();
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const settings = {
    sessions: { secondFactor: 'optional', idleMinutes: 240 },
    log: { level: 'error' },
    adapters: demoConnections,
  };
  writeFileSync(
    path.join(directory, 'moothall.yaml'),
    `# Settings of the demo, as a real installation has them\n${stringify(settings, { aliasDuplicateObjects: false })}`,
  );
  writeFileSync(path.join(directory, 'secrets.yaml'), stringify({ key: randomBytes(32).toString('base64') }), {
    mode: 0o600,
  });
  const password = demoPassword();
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  chmodSync(passwordFile, 0o600);
  return password;
}

const words = [
  'abbey',
  'badger',
  'canal',
  'dairy',
  'elder',
  'ferry',
  'gable',
  'hazel',
  'inlet',
  'jetty',
  'kiln',
  'ledge',
  'mill',
  'nettle',
  'orchard',
  'pasture',
];

/** Three words and four digits: easy to type, made anew for each demo. */
function demoPassword(): string {
  const bytes = randomBytes(5);
  const three = [0, 1, 2].map((index) => words[(bytes[index] ?? 0) % words.length]);
  return [...three, String(1000 + (bytes.readUInt16BE(3) % 9000))].join('-');
}

/** A database left half made by a stopped run is made again from the beginning. */
async function make(options: DemoOptions, clock: Clock, password: string): Promise<void> {
  const data = path.join(options.directory, 'data');
  rmSync(data, { recursive: true, force: true });
  const kernel = await openKernel(readConfig(options.directory, options.environment), clock);
  try {
    if ((await listAuthorities(kernel)).length > 0)
      throw new Error('the demo’s database is not empty: run it with --reset');
    options.say('Making the demo (once):');
    const files = readDemoFiles();
    const world = buildWorld({
      seed,
      startAt: clock.now(),
      services: files.services,
      teams: files.teams,
      ...options.size,
    });
    const passwordHash = await hashPassword(password, kernel.random);
    await loadDemo(kernel, world, files, { passwordHash, say: (step) => options.say(`  ${step}`) });
    await withAdapters(kernel, useConnections);
  } finally {
    await closeKernel(kernel);
  }
  writeFileSync(finishedMark(options.directory), '');
}
