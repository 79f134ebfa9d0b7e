import { expect } from 'chai';
import { statement } from '../../kernel/db/statement.js';
import { termOf, termsFrom } from '../../kernel/db/token-index.js';
import { everyAuthority } from '../../kernel/scope.js';
import { castlebridge, dunmere, onBothEngines, testNow } from '../../testing/harness.js';
import { tidyIndexNightly } from './tidy-index-job.js';
import { customerTokenIndex as index } from './token-index.js';

const starting = statement<{ from: string; to: string }, { term: string; doc: number }>(
  'select t.term, t.doc from customer_tokens t where t.term >= :from and t.term < :to order by t.term',
);
const equal = statement<{ term: string }, { doc: number }>(
  'select t.doc from customer_tokens t where t.term = :term order by t.doc',
);

onBothEngines('the index of customers’ tokens', (world) => {
  const lines = (...tokens: string[]): string => tokens.map((token) => `\n${token}`).join('');
  const add = async (authorityId: number, rows: readonly string[]): Promise<number[]> =>
    await world().kernel.db.write(everyAuthority, async (db) => {
      const numbers = await index.takeNumbers(db, rows.length);
      for (const [at, number] of numbers.entries())
        await db.insert('customers', {
          id: world().newId(),
          number,
          authority_id: authorityId,
          kind: 'person',
          display_name: 'Una Vale',
          sort_name: 'vale una',
          language: 'en',
          needs: '[]',
          search_tokens: rows[at],
          created_at: 1,
          updated_at: 1,
        });
      const tokens = numbers.map((number, at) => ({ number, lines: rows[at] ?? '' }));
      const load = index.load(db, authorityId);
      await load.take(tokens.slice(0, 1), Promise.resolve());
      await load.take(tokens.slice(1), Promise.resolve());
      await load.finish();
      return numbers;
    });
  const found = async (authorityId: number, prefix: string): Promise<string[]> => {
    const range = termsFrom(authorityId, prefix);
    return (await world().kernel.db.read(everyAuthority).all(starting, range)).map(({ term, doc }) => `${term} ${doc}`);
  };
  const having = async (authorityId: number, token: string): Promise<number[]> => {
    const rows = await world()
      .kernel.db.read(everyAuthority)
      .all(equal, { term: termOf(authorityId, token) });
    return rows.map(({ doc }) => doc);
  };

  /** In how many places a look-up reads; PostgreSQL's tree is one. */
  const placesRead = async (): Promise<number> => {
    const { db } = world().kernel;
    if (db.engine === 'postgres') return 1;
    const parts = statement<Record<string, never>, { parts: number }>(
      'select count(distinct segid) as parts from customer_tokens_index_idx',
    );
    return (await db.read(everyAuthority).first(parts, {}))?.parts ?? 0;
  };

  it('answers tokens by their beginnings, in their order, and equal ones whatever their signs and letters', async () => {
    const odd = `e:o'hara+"a|b"&c{1}~@post.example`;
    const tokens = [lines('n:vale|una', 'a:dm4 2ll|1', odd), lines('n:valerian|', 'n:šimůnek|zoë')];
    const [first, second] = await add(dunmere, tokens);
    expect(await found(dunmere, 'n:vale')).to.deep.equal([
      `${dunmere}n:valerian| ${second}`,
      `${dunmere}n:vale|una ${first}`,
    ]);
    expect(await found(dunmere, 'a:DM4 2')).to.deep.equal([`${dunmere}a:dm4 2ll|1 ${first}`]);
    expect(await having(dunmere, odd)).to.deep.equal([first]);
    expect(await having(dunmere, 'n:šimůnek|zoë')).to.deep.equal([second]);
    expect(await having(dunmere, 'n:vale')).to.deep.equal([]);
  });

  it('keeps authorities apart', async () => {
    const [here] = await add(dunmere, [lines('r:apart1')]);
    const [there] = await add(castlebridge, [lines('r:apart1')]);
    expect(await having(dunmere, 'r:apart1')).to.deep.equal([here]);
    expect(await having(castlebridge, 'r:apart1')).to.deep.equal([there]);
    expect(await found(dunmere, 'r:apart')).to.have.length(1);
  });

  it('exchanges a row’s tokens, and nobody else’s', async () => {
    const before = lines('r:both', 'r:old');
    const [changed = 0, other = 0] = await add(dunmere, [before, before]);
    await world().kernel.db.write(everyAuthority, (db) =>
      index.replace(db, dunmere, { number: changed, lines: before }, lines('r:both', 'r:fresh')),
    );
    expect(await having(dunmere, 'r:both')).to.deep.equal([changed, other]);
    expect(await having(dunmere, 'r:old')).to.deep.equal([other]);
    expect(await having(dunmere, 'r:fresh')).to.deep.equal([changed]);
  });

  it('forgets what is rolled back', async () => {
    const refused = world().kernel.db.write(everyAuthority, async (db) => {
      await index.replace(db, dunmere, { number: 900_000, lines: '' }, lines('r:undone'));
      throw new Error('refused');
    });
    expect(await refused.catch((error: Error) => error.message)).to.equal('refused');
    expect(await having(dunmere, 'r:undone')).to.deep.equal([]);
  });

  it('is tidied at night, and answers as before', async () => {
    const names = Array.from({ length: 300 }, (_, at) => lines(`n:tidy${at % 40}|una${at}`));
    for (let from = 0; from < names.length; from += 20) await add(castlebridge, names.slice(from, from + 20));
    const before = await found(castlebridge, 'n:tidy');
    const places = await placesRead();
    await tidyIndexNightly.run(world().kernel, {});
    expect(await placesRead(), 'by day').to.equal(places);
    world().clock.set(Date.UTC(2026, 10, 17, 2, 30));
    await tidyIndexNightly.run(world().kernel, {});
    world().clock.set(testNow);
    expect(await found(castlebridge, 'n:tidy'))
      .to.deep.equal(before)
      .and.to.have.length(300);
    expect(await placesRead()).to.equal(1);
    if (world().kernel.db.engine === 'sqlite') expect(places).to.be.above(1);
  });

  it('never gives a number twice, taken or not', async () => {
    const [one] = await add(dunmere, [lines('r:one')]);
    const next = await add(dunmere, [lines('r:two'), lines('r:three')]);
    expect(new Set([one, ...next]).size).to.equal(3);
    expect(next[1]).to.equal((next[0] ?? 0) + 1);
  });
});
