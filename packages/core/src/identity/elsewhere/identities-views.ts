import type { Instant } from '../../kernel/clock.js';
import type { FieldFault } from '../../kernel/errors.js';
import { formatDateTime } from '../../kernel/format-time.js';
import { errorAt, faultLinks, type FaultLink } from '../../web/form-faults.js';
import type { ListedIdentity } from './identities-repository.js';

export const identitiesHref = '/desk/admin/elsewhere';

/** What was typed into the form that links an account. */
export interface TypedIdentity {
  readonly authorityId: string;
  readonly signInName: string;
  readonly issuer: string;
  readonly subject: string;
}

export interface UnlinkCell {
  readonly csrfToken: string;
  readonly action: string;
  readonly label: string;
}

export interface IdentityRow {
  readonly name: string;
  readonly href: string;
  readonly signInName: string;
  readonly council: string;
  readonly issuer: string;
  readonly subject: string;
  readonly linked: string;
  readonly lastSignedIn: string;
  readonly unlink: UnlinkCell;
}

type Fault = { readonly text: string } | undefined;

/** Whose accounts open by a council's own system. */
export interface IdentitiesPage {
  readonly csrfToken: string;
  readonly action: string;
  readonly search: string;
  readonly rows: readonly IdentityRow[];
  readonly emptyText: string;
  readonly nextHref?: string | undefined;
  readonly councils: readonly { readonly value: string; readonly text: string }[];
  readonly typed: TypedIdentity;
  readonly faults: readonly FaultLink[];
  readonly fault: { readonly [field in keyof TypedIdentity]: Fault };
}

export function identitiesPage(
  items: readonly ListedIdentity[],
  about: {
    csrfToken: string;
    search: string;
    nextCursor: string | null;
    councils: readonly { readonly id: number; readonly name: string }[];
    now: Instant;
    typed?: TypedIdentity;
    faults?: readonly FieldFault[];
  },
): IdentitiesPage {
  const { csrfToken, search, nextCursor: cursor, now, faults = [] } = about;
  const names = new Map(about.councils.map(({ id, name }) => [id, name]));
  const councils = about.councils.map(({ id, name: text }) => ({ value: String(id), text }));
  const at = (instant: Instant): string => formatDateTime(instant, { now });
  return {
    ...{ csrfToken, action: identitiesHref, search, councils },
    rows: items.map((item) => ({
      ...{ name: item.name, href: `/desk/admin/staff/${item.personId}`, signInName: item.signInName },
      ...{ council: names.get(item.authorityId) ?? '', issuer: item.issuer, subject: item.subject },
      linked: `${at(item.linkedAt)}, by ${item.linkedBy}`,
      lastSignedIn: item.lastSignedInAt === null ? 'Never' : at(item.lastSignedInAt),
      unlink: {
        csrfToken,
        action: `${identitiesHref}/${item.id}/unlink`,
        label: `Unlink ${item.name} from ${item.issuer}`,
      },
    })),
    emptyText: search
      ? 'Nobody of that name signs in elsewhere. Try another part of it.'
      : 'Nobody signs in by a council’s own system yet.',
    nextHref:
      cursor === null ? undefined : `${identitiesHref}?${new URLSearchParams({ name: search, cursor }).toString()}`,
    typed: about.typed ?? {
      ...{ authorityId: councils[0]?.value ?? '', signInName: '', issuer: items[0]?.issuer ?? '', subject: '' },
    },
    faults: faultLinks(faults),
    fault: {
      ...{ authorityId: errorAt(faults, 'authorityId'), signInName: errorAt(faults, 'signInName') },
      ...{ issuer: errorAt(faults, 'issuer'), subject: errorAt(faults, 'subject') },
    },
  };
}
