import type { Reads } from '../../kernel/db/database.js';
import { readTelephone } from '../../kernel/telephone.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { token } from '../matching/search-tokens.js';
import type { Customer } from '../types.js';
import { findByTokens } from './search-repository.js';

/** A council's living customers with this number, those whose records are restricted as well. For the system alone. */
export async function findByTelephone(db: Reads, authorityId: AuthorityId, number: string): Promise<Customer[]> {
  const read = readTelephone(number);
  if (read?.kind !== 'number') return [];
  const allOf = [{ match: 'equals' as const, tokens: [token.telephone(read.e164)] }];
  const found = await findByTokens(db, [{ id: authorityId, restricted: 'included' }], allOf);
  return found.filter(({ diedOn }) => diedOn === null);
}
