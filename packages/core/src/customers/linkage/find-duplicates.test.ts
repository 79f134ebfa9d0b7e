import { expect } from 'chai';
import { findDuplicates } from './find-duplicates.js';
import { verdictOf, type Verdict } from './found-pairs.js';
import type { LinkageRecord } from './linkage-record.js';
import { openPacker } from './pack-records.js';

/** A town: every third person lives with the one before, and every tenth is on record twice, with a slip here or there. */
function town(people: number): LinkageRecord[] {
  return Array.from({ length: people }, (_, number) => {
    const person = number % 3 === 1 ? { ...somebody(number), ...homeOf(somebody(number - 1)) } : somebody(number);
    if (number % 10 !== 0) return [person];
    return [person, withSlip(person, number / 10)];
  }).flat();
}

const forenames =
  'Alan Beryl Carys Dilip Esther Farid Gwyn Hester Imran Jasmine Kofi Lowri Magnus Nadia Osian Petra Quentin'.split(
    ' ',
  );
const surnames =
  'Abbot Blackmoor Crowhurst Dunnock Eastlake Fenwright Gosling Hathersage Inchbald Jessop Kettlewell'.split(' ');

function somebody(number: number): LinkageRecord {
  const mixed = Math.imul(number + 1, 0x9e3779b1) >>> 0;
  return {
    firstNames: forenames[mixed % forenames.length],
    lastName: `${surnames[(mixed >>> 5) % surnames.length]}${'aeiou'.charAt((mixed >>> 9) % 5)}${'lmnrst'.charAt((mixed >>> 12) % 6)}`,
    born: (1930 + ((mixed >>> 3) % 70)) * 10_000 + (1 + ((mixed >>> 7) % 12)) * 100 + 1 + ((mixed >>> 11) % 28),
    telephones: [`07700 9${String((number * 38_741) % 100_000).padStart(5, '0')}`],
    addresses: [
      {
        house: String(1 + (number % 40)),
        street: `${surnames[(number >>> 4) % 11]} Road`,
        postcode: `DM${1 + (number % 9)} ${number % 10}${'ABDEFGHJLN'.charAt((number >>> 3) % 10)}${'ABDEFGHJLN'.charAt((number >>> 6) % 10)}`,
      },
    ],
  };
}

/** What people of one household share. */
function homeOf({ lastName, telephones, addresses }: LinkageRecord): LinkageRecord {
  return { lastName, telephones, addresses };
}

function withSlip(person: LinkageRecord, kind: number): LinkageRecord {
  const { firstNames = '', lastName = '', born = 0 } = person;
  switch (kind % 5) {
    case 0:
      return { ...person, firstNames: firstNames.slice(1) };
    case 1:
      return { ...person, lastName: `${lastName}e`, telephones: [] };
    case 2:
      return { ...person, born: born + 1 };
    case 3:
      return { ...person, firstNames: lastName, lastName: firstNames, born: undefined };
    default:
      return { ...person, addresses: [{ line: '3 New Street', postcode: 'CB2 7QQ' }] };
  }
}

const robert: LinkageRecord = {
  firstNames: 'Robert',
  lastName: 'Featherstone',
  born: 19520714,
  telephones: ['01632 960144'],
  addresses: [{ line: '4 Quarry Lane', postcode: 'EX4 2LL' }],
};

/** What is said of two more records in a small town. */
async function judge(one: LinkageRecord, other: LinkageRecord): Promise<{ probability: number; verdict: Verdict }> {
  const records = [...town(400), one, other];
  const packer = openPacker();
  for (const record of records) packer.add(record);
  const { pairs } = await findDuplicates(packer.pack(), { leastProbability: 0 });
  const at = pairs.a.findIndex((a, place) => a === records.length - 2 && pairs.b[place] === records.length - 1);
  const probability = pairs.probability[at] ?? 0;
  return { probability, verdict: verdictOf(probability, pairs.pattern[at] ?? 0) };
}

describe('finding duplicates', () => {
  const pairs: readonly (readonly [string, LinkageRecord, LinkageRecord, 'merge' | 'not-merged'])[] = [
    ['the same record twice', robert, robert, 'merge'],
    [
      'a nickname and an address in another writing',
      robert,
      { ...robert, firstNames: 'Bob', addresses: [{ house: '4', street: 'Quarry Ln', postcode: 'ex42ll' }] },
      'merge',
    ],
    [
      'somebody who moved, by name, birthday and telephone',
      robert,
      { ...robert, addresses: [{ line: '70 Hill Road', postcode: 'DM1 1AB' }] },
      'merge',
    ],
    [
      'names swapped and a slip in the birthday',
      robert,
      { ...robert, firstNames: 'Featherstone', lastName: 'Robert', born: 19520741 },
      'merge',
    ],
    ['twins of one address, surname and birthday', robert, { ...robert, firstNames: 'Graham' }, 'not-merged'],
    ['father and son of one name and address', robert, { ...robert, born: 19790226 }, 'not-merged'],
    ['husband and wife', robert, { ...robert, firstNames: 'Marjorie', born: 19541103 }, 'not-merged'],
    [
      'senior and junior whose birthdays are not known',
      { ...robert, born: undefined, suffix: 'Sr' },
      { ...robert, born: undefined, suffix: 'Jr' },
      'not-merged',
    ],
    [
      'two of one name in different towns',
      { ...robert, born: undefined, telephones: [] },
      { firstNames: 'Robert', lastName: 'Featherstone', addresses: [{ line: '70 Hill Road', postcode: 'CB1 1AB' }] },
      'not-merged',
    ],
    [
      'an organisation and a person of one name',
      { ...robert, firstNames: undefined },
      { ...robert, firstNames: undefined, lastName: undefined, organisationName: 'Featherstone' },
      'not-merged',
    ],
  ];
  for (const [who, one, other, expected] of pairs)
    it(expected === 'merge' ? `takes ${who} for one customer` : `keeps ${who} apart`, async () => {
      const { probability, verdict } = await judge(one, other);
      expect(verdict === 'merge', `probability ${probability}`).to.equal(expected === 'merge');
    });

  it('finds nothing in no records, one record, and records that say nothing', async () => {
    for (const records of [[], [robert], [{}, {}, {}]]) {
      const packer = openPacker();
      for (const record of records) packer.add(record);
      expect((await findDuplicates(packer.pack())).pairs.a.length).to.equal(0);
    }
  });

  it('does not join father and son through a record that fits both', async () => {
    const records = [...town(400), robert, { ...robert, born: 19790226 }, { ...robert, born: undefined }];
    const packer = openPacker();
    for (const record of records) packer.add(record);
    const { clusters } = await findDuplicates(packer.pack());
    const [father, son] = [records.length - 3, records.length - 2];
    expect(clusters.of[father]).not.to.equal(clusters.of[son]);
  });

  it('compares the same in two threads as in one, and leaves huge blocks of a default birthday to other passes', async () => {
    const records = [...town(4000)].map((record, number) =>
      number % 3 === 0 ? { ...record, born: 19000101 } : record,
    );
    const packer = openPacker();
    for (const record of records) packer.add(record);
    const packed = packer.pack();
    const [one, two] = [await findDuplicates(packed, { threads: 1 }), await findDuplicates(packed, { threads: 2 })];
    expect(one.pairs.a.length).to.be.greaterThan(250);
    expect(two.pairs.probability).to.deep.equal(one.pairs.probability);
    expect(two.pairs.a).to.deep.equal(one.pairs.a);
  });
});
