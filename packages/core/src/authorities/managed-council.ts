import { notAllowed, notFound } from '../kernel/errors.js';
import type { RouteContext } from '../kernel/route.js';
import { may } from '../kernel/scope.js';
import { listAuthorities } from './known-authorities.js';
import type { Authority } from './types.js';

/**
 * The council that a page of settings is about, and all for which the reader holds the permission: the one asked for,
 * else the first.
 * @throws not_allowed where they hold it nowhere; not_found for another's
 */
export async function managedCouncil(
  { kernel, visitor }: Pick<RouteContext<unknown, unknown, unknown>, 'kernel' | 'visitor'>,
  permission: string,
  asked: number | undefined,
): Promise<{ readonly authority: Authority; readonly authorities: readonly Authority[] }> {
  const authorities = (await listAuthorities(kernel)).filter(
    ({ id, kind }) => kind === 'authority' && may(visitor.actor, permission, id),
  );
  const [first] = authorities;
  if (!first) throw notAllowed();
  const authority = asked === undefined ? first : authorities.find(({ id }) => id === asked);
  if (!authority) throw notFound();
  return { authority, authorities };
}
