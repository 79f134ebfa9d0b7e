import { listAuthorities, type Authority } from '../../authorities/index.js';
import { notAllowed } from '../../kernel/errors.js';
import type { RouteContext } from '../../kernel/route.js';
import { may, type AuthorityId } from '../../kernel/scope.js';

type Context = Pick<RouteContext<unknown, unknown, unknown>, 'kernel' | 'visitor'>;

/** The authorities in which the person holds a permission over customers, the partnership itself left out. */
export async function customerAuthorities({ kernel, visitor }: Context, permission: string): Promise<Authority[]> {
  const all = await listAuthorities(kernel);
  return all.filter(({ id, kind }) => kind === 'authority' && may(visitor.actor, permission, id));
}

/** The authority asked for, else the first. @throws not_allowed where the person holds it in none */
export function chosenAuthority(authorities: readonly Authority[], id: AuthorityId | undefined): Authority {
  const chosen = authorities.find((authority) => authority.id === id) ?? authorities[0];
  if (!chosen) throw notAllowed();
  return chosen;
}
