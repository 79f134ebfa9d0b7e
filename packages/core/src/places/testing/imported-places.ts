import type { ImportFile } from '../../kernel/import/import-file.js';
import { everyAuthority } from '../../kernel/scope.js';
import { dunmere, type TestWorld } from '../../testing/harness.js';
import { findPlaceByUprn, searchPlaces, type Place } from '../index.js';

/** A file as an importer is told of it. */
export function told(file: string, more: Partial<ImportFile> = {}): ImportFile {
  return { file, startedBy: 'test', ...more };
}

/** The place with that UPRN; the test fails without. */
export async function storedPlace(world: TestWorld, uprn: string): Promise<Place> {
  const place = await findPlaceByUprn(world.kernel.db.read(everyAuthority), uprn);
  if (!place) throw new Error(`no place has UPRN ${uprn}`);
  return place;
}

/** The addresses that a search for the text finds. */
export async function foundLines(world: TestWorld, text: string): Promise<string[]> {
  const reader = await world.staff(['places.read']);
  return (await world.read(reader, searchPlaces, { text })).items.map(({ line }) => line);
}

/** Makes Dunmere the council with these codes, as the national list has it. */
export async function listDunmere(world: TestWorld): Promise<void> {
  await world.kernel.db.write(everyAuthority, async (db) => {
    await db.update('authorities', { id: dunmere }, { gss_code: 'E07999901' });
    const codes = { gss_code: 'E07999901', local_custodian_code: '9901' };
    await db.insert('gss_authorities', {
      ...codes,
      name: 'Dunmere',
      slug: 'dunmere',
      tier: 'district',
      nation: 'england',
    });
  });
  world.clock.advance(60_000);
}
