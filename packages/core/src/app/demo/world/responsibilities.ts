import type { LocalDate } from '../../../kernel/clock.js';
import { addDays } from '../../../kernel/local-date.js';
import { tierOf } from './authorities.js';
import { isInJointArea } from './joiners.js';
import type { ServiceMix } from './service-mix.js';
import type { DemoAuthorityKey, DemoPlace, DemoResponsibility } from './types.js';

const areas: readonly DemoAuthorityKey[] = [
  ...(['dunmere', 'elmfold', 'castlebridge'] as const),
  ...(['larkbourne', 'kelderwick', 'tarnsea', 'havenhurst'] as const),
];
const everyService = '*';
/** How long before the demo's start the rules began. */
export const daysSince = 1200;

/**
 * Who answers in each area: the district for its services, the county for its own, the city for all, and the joint waste
 * authority for the bins of the districts that joined it. What both tiers do, as hear complaints, is named for neither. Some places differ: the national park plans for the village in
 * it, and Castlebridge empties the bins of the Ashlow street that only its lorries can reach. In three months two
 * are named for Tarnsea's bins: a rule that somebody forgot to end, of which the page warns.
 */
export function buildResponsibilities(
  mix: ServiceMix,
  places: readonly DemoPlace[],
  fromOn: LocalDate,
): DemoResponsibility[] {
  const byArea = mix.services.flatMap(({ definition, ...service }) =>
    areas
      .map((areaKey) => ({ areaKey, authorityKey: mix.responsibleFor({ ...service, definition }, areaKey) }))
      .filter(({ areaKey, authorityKey }) => {
        const isBoth = tierOf(areaKey) === 'district' && ['county', 'district'].every((one) => isOf(definition, one));
        return mix.provides(authorityKey, definition) && !isBoth;
      })
      .map(({ areaKey, authorityKey }) => ({ areaKey, serviceKey: definition.key, authorityKey, fromOn })),
  );
  const rest = areas.flatMap((areaKey) =>
    [areaKey, ...(tierOf(areaKey) === 'district' ? ['westmoor' as const] : [])].map((authorityKey) => ({
      ...{ areaKey, serviceKey: everyService, authorityKey, fromOn },
    })),
  );
  const doubled = { areaKey: 'tarnsea', serviceKey: 'missed-bin-collection', authorityKey: 'castlebridge' } as const;
  const coming = { ...doubled, fromOn: addDays(fromOn, daysSince + 90) };
  return [...byArea, coming, ...rest, ...inThePark(mix, places, fromOn), ...acrossTheBorder(mix, places, fromOn)];
}

function isOf({ tier }: { readonly tier: readonly string[] }, wanted: string): boolean {
  return tier.includes(wanted);
}

function inThePark(mix: ServiceMix, places: readonly DemoPlace[], fromOn: LocalDate): DemoResponsibility[] {
  const authorityKey = 'tarrow-fells';
  const wards = new Map(
    places.filter((place) => isInJointArea(authorityKey, place)).map(({ wardName, areaKey }) => [wardName, areaKey]),
  );
  const planning = mix.services.filter(
    ({ definition }) => definition.group === 'Planning and building' && mix.provides(authorityKey, definition),
  );
  return [...wards].flatMap(([wardName, areaKey]) =>
    planning.map(({ definition: { key: serviceKey } }) => ({ areaKey, wardName, serviceKey, authorityKey, fromOn })),
  );
}

function acrossTheBorder(mix: ServiceMix, places: readonly DemoPlace[], fromOn: LocalDate): DemoResponsibility[] {
  const edge = places.find((place) => place.locality === 'Ashlow' && place.kind === 'house');
  const street = places.filter((place) => place.usrn === edge?.usrn && place.kind === 'house').slice(-6);
  const { key: serviceKey } = mix.get('missed-bin-collection').definition;
  return street.map((place) => ({
    areaKey: 'dunmere',
    placeKey: place.key,
    serviceKey,
    authorityKey: 'castlebridge',
    fromOn,
  }));
}
