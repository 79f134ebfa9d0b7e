import type { Reads } from './database.js';
import { once, type StoredRow } from './made-statements.js';
import type { TableSpec } from './tables.js';

/** The columns that tell a table's rows apart. */
export function keyOfTable({ primary }: Pick<TableSpec, 'primary'>): readonly string[] {
  return primary ?? ['id'];
}

/** The scope's rows in the order of their key, after the last one of the page before. */
export async function pageOfRows(
  db: Reads,
  table: TableSpec,
  after: StoredRow | undefined,
  limit: number,
): Promise<StoredRow[]> {
  const key = keyOfTable(table);
  const columns = Object.keys(table.columns).join(', ');
  const later = after ? ` where (${key.join(', ')}) > (${key.map((_, place) => `:k${place}`).join(', ')})` : '';
  const page = once<StoredRow>(`select ${columns} from @${table.name}${later} order by ${key.join(', ')} limit :limit`);
  const last = Object.fromEntries(key.map((column, place) => [`k${place}`, after?.[column] ?? null]));
  return await db.all(page, after ? { ...last, limit } : { limit });
}
