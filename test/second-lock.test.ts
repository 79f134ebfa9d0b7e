import { expect } from 'chai';
import { capabilities } from '#core/app/capabilities.js';
import { runCommand } from '#core/kernel/command.js';
import { openPostgres } from '#core/kernel/db/postgres.js';
import { statement, type Params } from '#core/kernel/db/statement.js';
import { runQuery } from '#core/kernel/query.js';
import { everyAuthority, type Scope } from '#core/kernel/scope.js';
import { testPostgres } from '#core/kernel/testing/postgres.js';
import { tables } from '#core/migrations/index.js';
import { dunmere, type TestWorld } from '#core/testing/harness.js';
import { onUnlocked } from './second-lock/open-unlocked.js';
import { withoutPolicy } from './second-lock/without-policy.js';
import { commandSamples } from './tenancy/command-samples.js';
import { changedTables, digestTables } from './tenancy/digests.js';
import { querySamples } from './tenancy/query-samples.js';
import { answerOf, refusals } from './tenancy/refusals.js';
import { targetOf } from './tenancy/target.js';
import { tracesOf } from './tenancy/traces.js';

const onlyOurs: Scope = { authorityIds: [dunmere], grants: [] };
/** What PostgreSQL calls a write that a policy refuses (insufficient_privilege). */
const refusedByPolicy = '42501';

const customers = statement<Params, { authority_id: number }>('select distinct authority_id from @customers');
const leakyCustomers = statement<{ own: number }, { authority_id: number }>(
  'select distinct authority_id from @customers where authority_id = :own or 1 = 1',
);
const bareCustomers = statement<Params, { authority_id: number }>('select distinct authority_id from customers');
const policies = statement<Params, { name: string; has_authority: boolean; has_policy: boolean }>(
  `select c.relname as name, a.attname is not null as has_authority,
     c.relrowsecurity and p.oid is not null as has_policy
   from pg_class c
     left join pg_attribute a on a.attrelid = c.oid and a.attname = 'authority_id' and not a.attisdropped
     left join pg_policy p on p.polrelid = c.oid
   where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by c.relname`,
);

onUnlocked('the second lock, with the first removed', (at) => {
  const unlocked = (): TestWorld => at().unlocked.world;
  const whole = (): TestWorld => at().whole.world;

  for (const query of capabilities.flatMap(({ queries }) => queries)) {
    it(`shows nothing of the other: ${query.name}`, async () => {
      const { ours, theirs } = at();
      for (const asked of [ours, theirs]) {
        const input = await querySamples[query.name]?.(targetOf(whole(), ours, asked));
        const answer = await answerOf(runQuery(unlocked().kernel, ours.actor, query, input));
        expect(tracesOf(theirs, answer, query.name), JSON.stringify(answer)).to.deep.equal([]);
      }
    });
  }

  it('refuses every command on the other’s records, and leaves them alone', async function () {
    this.timeout(60_000);
    const { ours, theirs } = at();
    const before = await digestTables(whole(), theirs);
    for (const command of capabilities.flatMap((capability) => capability.commands)) {
      const input = await commandSamples[command.name]?.(targetOf(whole(), ours, theirs));
      if (input === undefined) continue; // about oneself
      const refused = await codeOf(runCommand(unlocked().kernel, ours.actor, command, input));
      expect([...refusals, refusedByPolicy], command.name).to.include(refused);
    }
    expect(changedTables(before, await digestTables(whole(), theirs))).to.deep.equal([]);
  });

  it('shows our rows, and only ours, to a statement that any row would suit', async () => {
    const reads = unlocked().kernel.db.read(onlyOurs);
    expect(await reads.all(customers, {})).to.deep.equal([{ authority_id: dunmere }]);
    expect(await reads.all(leakyCustomers, { own: dunmere })).to.deep.equal([{ authority_id: dunmere }]);
    expect(await reads.rows(reads.from('customers').distinct('authority_id'))).to.deep.equal([
      { authority_id: dunmere },
    ]);
  });

  it('shows nothing to a statement without a scope, whoever’s the connection held before', async () => {
    const { db } = unlocked().kernel;
    const rows = [onlyOurs, everyAuthority].flatMap((scope) =>
      Array.from({ length: 8 }, async () => {
        expect(await db.read(scope).all(customers, {})).to.not.deep.equal([]);
        return await db.read(scope).all(bareCustomers, {});
      }),
    );
    expect((await Promise.all(rows)).flat()).to.deep.equal([]);
  });

  it('changes and removes nothing of the other, whatever the key', async () => {
    const { theirs } = at();
    const key = { id: theirs.customerId };
    const changed = unlocked().kernel.db.write(onlyOurs, (db) => db.update('customers', key, { first_name: 'Jane' }));
    expect(await changed).to.equal(0);
    const removed = unlocked().kernel.db.write(onlyOurs, (db) => db.remove('teams', { id: theirs.otherTeamId }));
    expect(await removed).to.equal(0);
  });

  it('refuses rows for the other, one or many at once', async () => {
    const { authorityId } = at().theirs;
    for (const count of [1, 15]) {
      const rows = Array.from({ length: count }, (_, at) => [whole().newId(), authorityId, `late-${at}`, 'Late', '']);
      const added = unlocked().kernel.db.write(onlyOurs, (db) =>
        db.bulk('teams', ['id', 'authority_id', 'key', 'name', 'purpose'], rows),
      );
      expect(await codeOf(added)).to.equal(refusedByPolicy);
    }
  });

  it('follows a wider scope for as long as a transaction uses it', async () => {
    const seen = await unlocked().kernel.db.write(onlyOurs, async (db) => {
      const counts = [];
      for (const reads of [db, db.within(everyAuthority), db]) counts.push((await reads.all(customers, {})).length);
      return counts;
    });
    const all = await whole().kernel.db.read(everyAuthority).all(customers, {});
    const ours = all.filter(({ authority_id: of }) => of === at().ours.authorityId);
    expect(seen).to.deep.equal([ours.length, all.length, ours.length]);
    expect(all.length).to.be.above(ours.length);
  });
});

