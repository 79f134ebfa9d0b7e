import { expect } from 'chai';
import { castlebridge, dunmere, onBothEngines, westmoor } from '../../testing/harness.js';
import { everyAuthority, type Scope } from '../scope.js';
import { openToRead } from './open-to-read.js';
import { openSqlite } from './sqlite.js';
import { statement } from './statement.js';

const only = (...authorityIds: number[]): Scope => ({ authorityIds, grants: [] });
const teamNames = statement<{ name?: string }, { name: string }>('select t.name from @teams t order by t.name');
const teamsNamed = statement<{ names: string[] }, { name: string }>(
  'select t.name from @teams t where t.name in (:names*) or 1 = 1 order by t.name',
);

onBothEngines('database', (world) => {
  const team = (authorityId: number, key: string) => ({
    id: world().newId(),
    authority_id: authorityId,
    key,
    name: key,
    purpose: '',
  });

  before(async () => {
    await world().kernel.db.write(everyAuthority, (db) =>
      db.insert('teams', [team(westmoor, 'highways'), team(dunmere, 'waste'), team(castlebridge, 'parks')]),
    );
  });

  it('shows only rows of the scope, also behind an "or" that is always true', async () => {
    const { db } = world().kernel;
    expect((await db.read(only(dunmere)).all(teamsNamed, { names: ['parks'] })).map((row) => row.name)).to.deep.equal([
      'waste',
    ]);
    expect((await db.read(only(dunmere, westmoor)).all(teamNames, {})).map((row) => row.name)).to.deep.equal([
      'highways',
      'waste',
    ]);
    expect(await db.read(only()).all(teamNames, {})).to.deep.equal([]);
  });

  it('is opened once more to read, within the scope, and on SQLite for nothing else', async () => {
    const { address, tables } = world().kernel.db;
    const again = await openToRead(address, tables);
    try {
      expect((await again.read(only(dunmere)).all(teamNames, {})).map((row) => row.name)).to.deep.equal(['waste']);
      if (address.engine === 'postgres') return;
      const writing = openSqlite({ file: address.file, readOnly: true }, tables);
      const refused = writing.write(everyAuthority, (db) => db.insert('teams', team(dunmere, 'late')));
      expect(await refused.catch((error: unknown) => (error as { code?: string }).code)).to.match(/^storage_/);
      await writing.close();
    } finally {
      await again.close();
    }
  });

  it('reads a table that a statement gives no shorter name', async () => {
    const unnamed = statement<{ key: string }, { name: string }>('select name from @teams where key = :key');
    const { db } = world().kernel;
    expect(await db.read(only(dunmere)).all(unnamed, { key: 'waste' })).to.have.lengthOf(1);
    expect(await db.read(only(dunmere)).all(unnamed, { key: 'parks' })).to.have.lengthOf(0);
    expect(await db.read(everyAuthority).all(unnamed, { key: 'parks' })).to.have.lengthOf(1);
  });

  it('tells lists of none, one and several values apart, whichever came first', async () => {
    const inList = statement<{ keys: string[] }, { name: string }>(
      'select t.name from @teams t where t.key in (:keys*)',
    );
    const found = async (keys: string[]): Promise<number> =>
      (await world().kernel.db.read(everyAuthority).all(inList, { keys })).length;
    const counts = [await found([]), await found(['waste']), await found(['waste', 'parks', 'highways'])];
    expect([...counts, await found([]), await found(['parks'])]).to.deep.equal([0, 1, 3, 0, 1]);
  });

  it('keeps a builder within the scope', async () => {
    const reads = world().kernel.db.read(only(castlebridge));
    const rows = await reads.rows<{ name: string }>(
      reads.from('teams').select('name').where('name', 'waste').orWhereRaw('1 = 1'),
    );
    expect(rows).to.deep.equal([{ name: 'parks' }]);
  });

  it('refuses a statement that names an authority table without its scope', async () => {
    const bare = statement<Record<string, never>, unknown>('select name from teams');
    const message = await world()
      .kernel.db.read(only(dunmere))
      .all(bare, {})
      .then(
        () => 'read',
        (error: Error) => error.message,
      );
    expect(message).to.match(/write @teams/);
  });

  it('refuses to insert for an authority outside the scope', async () => {
    const failed = world().kernel.db.write(only(dunmere), (db) => db.insert('teams', team(westmoor, 'lighting')));
    expect(
      await failed.then(
        () => 'inserted',
        (error: { code: string }) => error.code,
      ),
    ).to.equal('not_allowed');
  });

  it('changes nothing of another authority, whatever the key', async () => {
    const changed = await world().kernel.db.write(only(dunmere), (db) =>
      db.update('teams', { key: 'highways' }, { name: 'Taken' }),
    );
    expect(changed).to.equal(0);
  });

  it('refuses an update or delete without a key, and unknown columns', async () => {
    const { db } = world().kernel;
    const message = (work: Promise<unknown>): Promise<string> =>
      work.then(
        () => 'done',
        (error: Error) => error.message,
      );
    expect(await message(db.write(everyAuthority, (writes) => writes.remove('teams', {})))).to.match(/names no key/);
    expect(await message(db.write(everyAuthority, (writes) => writes.update('teams', {}, { name: 'x' })))).to.match(
      /names no key/,
    );
    expect(
      await message(db.write(everyAuthority, (writes) => writes.update('teams', { id: 'x' }, { rank: 1 }))),
    ).to.match(/no column rank/);
  });

  it('commits wholly or not at all, and one failed command leaves its neighbours alone', async () => {
    const { db } = world().kernel;
    const outcomes = await Promise.allSettled([
      db.write(everyAuthority, (writes) => writes.insert('teams', team(dunmere, 'a'))),
      db.write(everyAuthority, async (writes) => {
        await writes.insert('teams', team(dunmere, 'b'));
        throw new Error('stop');
      }),
      db.write(everyAuthority, (writes) => writes.insert('teams', team(dunmere, 'c'))),
    ]);
    expect(outcomes.map((outcome) => outcome.status)).to.deep.equal(['fulfilled', 'rejected', 'fulfilled']);
    expect((await db.read(only(dunmere)).all(teamNames, {})).map((row) => row.name)).to.deep.equal(['a', 'c', 'waste']);
  });

  it('lets more transactions read outside themselves at once than there are connections', async () => {
    const { db } = world().kernel;
    const read = () => db.read(only(dunmere)).all(teamNames, {});
    const at = Array.from({ length: 12 }, (_, n) => n);
    const all = at.map((n) =>
      db.write(everyAuthority, async (writes) => {
        await writes.insert('teams', team(dunmere, `crowd-${n}`));
        return (await read()).length;
      }),
    );
    expect(await Promise.all(all)).to.have.length(12);
  });
});
