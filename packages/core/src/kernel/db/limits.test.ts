import { expect } from 'chai';
import { castlebridge, dunmere, onBothEngines, westmoor } from '../../testing/harness.js';
import type { GrantLimit } from '../actor.js';
import { isError } from '../errors.js';
import { everyAuthority, type Scope } from '../scope.js';
import { statement } from './statement.js';

const names = statement<Record<string, never>, { name: string }>('select s.name from @services s order by s.name');

onBothEngines('what limited grants cover', (world) => {
  const ids = new Map<string, string>();
  const idOf = (key: string): string => ids.get(key) ?? '';
  const service = (authorityId: number, key: string) => {
    ids.set(key, world().newId());
    const state = { state: 'published', restricted: 0, updated_at: 0 };
    return { id: idOf(key), authority_id: authorityId, key, name: key, ...state };
  };
  before(() =>
    world().kernel.db.write(everyAuthority, (db) =>
      db.insert('services', [
        ...['bins', 'trees', 'drains'].map((key) => service(dunmere, key)),
        ...[service(westmoor, 'roads'), service(castlebridge, 'parks')],
      ]),
    ),
  );
  const partly = (...limits: GrantLimit[]): Scope => ({
    authorityIds: [westmoor, dunmere],
    grants: [{ authorityId: westmoor }, { authorityId: dunmere, limits }],
  });
  const seen = async (scope: Scope): Promise<string[][]> => {
    const db = world().kernel.db.read(scope);
    const built = await db.rows<{ name: string }>(db.from('services').select('name').orderBy('name'));
    return [built, await db.all(names, {})].map((rows) => rows.map(({ name }) => name));
  };

  it('is all that statements and builders show, beside what other grants give whole', async () => {
    const each: [Scope, string[]][] = [
      [partly({ services: [idOf('bins'), idOf('parks')] }), ['bins', 'roads']],
      [
        partly({ services: [idOf('bins')] }, { services: [idOf('trees')], channels: ['email'] }),
        ['bins', 'roads', 'trees'],
      ],
      [partly({ services: [] }), ['roads']],
      [partly({ services: [idOf('bins')] }, { lines: ['one'] }), ['bins', 'drains', 'roads', 'trees']],
      [{ authorityIds: [westmoor, dunmere], grants: [] }, ['bins', 'drains', 'roads', 'trees']],
    ];
    for (const [scope, expected] of each) expect(await seen(scope)).to.deep.equal([expected, expected]);
  });

  it('is all that can be written, changed or removed', async () => {
    const { db } = world().kernel;
    const scope = partly({ services: [idOf('bins')] });
    const change = (key: string) =>
      db.write(scope, (writes) => writes.update('services', { id: idOf(key) }, { updated_at: 1 }));
    expect([await change('bins'), await change('trees'), await change('roads')]).to.deep.equal([1, 0, 1]);
    expect(await db.write(scope, (writes) => writes.remove('services', { id: idOf('trees') }))).to.equal(0);
    const added = db.write(scope, (writes) => writes.insert('services', service(dunmere, 'pests')));
    expect(
      await added.then(
        () => 'added',
        (error: unknown) => isError(error, 'not_covered'),
      ),
    ).to.equal(true);
  });
});