onUnlocked('these tests of the second lock', (at) => {
  before(() => at().whole.world.kernel.db.migration((run) => run('alter table customers disable row level security')));

  it('find the other’s rows where a policy is gone', async () => {
    const { kernel } = at().unlocked.world;
    const found = await kernel.db.read(onlyOurs).all(customers, {});
    expect(found.map((row) => row.authority_id)).to.include(at().theirs.authorityId);
    const query = capabilities.flatMap(({ queries }) => queries).find(({ name }) => name === 'customers.get-customer');
    if (!query) throw new Error('there is no such query');
    const input = await querySamples[query.name]?.(targetOf(at().whole.world, at().ours, at().theirs));
    const answer = await answerOf(runQuery(kernel, at().ours.actor, query, input));
    expect(tracesOf(at().theirs, answer)).to.include(at().theirs.mark);
  });

  it('find what was changed where a policy is gone', async () => {
    const { theirs } = at();
    const before = await digestTables(at().whole.world, theirs);
    await at().unlocked.world.kernel.db.write(onlyOurs, (db) =>
      db.update('customers', { id: theirs.customerId }, { first_name: 'Jane' }),
    );
    expect(changedTables(before, await digestTables(at().whole.world, theirs))).to.deep.equal(['customers']);
  });

  it('are given the policy back by bringing the schema up to date, which changes no other table', async () => {
    const { db } = at().whole.world.kernel;
    expect(await db.lockRows()).to.deep.equal(['customers']);
    expect(await db.lockRows()).to.deep.equal([]);
    expect(await at().unlocked.world.kernel.db.read(onlyOurs).all(customers, {})).to.have.length(1);
  });
});

onUnlocked('row-level security', (at) => {
  it('holds every table with an authority’s rows; each other one is without for a reason', async () => {
    const found = await at().whole.world.kernel.db.read(everyAuthority).all(policies, {});
    expect(found.filter((table) => table.has_authority).length).to.be.greaterThan(50);
    expect(found.filter((table) => table.has_authority && !table.has_policy)).to.deep.equal([]);
    const without = found.filter((table) => !table.has_policy).map(({ name }) => name);
    expect(without).to.deep.equal(Object.keys(withoutPolicy).sort());
  });

  it('is refused to start without: a role that it doesn’t hold', async () => {
    const url = (await testPostgres())?.unheld(at().url) ?? '';
    const db = openPostgres({ url, connections: 4 }, tables);
    try {
      const said = await db.lockRows().then(
        () => 'started',
        (error: Error) => error.message,
      );
      expect(said).to.match(/doesn’t hold the role .*Connect as a role that it holds/);
    } finally {
      await db.close();
    }
  });
});

/** With what code something was refused; undefined: it was not. */
async function codeOf(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}
