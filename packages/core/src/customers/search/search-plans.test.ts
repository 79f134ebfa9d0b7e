import { expect } from 'chai';
import { statement, type Engine, type Statement, type Value } from '../../kernel/db/statement.js';
import { everyAuthority } from '../../kernel/scope.js';
import { castlebridge, dunmere, onBothEngines } from '../../testing/harness.js';
import { prepareRows } from '../import/prepare-rows.js';
import { toldOf } from '../import/told-customer.js';
import { insertRows, type NewRows } from '../import-repository.js';
import { makePlace } from '../testing/make-place.js';
import { afterAll, beforeAll, termOf, termsFrom } from '../../kernel/db/token-index.js';
import { contactPointsOf } from '../repository.js';
import { atPlace } from './search-repository.js';
import { allStart, besides, equals, halvesStart, marked, starts } from './token-lookups-repository.js';
import { customerTokenIndex } from './token-index.js';

/** A statement, or the one of an engine. */
type Asked = Statement<Any, unknown> | ((engine: Engine) => Statement<Any, unknown>);
type Any = Readonly<Record<string, Value | readonly Value[]>>;

const authorities = [dunmere, castlebridge];

onBothEngines('the plans of customer search', (world) => {
  before(async function () {
    this.timeout(30_000);
    const context = { authorityId: dunmere, runId: 'none', now: 1, newId: () => world().newId() };
    const places: string[] = [];
    const street = { street: 'Quarry Lane', postcode: 'DM4 2LL' };
    for (let house = 0; house < 100; house += 1)
      places.push(
        await makePlace(world(), { uprn: String(999900000000 + house), number: String(house + 1), ...street }),
      );
    await world().kernel.db.write(everyAuthority, async (db) => {
      const rows: NewRows = { customers: [], contactPoints: [], identifiers: [], occupancies: [] };
      const numbers = await customerTokenIndex.takeNumbers(db, 4000);
      const tokens = numbers.map((number, at) => {
        const name = { firstName: `First${at % 50}`, lastName: `Surname${at % 300}` };
        const address = { lines: [`${at} Quarry Lane`], postcode: 'DM4 2LL' };
        const told = toldOf({ kind: 'person', ...name, address, phones: [], emails: [], identifiers: [] });
        const fitted = { told, placeId: places[at % 100] ?? null, address: told.address };
        return prepareRows(rows, number, fitted, context);
      });
      const load = customerTokenIndex.load(db, dunmere);
      await load.take(tokens, insertRows(db, rows));
      await load.finish();
    });
    await world().kernel.db.migration((run) => run('analyze'));
  });

  /** The plan, as one text. */
  const planOf = async ({ sql }: Statement<Any, unknown>, params: Any): Promise<string> => {
    const { db } = world().kernel;
    const word = db.engine === 'sqlite' ? 'explain query plan' : 'explain';
    const rows = await db
      .read({ authorityIds: authorities, grants: [] })
      .all(statement<Any, Record<string, unknown>>(`${word} ${sql}`), params);
    return rows.map((row) => String(row['detail'] ?? row['QUERY PLAN'])).join('\n');
  };
  const restricted = 0;

  const inBoth = (paramsOf: (id: number) => Any): Any =>
    marked(authorities.map((id) => ({ ...paramsOf(id), restricted })));
  const range = (id: number): Any => termsFrom(id, 'n:surname1|');
  const atPostcode = (id: number): Any => ({
    terms: ['np:surname1|DM4 2LL', 'np:first1|DM4 2LL'].map((token) => termOf(id, token)),
  });
  const bothStart = (id: number): Any => {
    const { from, to } = termsFrom(id, 'n:first1');
    return { ...range(id), line1: '\nn:first1', from1: from, to1: to };
  };
  const bothHalves = (id: number): Any => ({ ...range(id), second: 'first1', last: afterAll });
  const cases: readonly (readonly [string, Asked, Any])[] = [
    ['equals', equals.of(2, 30), inBoth(atPostcode)],
    ['equals, together', (engine) => equals.together(2, engine), inBoth(atPostcode)],
    ['starts', starts.of(2, 30), inBoth(range)],
    ['starts, together', (engine) => starts.together(2, engine), inBoth(range)],
    ['besides', besides.of(2, 30), inBoth((id) => ({ ...termsFrom(id, 'n:surname1|f'), next: beforeAll }))],
    ['allStart', allStart(2).of(2, 30), inBoth(bothStart)],
    ['halvesStart', halvesStart.of(2, 30), inBoth(bothHalves)],
    ['halvesStart, together', (engine) => halvesStart.together(2, engine), inBoth(bothHalves)],
    ['atPlace', atPlace, { restricted, place: '01900000-0000-7000-8000-000000000000', today: '2026-11-16' }],
    [
      'contactPoints',
      contactPointsOf,
      { ids: ['01900000-0000-7000-8000-000000000000', '01900000-0000-7000-8000-000000000001'] },
    ],
  ];
  for (const [name, hot, params] of cases) {
    it(`reads no table from end to end: ${name}`, async () => {
      const asked = typeof hot === 'function' ? hot(world().kernel.db.engine) : hot;
      const plan = await planOf(asked, params);
      const whole =
        world().kernel.db.engine === 'sqlite'
          ? /^SCAN (?!n\b|r\b|s\b|(?:\d+ )?CONSTANT ROWS?|\(subquery|t VIRTUAL TABLE INDEX \d{3,}:)/m
          : /Seq Scan/;
      expect(plan).not.to.match(whole);
    });
  }

  it('answers a name and a postcode from the tokens in their order, and then by the customers’ numbers', async () => {
    const plan = await planOf(equals.of(2, 30), inBoth(atPostcode));
    const [tokens, numbers] =
      world().kernel.db.engine === 'sqlite'
        ? [/SCAN t VIRTUAL TABLE INDEX \d{3,}:/, /SEARCH customers USING INTEGER PRIMARY KEY \(rowid=\?\)/]
        : [/customer_tokens_pkey/, /customers_number_(key|unique)/];
    expect(plan).to.match(tokens).and.match(numbers);
  });
});
