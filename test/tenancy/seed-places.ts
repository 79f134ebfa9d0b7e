import { setFact } from '#core/places/commands/set-fact.js';
import { addPlace } from '#core/places/commands/add-place.js';
import { setResponsibility } from '#core/places/commands/set-responsibility.js';
import { systemActor } from '#core/kernel/actor.js';
import type { AuthorityId } from '#core/kernel/scope.js';
import type { TestWorld } from '#core/testing/harness.js';
import type { Council } from './seed.js';

const setUp = systemActor('a test sets the scene');

/** Addresses of the shared gazetteer: both councils know them, each knows its own facts of them. */
export interface SharedPlaces {
  readonly placeId: string;
  readonly otherPlaceId: string;
}

/** The gazetteer is shared, so its addresses carry no council's mark. */
export async function seedGazetteer(world: TestWorld, authorityId: AuthorityId): Promise<SharedPlaces> {
  const add = (number: string, uprn: string) =>
    world.run(setUp, addPlace, {
      authorityId,
      uprn,
      number,
      street: 'Quarry Lane',
      town: 'Dunmere',
      postcode: 'DM4 2LL',
    });
  return { placeId: (await add('4', '999900000004')).id, otherPlaceId: (await add('6', '999900000006')).id };
}

export const fact = 'collection-day';

export async function seedPlace(
  world: TestWorld,
  { authorityId, mark }: Council,
  { placeId }: SharedPlaces,
): Promise<{ readonly ruleId: string }> {
  await world.run(setUp, setFact, {
    authorityId,
    placeId,
    fact,
    value: `Tuesday by ${mark}`,
    source: `${mark} rounds`,
  });
  const area = { kind: 'authority' as const, authorityId };
  const rule = { area, serviceKey: 'graffiti', responsibleAuthorityId: authorityId };
  return { ruleId: (await world.run(setUp, setResponsibility, rule)).id };
}
