import type { Instant } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement, type Params } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { comparedBy, countWhere } from './filter-repository.js';
import type { ScimComparison } from './scim-filter.js';

/** Somebody whom a council's own system keeps here. */
export interface ScimUser {
  readonly id: string;
  readonly personId: string;
  readonly authorityId: AuthorityId;
  readonly userName: string;
  readonly externalId: string | null;
  readonly displayName: string;
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly email: string | null;
  readonly telephone: string | null;
  readonly title: string | null;
  readonly isActive: boolean;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly version: number;
}

interface UserRow {
  id: string;
  person_id: string;
  authority_id: AuthorityId;
  sign_in_name: string;
  external_id: string | null;
  display_name: string;
  given_name: string | null;
  family_name: string | null;
  email: string | null;
  telephone: string | null;
  title: string | null;
  is_active: number;
  created_at: Instant;
  updated_at: Instant;
  version: number;
}

const columns = `u.id, u.person_id, u.authority_id, a.sign_in_name, u.external_id, p.display_name, u.given_name, u.family_name,
  p.email, p.telephone, u.title, case when u.is_active = 1 and a.disabled_at is null then 1 else 0 end as is_active, u.created_at, u.updated_at,
  u.version`;
const joined = `@scim_users u join people p on p.id = u.person_id join staff_accounts a on a.person_id = u.person_id`;

function toUser(row: UserRow): ScimUser {
  return {
    ...{ id: row.id, personId: row.person_id, authorityId: row.authority_id, userName: row.sign_in_name },
    ...{ externalId: row.external_id, displayName: row.display_name, email: row.email, telephone: row.telephone },
    ...{ givenName: row.given_name, familyName: row.family_name },
    ...{ title: row.title, isActive: row.is_active === 1, createdAt: row.created_at },
    ...{ updatedAt: row.updated_at, version: row.version },
  };
}

const userById = statement<{ id: string }, UserRow>(
  `select ${columns} from ${joined} where u.id = :id and u.removed_at is null`,
);

export async function findScimUser(db: Reads, id: string): Promise<ScimUser | undefined> {
  const row = await db.first(userById, { id });
  return row && toUser(row);
}

const linkOf = statement<
  { person: string },
  { id: string; removed_at: Instant | null; is_active: number; closed_account: number }
>('select u.id, u.removed_at, u.is_active, u.closed_account from @scim_users u where u.person_id = :person');

/** Whether the council's system keeps somebody, or kept them once. */
export async function findScimLink(
  db: Reads,
  person: string,
): Promise<{ id: string; isRemoved: boolean; isActive: boolean; closedAccount: boolean } | undefined> {
  const row = await db.first(linkOf, { person });
  if (!row) return undefined;
  const { id, removed_at: removedAt } = row;
  return { id, isRemoved: removedAt !== null, isActive: row.is_active === 1, closedAccount: row.closed_account === 1 };
}

export type UserAttribute = 'userName' | 'externalId' | 'emails' | 'displayName' | 'id';
export const userAttributes: readonly UserAttribute[] = ['userName', 'externalId', 'emails', 'displayName', 'id'];

/** An external id alone is compared letter for letter (RFC 7643, section 3.1). */
const userColumns: Readonly<Record<UserAttribute, string>> = {
  userName: 'a.sign_in_name',
  externalId: 'u.external_id',
  emails: 'lower(p.email)',
  displayName: 'lower(p.display_name)',
  id: 'cast(u.id as text)',
};

export interface Listed<T> {
  readonly total: number;
  readonly items: readonly T[];
}

/** Users from the offset on, of whom every comparison holds. A council has some thousand people at most. */
export async function listScimUsers(
  db: Reads,
  filter: readonly ScimComparison<UserAttribute>[],
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<Listed<ScimUser>> {
  const { conditions, values } = comparedBy(filter, userColumns);
  const where = ['u.removed_at is null', ...conditions].join(' and ');
  const total = await db.first(countWhere(joined, where), values);
  const page = statement<Params, UserRow>(
    `select ${columns} from ${joined} where ${where} order by u.created_at, u.id limit :limit offset :offset`,
  );
  const items = limit === 0 ? [] : await db.all(page, { ...values, limit, offset });
  return { total: Number(total?.count ?? 0), items: items.map(toUser) };
}

export async function insertScimUser(
  db: Writes,
  user: Pick<ScimUser, 'id' | 'personId' | 'authorityId' | 'externalId' | 'givenName' | 'familyName' | 'title'>,
  now: Instant,
): Promise<void> {
  await db.insert('scim_users', {
    ...{ id: user.id, authority_id: user.authorityId, person_id: user.personId, external_id: user.externalId },
    ...{
      title: user.title,
      given_name: user.givenName,
      family_name: user.familyName,
      is_active: true,
      closed_account: false,
      created_at: now,
      updated_at: now,
      removed_at: null,
    },
  });
}

export async function updateScimUser(
  db: Writes,
  { id, version }: Pick<ScimUser, 'id' | 'version'>,
  changes: {
    external_id?: string | null;
    given_name?: string | null;
    family_name?: string | null;
    title?: string | null;
    is_active?: boolean;
    closed_account?: boolean;
    removed_at?: Instant | null;
  },
  now: Instant,
): Promise<boolean> {
  return (await db.update('scim_users', { id, version }, { ...changes, updated_at: now, version: version + 1 })) === 1;
}

const versionOf = statement<{ id: string }, { version: number }>(
  'select u.version from @scim_users u where u.id = :id',
);

/** Also of one that was removed. */
export async function versionOfScimUser(db: Reads, id: string): Promise<number> {
  return (await db.first(versionOf, { id }))?.version ?? 0;
}
