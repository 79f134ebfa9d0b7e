import type { AdapterInstance } from '@moothall/adapter-sdk';
import { listAuthorities } from '../authorities/index.js';
import type { AdapterPart, Adapters, ConfiguredAdapter } from '../kernel/adapters.js';
import { ConfigError, type InstanceConfig } from '../kernel/config.js';
import type { Kernel } from '../kernel/kernel.js';
import type { AuthorityId } from '../kernel/scope.js';
import { noteCall } from './attempt.js';
import { adapterLog, redactor } from './adapter-log.js';
import { checkDirectories } from './check-directories.js';
import { checkSignIns } from './check-sign-ins.js';
import { checkValues } from './check-settings.js';
import { guardedConnect } from './guarded-connect.js';
import { guardedFetch, reachOf } from './guarded-fetch.js';
import { firstLine, ParkedError, readAdapter } from './read-adapter.js';
import { unknownCouncils } from './unknown-councils.js';

/**
 * Starts every adapter that the configuration names. What the configuration has wrong is reported together and refuses the
 * start; a package that is missing, written for another version or fails by itself is parked, and the rest runs.
 * @throws ConfigError
 */
export async function loadAdapters(kernel: Kernel): Promise<Adapters> {
  const { config } = kernel;
  const faults: string[] = [];
  const authorities = await listAuthorities(kernel);
  const slugs = new Map(authorities.map(({ slug, id }) => [slug, id]));
  const list: ConfiguredAdapter[] = [];
  for (const [name, instance] of Object.entries(config.adapters)) {
    const place = `adapters.${name}`;
    const isForCopy = name === config.backups.copy?.connection;
    const authorityIds = isForCopy ? [] : idsOf(instance, slugs, `moothall.yaml: ${place}.authorities`, faults);
    const part = await startOne(kernel, name, instance, faults);
    const { use, services = 'all', callsAtOnce } = instance;
    list.push({ name, use, authorityIds, services, callsAtOnce, part });
  }
  faults.push(...checkSignIns(config, list, slugs), ...checkDirectories(list), ...unknownCouncils(config, authorities));
  for (const name of Object.keys(config.secrets.adapters))
    if (config.adapters[name] === undefined)
      faults.push(
        `secrets.yaml: adapters.${name} belongs to no adapter of moothall.yaml. Remove it or check the spelling`,
      );
  if (faults.length > 0) {
    await closeAll(list);
    throw new ConfigError(faults);
  }
  for (const { name, part } of list)
    if (part.state === 'parked')
      kernel.log.error({ adapter: name, err: new Error(part.fault) }, 'an adapter is parked');
  return { list, close: () => closeAll(list) };
}

/**
 * Starts one of them without the database, for what has to work beside it. No call of it is logged.
 * @throws ConfigError, also when the configuration has none of that name; ParkedError
 */
export async function startAlone(
  about: Pick<Kernel, 'config' | 'clock' | 'log'>,
  name: string,
): Promise<Extract<AdapterPart, { state: 'running' }>> {
  const faults: string[] = [];
  const instance = about.config.adapters[name];
  if (!instance) throw new ConfigError([`moothall.yaml: adapters.${name} is not there`]);
  const part = await startOne(about, name, instance, faults);
  if (faults.length > 0) throw new ConfigError(faults);
  if (part.state === 'parked') throw new ParkedError(part.fault);
  return part;
}

function idsOf(
  { authorities }: InstanceConfig,
  slugs: ReadonlyMap<string, AuthorityId>,
  place: string,
  faults: string[],
): readonly AuthorityId[] | 'all' {
  if (authorities === undefined) return 'all';
  return authorities.flatMap((slug) => {
    const id = slugs.get(slug);
    if (id === undefined) faults.push(`${place}: no council here has the address ${slug}`);
    return id ?? [];
  });
}

async function startOne(
  kernel: Pick<Kernel, 'config' | 'clock' | 'log'>,
  name: string,
  instance: InstanceConfig,
  faults: string[],
): Promise<AdapterPart> {
  const { directory, secrets: allSecrets } = kernel.config;
  const given = allSecrets.adapters[name] ?? {};
  const redact = redactor(given);
  let found: Pick<Extract<AdapterPart, { state: 'parked' }>, 'kind' | 'title'> = {};
  try {
    const adapter = await readAdapter(instance.use, directory);
    found = { kind: adapter.kind, title: adapter.name };
    const settings = checkValues(adapter.settings, instance.settings, `moothall.yaml: adapters.${name}.settings`);
    const secrets = checkValues(adapter.secrets, given, `secrets.yaml: adapters.${name}`, redact);
    const wrong = [...settings.faults, ...secrets.faults];
    faults.push(...wrong);
    if (wrong.length > 0) return { ...found, state: 'parked', fault: 'Its configuration has faults.' };
    const reach = reachOf(instance.network, adapter.hosts?.(settings.value) ?? [], directory);
    if (typeof reach === 'string') {
      faults.push(`moothall.yaml: adapters.${name}.network: ${reach}`);
      return { ...found, state: 'parked', fault: reach };
    }
    const running = adapter.create({
      ...{ settings: settings.value, secrets: secrets.value, now: () => kernel.clock.now() },
      log: adapterLog(kernel.log, name, redact),
      fetch: guardedFetch(reach, (call) => noteCall(kernel, call)),
      connect: guardedConnect(reach, (call) => noteCall(kernel, call)),
    });
    if (!isInstance(running)) throw new ParkedError(`${instance.use} gives no instance that can be checked.`);
    return { ...found, state: 'running', kind: adapter.kind, title: adapter.name, adapter, instance: running };
  } catch (error) {
    const fault =
      error instanceof ParkedError ? error.message : `${instance.use} failed as it was started: ${firstLine(error)}`;
    return { ...found, state: 'parked', fault: redact(fault) };
  }
}

function isInstance(value: unknown): value is AdapterInstance {
  return typeof (value as { check?: unknown } | null)?.check === 'function';
}

/** One that can't be closed keeps no other from it. */
async function closeAll(list: readonly ConfiguredAdapter[]): Promise<void> {
  const instances = list.flatMap(({ part }) => (part.state === 'running' ? part.instance : []));
  await Promise.allSettled(instances.map(async (instance) => instance.close?.()));
}
