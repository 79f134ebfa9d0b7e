import { getPartnership, requireSeen } from '../../authorities/index.js';
import type { CommandContext } from '../../kernel/command.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { StoredArticle } from '../editing/publication-repository.js';
import { findSharedArticle, type SharedArticle } from './shared-repository.js';

/** The partnership's published article of a key, and what the authority has in its place. */
export async function findShared(
  { db, kernel }: Pick<CommandContext, 'db' | 'kernel'>,
  authorityId: AuthorityId,
  key: string,
): Promise<SharedArticle | undefined> {
  const { id: partnership } = await getPartnership(kernel);
  return authorityId === partnership
    ? undefined
    : await findSharedArticle(db, { authority: authorityId, partnership }, key);
}

/** What an authority's new article of a key is held against: the shared one as it stands, if there is one. */
export async function sharedNumber(
  context: CommandContext,
  authorityId: AuthorityId,
  key: string,
): Promise<number | undefined> {
  return (await findShared(context, authorityId, key))?.shared.number;
}

/**
 * That the editor looked at the shared one as it stands now.
 * @throws not_found when the partnership shares none of that key; stale_version when it has changed again
 */
export async function requireShared(
  context: CommandContext,
  { authorityId, key }: Pick<StoredArticle, 'authorityId' | 'key'>,
  seen: number,
): Promise<number> {
  return requireSeen(await findShared(context, authorityId, key), seen).shared.number;
}
