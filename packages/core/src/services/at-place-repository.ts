import type { Reads } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { AuthorityId } from '../kernel/scope.js';
import { readPublishedServices, type PublishedService } from './repository.js';

// Relies on services_authority_id_key_key.
const byKeys = statement<{ authorities: readonly number[]; keys: readonly string[] }, { id: string }>(
  `select s.id from @services s where s.authority_id in (:authorities*) and s.key in (:keys*)
   and s.state = 'published'`,
);
// Relies on service_lgsl_authority_id_lgsl_id_idx.
const byNumbers = statement<{ authorities: readonly number[]; numbers: readonly number[] }, { id: string }>(
  `select distinct s.id from @service_lgsl l join @services s on s.id = l.service_id
   where l.authority_id in (:authorities*) and l.lgsl_id in (:numbers*) and s.state = 'published'`,
);

/** The published services of these councils that have one of the keys. */
export async function readServicesOfKeys(
  db: Reads,
  authorities: readonly AuthorityId[],
  keys: readonly string[],
): Promise<PublishedService[]> {
  if (authorities.length === 0 || keys.length === 0) return [];
  return await readPublishedServices(db, idsIn(await db.all(byKeys, { authorities, keys })));
}

/** The published services of these councils that have one of the numbers of the Local Government Service List. */
export async function readServicesOfLgsl(
  db: Reads,
  authorities: readonly AuthorityId[],
  numbers: readonly number[],
): Promise<PublishedService[]> {
  if (authorities.length === 0 || numbers.length === 0) return [];
  return await readPublishedServices(db, idsIn(await db.all(byNumbers, { authorities, numbers })));
}

function idsIn(rows: readonly { id: string }[]): string[] {
  return rows.map(({ id }) => id);
}
