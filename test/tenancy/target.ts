import { everyAuthority } from '#core/kernel/scope.js';
import type { TestWorld } from '#core/testing/harness.js';
import type { Seeded } from './seed.js';

/** What a sample's input is made from: the council whose records are asked for, and who asks. */
export interface Target {
  readonly of: Seeded;
  readonly me: Seeded;
  /** The version that a row has now. */
  readonly version: (table: string, id: string) => Promise<number>;
}

export function targetOf(world: TestWorld, me: Seeded, of: Seeded): Target {
  return {
    me,
    of,
    version: async (table, id) => {
      const db = world.kernel.db.read(everyAuthority);
      const [row] = await db.rows<{ version: number }>(db.from(table).where({ id }).select('version'));
      if (!row) throw new Error(`${table} has no row ${id}`);
      return row.version;
    },
  };
}

/** Makes an input that is right in every respect but, perhaps, whose records it names. */
export type Sample = (target: Target) => object | Promise<object>;

export const hash = (letter: string): string => letter.repeat(64);
