import { callHref } from './call-address.js';
import { factLines, type FactLine } from './property-facts.js';
import type { Call, Property } from './read-call.js';
import type { Rendering } from './rendering.js';

export interface PropertyCard {
  readonly address: string;
  readonly uprn: string | undefined;
  readonly changeHref: string;
  readonly href: string | undefined;
  readonly facts: readonly FactLine[];
  readonly more: readonly FactLine[];
  readonly assisted: string | undefined;
}

/** The others are folded away: they are asked for less often. */
const factsAtOnce = 5;

export function propertyCard(call: Call, { place, facts, isHome }: Property, rendering: Rendering): PropertyCard {
  const { interaction } = call;
  const isKept = isHome && interaction.identityLevel === 'none';
  const { 'assisted-bin': assisted, ...others } = facts;
  const lines = factLines(others, rendering.now);
  return {
    address: isKept ? 'Where the customer lives. The address shows once identity is checked.' : place.line,
    uprn: isKept ? undefined : (place.uprn ?? undefined),
    href: isKept ? undefined : `/desk/places/${place.id}`,
    changeHref: callHref(interaction.id, { ...rendering.shown, who: 'place' }),
    facts: lines.slice(0, factsAtOnce),
    more: lines.slice(factsAtOnce),
    assisted: assisted?.value === 'yes' ? `${assisted.source}.` : undefined,
  };
}
