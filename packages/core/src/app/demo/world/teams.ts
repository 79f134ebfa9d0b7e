import { councilKeys, tierOf } from './authorities.js';
import type { DemoTeam, DemoTier } from './types.js';

/** A team as the demo's `teams.yaml` has it: each authority of a tier has its own. */
export interface TeamDefinition {
  key: string;
  name: string;
  tier: readonly DemoTier[];
  /** What customers would say that the team does. */
  does: string;
}

/** The teams of the four councils, by the tiers that have them. */
export function buildTeams(definitions: readonly TeamDefinition[]): DemoTeam[] {
  return councilKeys.flatMap((authorityKey) =>
    definitions
      .filter(({ tier }) => tier.includes(tierOf(authorityKey)))
      .map(({ key, name, does }) => ({ key, authorityKey, name, purpose: does })),
  );
}
