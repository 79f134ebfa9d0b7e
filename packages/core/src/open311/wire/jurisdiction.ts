import { findAuthorityBySlug, listAuthorities, type Authority } from '../../authorities/index.js';
import type { Kernel } from '../../kernel/kernel.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { geoErrors } from './geo-errors.js';

/**
 * The council of a jurisdiction_id, which is its short name in addresses. Without one: whose the key is, else the only
 * council that there is. @throws open311_jurisdiction_unknown, open311_jurisdiction_missing
 */
export async function councilOfJurisdiction(
  kernel: Kernel,
  jurisdiction: string | undefined,
  keyOf: AuthorityId | undefined,
): Promise<Authority> {
  if (jurisdiction !== undefined) {
    const found = await findAuthorityBySlug(kernel, jurisdiction.toLowerCase());
    if (found?.kind === 'authority') return found;
    throw geoErrors.jurisdiction();
  }
  const councils = (await listAuthorities(kernel)).filter(({ kind }) => kind === 'authority');
  const own = councils.find(({ id }) => id === keyOf);
  if (own) return own;
  const [only, ...others] = councils;
  if (only && others.length === 0) return only;
  const names = councils.map(({ slug }) => slug).join(', ');
  throw geoErrors.jurisdictionMissing({}, `The jurisdiction_id was not given. Say whose: ${names}.`);
}
