import type { Reads } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { customerColumns, toCustomer, type CustomerRow } from '../repository.js';
import type { Customer } from '../types.js';
import { colleagueKey } from './colleague-key.js';

// Relies on customers_authority_id_source_key_key.
const byKey = statement<{ authorities: readonly number[]; key: string }, CustomerRow>(
  `select ${customerColumns} from @customers c where c.authority_id in (:authorities*) and c.source_key = :key`,
);

/** A person's records as a colleague, one at most at each of the authorities. */
export async function listColleagueRecords(
  db: Reads,
  authorities: readonly AuthorityId[],
  personId: string,
): Promise<Customer[]> {
  return (await db.all(byKey, { authorities, key: colleagueKey(personId) })).map(toCustomer);
}
