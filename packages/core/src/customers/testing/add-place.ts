import { everyAuthority } from '../../kernel/scope.js';
import type { TestWorld } from '../../testing/harness.js';

/** A place of the gazetteer. Answers its id. */
export async function addPlace(
  world: TestWorld,
  about: { readonly uprn: string; readonly line: string; readonly number?: string; readonly postcode?: string },
): Promise<string> {
  const id = world.newId();
  const row = { id, ...about, sort_key: about.line, state: 'current', source: 'test', updated_at: 1 };
  await world.kernel.db.write(everyAuthority, (db) => db.insert('places', row));
  return id;
}
