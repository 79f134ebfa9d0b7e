import type { LocalDate } from '../../../kernel/clock.js';
import type { ServiceMix } from './service-mix.js';
import type { DemoAgreement, DemoAuthorityKey, DemoPlace, DemoResponsibility } from './types.js';

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

/** The agreements by which the county answers for its districts: in hours at one front desk, and for all once they shut. */
export function buildAgreements(mix: ServiceMix, fromOn: LocalDate): DemoAgreement[] {
  const serviceKeys = (authorityKey: DemoAuthorityKey) =>
    mix.services
      .filter(({ definition }) => mix.provides(authorityKey, definition))
      .map(({ definition }) => definition.key);
  const outOfHours = (grantedBy: 'dunmere' | 'elmfold', name: string): DemoAgreement => ({
    key: `westmoor-and-${grantedBy}-out-of-hours`,
    title: `Westmoor answers for ${name} outside office hours`,
    grantedBy,
    grantedTo: 'westmoor',
    serviceKeys: serviceKeys(grantedBy),
    hours: 'outside-opening-hours',
    sees: ['cases', 'customer-names', 'property-facts'],
    lawfulBasis: 'Public task: Local Government Act 1972, section 101',
    fromOn,
  });
  return [
    outOfHours('dunmere', 'Dunmere'),
    outOfHours('elmfold', 'Elmfold'),
    {
      key: 'westmoor-and-dunmere-contact',
      title: 'Westmoor and Dunmere take each other’s street-scene requests',
      grantedBy: 'dunmere',
      grantedTo: 'westmoor',
      serviceKeys: serviceKeys('dunmere').filter((key) => /bin|tipping|street|graffiti|fouling/.test(key)),
      hours: 'always',
      sees: ['cases', 'property-facts'],
      lawfulBasis: 'Public task: Local Government Act 1972, section 101',
      fromOn,
    },
  ];
}
