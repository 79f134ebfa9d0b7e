import { performance } from 'node:perf_hooks';
import { findDuplicates, type FoundDuplicates } from '#core/customers/linkage/find-duplicates.js';
import { openPacker } from '#core/customers/linkage/pack-records.js';
import { measurePairs, type PairFigures } from '#core/customers/linkage/measure-pairs.js';
import type { LinkageRecord } from '#core/customers/linkage/linkage-record.js';
import { makePeople, mistakesOf } from './made-people.js';
import { firstRecord, spoiledRecord } from './spoil-record.js';

/** Of the people, how many are on record more than once; each of them one to three times more. */
const duplicated = 0.1;
const mostDuplicates = 3;
/** Records for each person: 1, and for one in ten on average two more. */
const recordsPerPerson = 1.2;
const peoplePerHome = 2.2;

export interface MatchingFigures extends PairFigures {
  readonly customers: number;
  readonly seconds: number;
}

/** Makes a base of so many customers, some on record more than once, and finds them. */
export async function measureMatching(
  customers: number,
  threads = 2,
): Promise<MatchingFigures & { found: FoundDuplicates }> {
  const truth = new Int32Array(customers);
  const { seconds, found } = await timed(async () => {
    const packer = openPacker();
    let count = 0;
    for (const { record, person } of makeRecords(customers)) {
      packer.add(record);
      truth[count++] = person;
    }
    return await findDuplicates(packer.pack(), { threads });
  });
  return { customers, seconds, ...measurePairs(found.pairs, truth), found };
}

export interface MadeRecord {
  readonly record: LinkageRecord;
  readonly person: number;
}

export function* makeRecords(customers: number): Generator<MadeRecord> {
  const people = Math.ceil(customers / recordsPerPerson) + 100;
  const homes = Math.ceil(people / peoplePerHome);
  let made = 0;
  for (const person of makePeople(Number.MAX_SAFE_INTEGER)) {
    const draw = mistakesOf(person.person);
    const times = draw.chance(duplicated) ? 1 + draw.below(mostDuplicates) : 0;
    for (let copy = 0; copy <= times; copy += 1) {
      if (made === customers) return;
      const record = copy === 0 ? firstRecord(person, draw) : spoiledRecord(person, draw, homes);
      made += 1;
      yield { record, person: person.person };
    }
  }
}

async function timed<T>(run: () => Promise<T>): Promise<{ seconds: number; found: T }> {
  const began = performance.now();
  const found = await run();
  return { seconds: (performance.now() - began) / 1000, found };
}
