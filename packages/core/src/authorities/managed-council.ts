import { notAllowed, notFound } from '../kernel/errors.js';
import type { RouteContext } from '../kernel/route.js';
import { may } from '../kernel/scope.js';
import { listAuthorities } from './known-authorities.js';
import type { Authority } from './types.js';

type Context = Pick<RouteContext<unknown, unknown, unknown>, 'kernel' | 'visitor'>;

/** The authorities for which the reader holds a permission: councils by name, then the partnership. */
export async function heldAuthorities({ kernel, visitor }: Context, permission: string): Promise<Authority[]> {
  const all = (await listAuthorities(kernel)).filter(
    ({ id, kind }) => kind !== 'former' && may(visitor.actor, permission, id),
  );
  return all.sort((one, other) => Number(one.kind === 'partnership') - Number(other.kind === 'partnership'));
}

/**
 * The council that a page of settings is about, or the partnership, and all for which the reader holds the permission:
 * the one asked for, else the first.
 * @throws not_allowed where they hold it nowhere; not_found for another's
 */
export async function managedCouncil(
  context: Context,
  permission: string,
  asked: number | undefined,
): Promise<{ readonly authority: Authority; readonly authorities: readonly Authority[] }> {
  const authorities = await heldAuthorities(context, permission);
  const [first] = authorities;
  if (!first) throw notAllowed();
  const authority = asked === undefined ? first : authorities.find(({ id }) => id === asked);
  if (!authority) throw notFound();
  return { authority, authorities };
}
