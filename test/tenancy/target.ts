import { everyAuthority } from '#core/kernel/scope.js';
import type { TestWorld } from '#core/testing/harness.js';
import type { Seeded } from './seed.js';

/** What a sample's input is made from: the council whose records are asked for, and who asks. */
export interface Target {
  readonly of: Seeded;
  readonly me: Seeded;
  /** The version that a row has now; 0 when there is none yet under that key. @throws when no row has that id */
  readonly version: (table: string, row: RowKey) => Promise<number>;
}

/** A row by its id, or by its other key. */
export type RowKey = string | number | Readonly<Record<string, string | number>>;

export const whereOf = (row: RowKey): Readonly<Record<string, string | number>> =>
  typeof row === 'object' ? row : { id: row };

export function targetOf(world: TestWorld, me: Seeded, of: Seeded): Target {
  return {
    me,
    of,
    version: async (table, row) => {
      const db = world.kernel.db.read(everyAuthority);
      const [found] = await db.rows<{ version: number }>(db.from(table).where(whereOf(row)).select('version'));
      if (!found && typeof row !== 'object') throw new Error(`${table} has no row ${row}`);
      return found?.version ?? 0;
    },
  };
}

/** Makes an input that is right in every respect but, perhaps, whose records it names. */
export type Sample = (target: Target) => object | Promise<object>;

export const hash = (letter: string): string => letter.repeat(64);
