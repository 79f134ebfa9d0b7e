import { existsSync } from 'node:fs';
import path from 'node:path';
import type { AdapterErrorCode, AdapterKind } from '@moothall/adapter-sdk';
import { listAuthorities } from '../authorities/index.js';
import type { Adapters, ConfiguredAdapter } from '../kernel/adapters.js';
import type { Instant } from '../kernel/clock.js';
import { ConfigError, readConfig } from '../kernel/config.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority } from '../kernel/scope.js';
import { readHealth, untried } from './health-repository.js';
import { askWhetherWell } from './attempt.js';
import { keepChecked } from './keep-checked.js';
import { loadAdapters } from './load-adapters.js';
import { readAdapter } from './read-adapter.js';
import { countQueues } from './repository.js';
import { referenceOf, type AdapterReference } from './settings-reference.js';
import { statePill } from './state-pill.js';

/** A connection as the command line lists it. */
export interface KnownConnection {
  readonly name: string;
  readonly use: string;
  readonly kind: AdapterKind | null;
  readonly title: string | null;
  /** As the desk says it: "Working". */
  readonly state: string;
  /** Why it doesn't run. */
  readonly fault: string | null;
  /** Addresses of the councils that it serves. */
  readonly authorities: readonly string[] | 'all';
  readonly services: readonly string[] | 'all';
  readonly waiting: number;
  readonly givenUp: number;
  readonly lastSuccessAt: Instant | null;
}

/** Every connection of the installation, in the configuration's order. @throws ConfigError */
export async function listConnections(kernel: Kernel): Promise<readonly KnownConnection[]> {
  return await withAdapters(kernel, async ({ adapters: { list }, clock, db }) => {
    const slugs = new Map((await listAuthorities(kernel)).map(({ id, slug }) => [id, slug]));
    const everything = db.read(everyAuthority);
    const health = await readHealth(everything);
    const names = list.map(({ name }) => name);
    const counts = await countQueues(everything, names);
    return list.map(({ name, use, part, authorityIds, services }) => {
      const queued = (state: string): number =>
        counts.find((count) => count.instance === name && count.state === state)?.count ?? 0;
      const own = health.get(name) ?? untried(name);
      const fault = part.state === 'parked' ? part.fault : null;
      return {
        ...{ name, use, fault, services, kind: part.kind ?? null, title: part.title ?? null },
        state: String(statePill({ fault, health: own, dead: queued('dead') }, clock.now()).text),
        authorities: authorityIds === 'all' ? 'all' : authorityIds.map((id) => slugs.get(id) ?? String(id)),
        ...{ waiting: queued('waiting'), givenUp: queued('dead'), lastSuccessAt: own.lastSuccessAt },
      };
    });
  });
}

/** What checking a connection found. */
export interface CheckedConnection {
  readonly name: string;
  readonly ok: boolean;
  readonly code: AdapterErrorCode | null;
  readonly detail: string | null;
}

/**
 * Checks settings, connection and credentials of one connection, or of all; the desk shows what was found.
 * @throws ConfigError, also when the configuration has none of that name
 */
export async function checkConnections(kernel: Kernel, only?: string): Promise<readonly CheckedConnection[]> {
  return await eachConnection(kernel, only, keepChecked);
}

/** The same of all, and writes nothing anywhere: for whoever looks for what is wrong. @throws ConfigError */
export async function examineConnections(kernel: Kernel): Promise<readonly CheckedConnection[]> {
  return await eachConnection(
    kernel,
    undefined,
    async (connected, one) => (await askWhetherWell(connected, one)).fault,
  );
}

async function eachConnection(
  kernel: Kernel,
  only: string | undefined,
  check: typeof keepChecked,
): Promise<readonly CheckedConnection[]> {
  return await withAdapters(kernel, async (connected) => {
    const { list } = connected.adapters;
    const chosen = only === undefined ? list : [instanceNamed(list, only)];
    return await Promise.all(
      chosen.map(async (one) => {
        const fault = await check(connected, one);
        return { name: one.name, ok: fault === null, code: fault?.code ?? null, detail: fault?.detail ?? null };
      }),
    );
  });
}

function instanceNamed(list: readonly ConfiguredAdapter[], name: string): ConfiguredAdapter {
  const found = list.find((one) => one.name === name);
  if (found) return found;
  const names = list.map((one) => one.name).join(', ') || 'none';
  throw new ConfigError([`moothall.yaml: adapters.${name} is not there. Connections that are: ${names}`]);
}

/** An adapter, and what it can be told. */
export interface AdapterShown extends AdapterReference {
  readonly use: string;
  readonly kind: AdapterKind;
  readonly title: string;
}

/**
 * The reference of an adapter: of a connection of the installation in a directory, of a package or of a file.
 * @throws ConfigError; ParkedError when it can't be read
 */
export async function showAdapter(
  named: string,
  directory: string,
  environment: NodeJS.ProcessEnv,
): Promise<AdapterShown> {
  const isInstalled = existsSync(path.join(directory, 'moothall.yaml'));
  const use = (isInstalled ? readConfig(directory, environment).adapters[named]?.use : undefined) ?? named;
  const adapter = await readAdapter(use, directory);
  return { use, kind: adapter.kind, title: adapter.name, ...referenceOf(adapter) };
}

/** Starts the adapters of the configuration for some work, and ends them after. @throws ConfigError */
export async function withAdapters<T>(kernel: Kernel, work: (connected: Kernel) => Promise<T>): Promise<T> {
  return await withThem(kernel, await loadAdapters(kernel), work);
}

/** The same of those named alone, whatever else the configuration has. @throws ConfigError */
export async function withAdaptersNamed<T>(
  kernel: Kernel,
  names: ReadonlySet<string>,
  work: (connected: Kernel) => Promise<T>,
): Promise<T> {
  const { config } = kernel;
  const some = <V>(all: Readonly<Record<string, V>>): Record<string, V> =>
    Object.fromEntries(Object.entries(all).filter(([name]) => names.has(name)));
  const secrets = { ...config.secrets, adapters: some(config.secrets.adapters) };
  const adapters = await loadAdapters({ ...kernel, config: { ...config, adapters: some(config.adapters), secrets } });
  return await withThem(kernel, adapters, work);
}

async function withThem<T>(kernel: Kernel, adapters: Adapters, work: (connected: Kernel) => Promise<T>): Promise<T> {
  try {
    return await work({ ...kernel, adapters });
  } finally {
    await adapters.close();
  }
}
