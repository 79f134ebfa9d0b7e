import { roleNames } from '../../access/index.js';
import type { FieldFault } from '../../kernel/errors.js';
import { formatDateTime } from '../../kernel/format-time.js';
import type { Kernel } from '../../kernel/kernel.js';
import { errorAt, faultLinks, type FaultLink } from '../../web/form-faults.js';
import { scimBase } from './scim-reply.js';
import type { GroupStanding } from './scim-standing.js';
import type { ScimToken } from './scim-tokens-repository.js';

export const scimHref = '/desk/admin/scim';

/** Where the other system sends what it says. Without a configured origin, the path alone. */
export function scimAddress({ config }: Pick<Kernel, 'config'>): string {
  return config.origin === undefined ? scimBase : new URL(scimBase, config.origin).href;
}

/** What was typed into the form for a new token. */
export interface TypedToken {
  readonly authorityId: string;
  readonly name: string;
}

export interface ScimPage {
  readonly csrfToken: string;
  readonly address: string;
  readonly tokens: readonly {
    readonly name: string;
    readonly council: string;
    readonly made: string;
    readonly used: string;
    /** Absent: it is revoked. */
    readonly revoke?: { readonly action: string; readonly label: string };
  }[];
  readonly groups: readonly {
    readonly name: string;
    readonly council: string;
    readonly members: string;
    readonly meaning: string;
  }[];
  /** Whose groups can be followed again. */
  readonly following: readonly { readonly value: string; readonly text: string }[];
  readonly councils: readonly { readonly value: string; readonly text: string }[];
  readonly typed: TypedToken;
  readonly faults: readonly FaultLink[];
  readonly councilFault?: { readonly text: string } | undefined;
  readonly nameFault?: { readonly text: string } | undefined;
}

export function scimPage(
  tokens: readonly ScimToken[],
  groups: readonly GroupStanding[],
  about: {
    csrfToken: string;
    councils: readonly { readonly id: number; readonly name: string }[];
    address: string;
    now: number;
    typed: TypedToken | undefined;
    faults: readonly FieldFault[];
  },
): ScimPage {
  const { now, faults } = about;
  const names = new Map(about.councils.map(({ id, name }) => [id, name]));
  const councils = about.councils.map(({ id, name: text }) => ({ value: String(id), text }));
  const at = (instant: number): string => formatDateTime(instant, { now });
  return {
    ...{ csrfToken: about.csrfToken, address: about.address, councils },
    tokens: tokens.map((token) => ({
      ...{ name: token.name, council: names.get(token.authorityId) ?? '' },
      made: `${at(token.createdAt)} by ${token.createdByName}`,
      used: token.lastUsedAt === null ? 'Never' : at(token.lastUsedAt),
      ...(token.revokedAt === null
        ? { revoke: { action: `${scimHref}/tokens/${token.id}/revoke`, label: `Revoke the token for ${token.name}` } }
        : {}),
    })),
    groups: groups.map(({ name, authorityId, members, ...means }) => ({
      ...{ name, council: names.get(authorityId) ?? '', members: String(members), meaning: meaningOf(means) },
    })),
    following: councils.filter(({ value }) => groups.some(({ authorityId }) => String(authorityId) === value)),
    typed: about.typed ?? { authorityId: councils[0]?.value ?? '', name: '' },
    faults: faultLinks(faults),
    councilFault: errorAt(faults, 'authorityId'),
    nameFault: errorAt(faults, 'name'),
  };
}

function meaningOf({ roles, teams }: Pick<GroupStanding, 'roles' | 'teams'>): string {
  const said = [
    ...roles.map((role) => roleNames[role]),
    ...(teams.length === 0 ? [] : [`${teams.length === 1 ? 'team' : 'teams'} ${teams.join(', ')}`]),
  ];
  return said.length === 0 ? 'Nothing: the configuration does not name it' : said.join('; ');
}

/** A new token, shown this once. */
export interface ScimTokenMadePage {
  readonly name: string;
  readonly token: string;
  readonly address: string;
  readonly href: string;
}

export interface RevokeCell {
  readonly csrfToken: string;
  readonly revoke?: ScimPage['tokens'][number]['revoke'];
}
