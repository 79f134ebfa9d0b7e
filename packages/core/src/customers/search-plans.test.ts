import { expect } from 'chai';
import { statement, type Statement, type Value } from '../kernel/db/statement.js';
import { everyAuthority } from '../kernel/scope.js';
import { dunmere, onBothEngines } from '../testing/harness.js';
import { prepareRows } from './import/prepare-rows.js';
import { insertRows, insertTokens, type NewRows } from './import-repository.js';
import { makePlace } from './testing/make-place.js';
import { hotStatements } from './search-repository.js';

type Any = Statement<Record<string, Value | readonly Value[]>, unknown>;

onBothEngines('the plans of customer search', (world) => {
  before(async function () {
    this.timeout(30_000);
    const rows: NewRows = { customers: [], contactPoints: [], identifiers: [], occupancies: [] };
    const owners: string[] = [];
    const context = { authorityId: dunmere, runId: 'none', now: 1, newId: () => world().newId() };
    const places: string[] = [];
    const street = { street: 'Quarry Lane', postcode: 'DM4 2LL' };
    for (let house = 0; house < 100; house += 1)
      places.push(
        await makePlace(world(), { uprn: String(999900000000 + house), number: String(house + 1), ...street }),
      );
    for (let number = 0; number < 4000; number += 1) {
      const name = { firstName: `First${number % 50}`, lastName: `Surname${number % 300}` };
      const record = { kind: 'person' as const, ...name, phones: [], emails: [], identifiers: [] };
      const address = { line: `${number} Quarry Lane`, postcode: 'DM4 2LL' };
      const fitted = {
        line: number,
        record,
        sourceKey: String(number),
        digest: String(number),
        placeId: places[number % 100] ?? null,
        address,
      };
      prepareRows(rows, owners, fitted, context);
    }
    await world().kernel.db.write(everyAuthority, async (db) => {
      await insertRows(db, rows);
      await insertTokens(db, dunmere, owners);
    });
    await world().kernel.db.migration((run) => run('analyze'));
  });

  /** The plan, as one text. */
  const planOf = async ({ sql }: Any, params: Record<string, Value | readonly Value[]>): Promise<string> => {
    const { db } = world().kernel;
    const word = db.engine === 'sqlite' ? 'explain query plan' : 'explain';
    const rows = await db
      .read({ authorityIds: [dunmere], grants: [] })
      .all(statement<typeof params, Record<string, unknown>>(`${word} ${sql}`), params);
    return rows.map((row) => String(row['detail'] ?? row['QUERY PLAN'])).join('\n');
  };
  const restricted = 0;
  const range = { from0: 'n:surname1|', to0: 'n:surname1|\u{10FFFF}' };
  const cases: readonly (readonly [keyof typeof hotStatements, Record<string, Value | readonly Value[]>])[] = [
    ['oneEquals', { restricted, tokens: ['np:surname1|DM4 2LL', 'np:first1|DM4 2LL'] }],
    ['oneStarts', { restricted, ...range }],
    ['twoStart', { restricted, ...range, from1: '\nn:first1' }],
    ['halvesStart', { restricted, ...range, second: '|first1' }],
    ['atPlace', { restricted, place: '01900000-0000-7000-8000-000000000000', today: '2026-11-16' }],
    ['contactPoints', { ids: ['01900000-0000-7000-8000-000000000000', '01900000-0000-7000-8000-000000000001'] }],
  ];
  for (const [name, params] of cases) {
    it(`reads no table from end to end: ${name}`, async () => {
      const plan = await planOf(hotStatements[name], params);
      const whole = world().kernel.db.engine === 'sqlite' ? /^SCAN (?!f\b|\(subquery|o VIRTUAL)/m : /Seq Scan/;
      expect(plan).not.to.match(whole);
    });
  }

  it('answers a name and a postcode through the token table’s key', async () => {
    const plan = await planOf(hotStatements.oneEquals, { restricted, tokens: ['np:surname1|DM4 2LL'] });
    expect(plan).to.match(/customer_tokens(_pkey|.*PRIMARY KEY|.*sqlite_autoindex_customer_tokens_1)/);
  });
});
