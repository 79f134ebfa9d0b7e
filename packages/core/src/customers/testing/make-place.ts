import { systemActor } from '../../kernel/actor.js';
import { addPlace } from '../../places/index.js';
import { dunmere, type TestWorld } from '../../testing/harness.js';

/** A house of the gazetteer in Dunmere. Answers its id. */
export async function makePlace(
  world: TestWorld,
  house: { readonly uprn: string; readonly number: string; readonly street: string; readonly postcode: string },
): Promise<string> {
  const place = { authorityId: dunmere, town: 'Dunmere', ...house };
  return (await world.run(systemActor('a test sets the scene'), addPlace, place)).id;
}
