import { notFound, staleVersion } from '../../kernel/errors.js';
import type { OwnOne, Variant } from './standing.js';

/**
 * That somebody looked at the shared one as it stands.
 * @throws not_found when the partnership shares none; stale_version when it has changed again
 */
export function requireSeen<T extends Variant>(found: T | undefined, number: number): T {
  if (!found) throw notFound();
  if (found.shared.number !== number) throw staleVersion({ facts: { version: found.shared.number } });
  return found;
}

/** That somebody looked at ours as it stands. @throws stale_version when it has changed, or there is none any more */
export function requireOwn({ own }: Variant, version: number): OwnOne {
  if (own?.version !== version) throw staleVersion(own ? { facts: { version: own.version } } : {});
  return own;
}
