import type { StaffActor } from '../kernel/actor.js';
import { statement, type Params } from '../kernel/db/statement.js';
import { everyAuthority, type Scope } from '../kernel/scope.js';
import { dunmere, type TestWorld } from './harness.js';

/**
 * How the database reads a statement, as it says it; PostgreSQL is kept from reading small tables whole. With a reader it
 * is read for somebody of one council: their scope leaves restricted cases out, which must cost no index. Or with a scope.
 */
export async function planOf(
  { kernel }: Pick<TestWorld, 'kernel'>,
  { sql }: { readonly sql: string },
  params: Params,
  reader: string | Scope = everyAuthority,
): Promise<string> {
  const scope = typeof reader === 'string' ? scopeOf(reader) : reader;
  if (kernel.db.engine === 'sqlite') {
    const explain = statement<Params, { detail: string }>(`explain query plan ${sql}`);
    return (await kernel.db.read(scope).all(explain, params)).map(({ detail }) => detail).join('\n');
  }
  return await kernel.db.write(everyAuthority, async (db) => {
    for (const way of ['seqscan', 'bitmapscan', 'hashjoin', 'mergejoin'])
      await db.run(statement<Params, never>(`set local enable_${way} = off`), {});
    const explain = statement<Params, Record<string, string>>(`explain ${sql}`);
    return (await db.within(scope).all(explain, params)).map((row) => Object.values(row)[0]).join('\n');
  });
}

function scopeOf(staffId: string): Scope {
  const reader: StaffActor = { kind: 'staff', staffId, name: 'Janet Oakley', via: 'session', grants: new Map() };
  return { authorityIds: [dunmere], grants: [], reader };
}
