import type { Reads, Row } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';

const lgsl = statement<{ ids: readonly number[] }, Row & { id: number; label: string }>(
  'select id, label, description, tiers, modified_on from lgsl_services where id in (:ids*)',
);
const lgil = statement<{ ids: readonly number[] }, Row>('select id, label from lgil_interactions where id in (:ids*)');

/** The stored rows of these LGSL services, as an import compares them. */
export function readLgslRows(db: Reads, ids: readonly number[]): Promise<Row[]> {
  return db.all(lgsl, { ids });
}

export function readLgilRows(db: Reads, ids: readonly number[]): Promise<Row[]> {
  return db.all(lgil, { ids });
}

const named = statement<{ id: number }, { id: number; label: string; tiers: string }>(
  'select id, label, tiers from lgsl_services where id = :id',
);

/** A service of the national list. `tiers` is empty while the list of tiers isn't imported. */
export interface ListedService {
  readonly lgslId: number;
  readonly label: string;
  readonly tiers: readonly string[];
}

/** Those of these numbers that the list has, in no particular order. */
export async function listListedServices(db: Reads, ids: readonly number[]): Promise<{ id: number; label: string }[]> {
  return ids.length === 0 ? [] : await db.all(lgsl, { ids });
}

export async function findListedService(db: Reads, lgslId: number): Promise<ListedService | undefined> {
  const row = await db.first(named, { id: lgslId });
  return row && { lgslId: row.id, label: row.label, tiers: JSON.parse(row.tiers) as string[] };
}
