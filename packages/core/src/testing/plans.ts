import type { StaffActor } from '../kernel/actor.js';
import { statement, type Params, type Statement } from '../kernel/db/statement.js';
import { everyAuthority, type Scope } from '../kernel/scope.js';
import { dunmere, type TestWorld } from './harness.js';

/**
 * How the database reads a statement for somebody of one council, as it says it; PostgreSQL is kept from reading small
 * tables whole. A reader's scope leaves restricted cases out, which must cost no index.
 */
export async function planOf(
  { kernel }: Pick<TestWorld, 'kernel'>,
  { sql }: Statement<never, unknown>,
  params: Params,
  readerId: string,
): Promise<string> {
  const reader: StaffActor = {
    kind: 'staff',
    staffId: readerId,
    name: 'Janet Oakley',
    via: 'session',
    grants: new Map(),
  };
  const scope: Scope = { authorityIds: [dunmere], grants: [], reader };
  if (kernel.db.engine === 'sqlite') {
    const explain = statement<Params, { detail: string }>(`explain query plan ${sql}`);
    return (await kernel.db.read(scope).all(explain, params)).map(({ detail }) => detail).join('\n');
  }
  return await kernel.db.write(everyAuthority, async (db) => {
    await db.run(statement<Params, never>('set local enable_seqscan = off'), {});
    await db.run(statement<Params, never>('set local enable_bitmapscan = off'), {});
    const explain = statement<Params, Record<string, string>>(`explain ${sql}`);
    return (await db.within(scope).all(explain, params)).map((row) => Object.values(row)[0]).join('\n');
  });
}
