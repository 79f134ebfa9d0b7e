import { listAuthorities } from '../../authorities/index.js';
import { formatDate } from '../../kernel/format-time.js';
import { localDateAt } from '../../kernel/london-time.js';
import type { RouteContext } from '../../kernel/route.js';
import { may, scopeFor } from '../../kernel/scope.js';
import type { CustomerRecord } from '../types.js';
import { linkedBy } from './customer-link.js';
import { councilName } from './links-desk.js';
import type { CustomerLink } from './list-links.js';

/** Where else a customer is known, on their page. */
export interface LinksView {
  readonly links: readonly {
    readonly council: string;
    /** The name on the other record; undefined where the reader may not see that council’s customers. */
    readonly name: string | undefined;
    readonly href: string | undefined;
    /** "Since 3 March 2027, by Westmoor answers for Dunmere". */
    readonly sinceText: string;
    readonly lawfulBasis: string;
    /** Undefined for those who may not end it. */
    readonly endHref: string | undefined;
  }[];
  /** Where a link is made; undefined for those who may make none. */
  readonly addHref: string | undefined;
}

/** Undefined where there is nothing to show and nothing to do. */
export async function customerLinks(
  context: RouteContext<unknown, unknown, unknown>,
  { id: customerId, authorityId }: CustomerRecord,
  found: readonly CustomerLink[],
): Promise<LinksView | undefined> {
  const { visitor, now, kernel } = context;
  const mayEdit = may(visitor.actor, 'customers.edit', authorityId);
  const mayLink =
    mayEdit && scopeFor(visitor.actor, linkedBy).grants.some((grant) => grant.authorityId !== authorityId);
  if (found.length === 0 && !mayLink) return undefined;
  const known = await listAuthorities(kernel);
  const baseHref = `/desk/customers/${customerId}/links`;
  const links = found.map(({ id, other, agreement, lawfulBasis, ...link }) => {
    const since = `Since ${formatDate(localDateAt(link.fromAt), { today: localDateAt(now) })}`;
    return {
      council: councilName(known, link.authorityId),
      name: other ? (other.displayName ?? 'A restricted record') : undefined,
      href: other ? `/desk/customers/${other.id}` : undefined,
      sinceText: agreement ? `${since}, by “${agreement.title}”` : since,
      lawfulBasis,
      endHref: mayEdit ? `${baseHref}/${id}/end` : undefined,
    };
  });
  return { links, addHref: mayLink ? baseHref : undefined };
}
