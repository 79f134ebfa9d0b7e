import type { ConfiguredAdapter } from '../kernel/adapters.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority } from '../kernel/scope.js';
import { readHealth } from './health-repository.js';
import { listens } from './inbound/inbound-routes.js';
import { readHeard } from './inbound/news-repository.js';
import { countQueues } from './repository.js';
import type { AdapterHealth } from './types.js';

/** How many connections work, rest or were paused, and could not be started. Without names: anybody may ask. */
export async function countAdapters(
  kernel: Kernel,
): Promise<Readonly<Record<'working' | 'resting' | 'parked', number>>> {
  const counts = { working: 0, resting: 0, parked: 0 };
  for (const { state } of await statesOf(kernel)) counts[state] += 1;
  return counts;
}

/** Numbers for monitoring, by the names of the connections. */
export async function adapterFigures(
  kernel: Kernel,
): Promise<readonly { readonly adapter: string; readonly figure: string; readonly value: number }[]> {
  const states = await statesOf(kernel);
  const names = states.map(({ adapter }) => adapter);
  const everything = kernel.db.read(everyAuthority);
  const counts = await countQueues(everything, names);
  const listening = kernel.adapters.list.filter(listens).map(({ name }) => name);
  const heard = await readHeard(everything, listening);
  return states.flatMap(({ adapter, state }) => {
    const queued = (wanted: string): number =>
      counts.find((count) => count.instance === adapter && count.state === wanted)?.count ?? 0;
    const told = heard.get(adapter);
    return [
      { adapter, figure: 'working', value: state === 'working' ? 1 : 0 },
      { adapter, figure: 'waiting', value: queued('waiting') },
      { adapter, figure: 'given_up', value: queued('dead') },
      ...(told
        ? [
            { adapter, figure: 'news_waiting', value: told.waiting },
            { adapter, figure: 'news_given_up', value: told.givenUp },
          ]
        : []),
    ];
  });
}

async function statesOf(kernel: Kernel) {
  const { list } = kernel.adapters;
  if (list.length === 0) return [];
  const health = await readHealth(kernel.db.read(everyAuthority));
  const now = kernel.clock.now();
  return list.map((one) => ({ adapter: one.name, state: stateOf(one, health.get(one.name), now) }));
}

function stateOf(
  { part }: ConfiguredAdapter,
  health: AdapterHealth | undefined,
  now: number,
): 'working' | 'resting' | 'parked' {
  if (part.state === 'parked') return 'parked';
  return health && (health.pausedAt !== null || health.restsUntil > now) ? 'resting' : 'working';
}
