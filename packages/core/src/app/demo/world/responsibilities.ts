import type { LocalDate } from '../../../kernel/clock.js';
import type { ServiceMix } from './service-mix.js';
import type { DemoAuthorityKey, DemoPlace, DemoResponsibility } from './types.js';

const areas: readonly DemoAuthorityKey[] = ['dunmere', 'elmfold', 'castlebridge'];

/**
 * Who answers for each service in each area: the district for its own, the county for the rest, the city for all. Some
 * places differ: Castlebridge empties the bins of the Ashlow street that only its lorries can reach.
 */
export function buildResponsibilities(
  mix: ServiceMix,
  places: readonly DemoPlace[],
  fromOn: LocalDate,
): DemoResponsibility[] {
  const byArea = mix.services.flatMap((service) =>
    areas
      .map((areaKey) => ({ areaKey, authorityKey: mix.responsibleFor(service, areaKey) }))
      .filter(({ authorityKey }) => mix.provides(authorityKey, service.definition))
      .map(({ areaKey, authorityKey }) => ({ areaKey, serviceKey: service.definition.key, authorityKey, fromOn })),
  );
  return [...byArea, ...acrossTheBorder(mix, places, fromOn)];
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
