import type { ServiceDefinition } from '../../../services/index.js';
import { councilKeys } from './authorities.js';
import type { ServiceMix } from './service-mix.js';
import type { DemoTeam } from './types.js';

/** What the directory calls a team, by its key. */
export type TeamNames = Readonly<Record<string, { name: string; purpose: string }>>;

/** Every team that a council's services are routed to, and a contact centre at each council. */
export function buildTeams(mix: ServiceMix, names: TeamNames): DemoTeam[] {
  return councilKeys.flatMap((authorityKey) => {
    const provided = mix.services.filter(({ definition }) => mix.provides(authorityKey, definition));
    const keys = new Set(provided.flatMap(({ definition }) => teamKeysOf(definition)));
    return ['customer-services', ...[...keys].sort()].map((key) => ({ key, authorityKey, ...describe(key, names) }));
  });
}

/** Keys of the teams that a service may be routed to. */
export function teamKeysOf({ routing }: Pick<ServiceDefinition, 'routing'>): string[] {
  return routing.map(({ team }) => team);
}

function describe(key: string, names: TeamNames): { name: string; purpose: string } {
  const words = key.replaceAll('-', ' ');
  const name = words.charAt(0).toUpperCase() + words.slice(1);
  return names[key] ?? { name, purpose: `Work routed to ${words}` };
}
