import type { ServiceDefinition } from '../../../services/index.js';
import { memberKeys, offersService, tierOf } from './authorities.js';
import { isJoiner } from './joiners.js';
import type { DemoAuthorityKey, DemoTeam, DemoTier } from './types.js';

/** A team as the demo's `teams.yaml` has it: each authority of a tier has its own. */
export interface TeamDefinition {
  key: string;
  name: string;
  tier: readonly DemoTier[];
  /** What customers would say that the team does. */
  does: string;
}

/** The teams of every member: a founder's by its tier, a joiner's by the services that it offers. */
export function buildTeams(definitions: readonly TeamDefinition[], services: readonly ServiceDefinition[]): DemoTeam[] {
  return memberKeys.flatMap((authorityKey) =>
    definitions
      .filter((team) => hasTeam(authorityKey, team, services))
      .map(({ key, name, does }) => ({ key, authorityKey, name, purpose: does })),
  );
}

function hasTeam(
  authorityKey: DemoAuthorityKey,
  { key, tier }: TeamDefinition,
  services: readonly ServiceDefinition[],
): boolean {
  if (!isJoiner(authorityKey)) return tier.includes(tierOf(authorityKey));
  const isRoutedTo = services.some(
    (service) => offersService(authorityKey, service) && service.routing.some(({ team }) => team === key),
  );
  return isRoutedTo || key === 'contact-centre';
}
