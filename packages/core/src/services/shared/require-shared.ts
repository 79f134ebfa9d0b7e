import { getPartnership, requireSeen } from '../../authorities/index.js';
import type { CommandContext } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { everyAuthority, isInScope, withReader, type AuthorityId } from '../../kernel/scope.js';
import { compareDefinitions } from '../design/compare-definitions.js';
import type { ServiceDefinition } from '../types.js';
import { findSharedService, type SharedService } from './shared-repository.js';

/** The service of a key that the partnership has published, and what the authority has of it. */
export async function findShared(
  { db, kernel }: Pick<CommandContext, 'db' | 'kernel'>,
  authority: AuthorityId,
  key: string,
): Promise<SharedService | undefined> {
  const { id: partnership } = await getPartnership(kernel);
  if (authority === partnership) return undefined;
  return await findSharedService(db.within(withReader(db.scope, everyAuthority)), { authority, partnership }, key);
}

/** As the designer saw it. @throws not_found; stale_version when the partnership's has changed again */
export async function requireShared(
  context: CommandContext,
  { authorityId, key, number }: { readonly authorityId: AuthorityId; readonly key: string; readonly number: number },
): Promise<SharedService> {
  if (!isInScope(context.db.scope, authorityId)) throw notFound();
  return requireSeen(await findShared(context, authorityId, key), number);
}

/**
 * The version of the partnership's service that a definition is held against as it is published: where it is the
 * authority's first, or says the same. Undefined: as it was.
 */
export async function heldAgainst(
  context: Pick<CommandContext, 'db' | 'kernel'>,
  authorityId: AuthorityId,
  definition: ServiceDefinition,
  which: 'new' | 'revised',
): Promise<number | undefined> {
  const found = await findShared(context, authorityId, definition.key);
  if (!found) return undefined;
  const isSame = which === 'new' || compareDefinitions(found.definition, definition).length === 0;
  return isSame ? found.shared.number : undefined;
}
