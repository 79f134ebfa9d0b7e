import type { Reads } from '../../kernel/db/database.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { token } from '../matching/search-tokens.js';
import type { Customer } from '../types.js';
import { findByTokens } from './search-repository.js';

/** A council's living customers with this mail address, those whose records are restricted as well. For the system alone. */
export async function findByEmail(db: Reads, authorityId: AuthorityId, email: string): Promise<Customer[]> {
  const allOf = [{ match: 'equals' as const, tokens: [token.email(email)] }];
  const found = await findByTokens(db, [{ id: authorityId, restricted: 'included' }], allOf);
  return found.filter(({ diedOn }) => diedOn === null);
}
