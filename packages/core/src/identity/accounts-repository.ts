import type { Instant } from '../kernel/clock.js';
import type { Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { Account, Preferences, SecondFactor } from './types.js';

interface AccountRow {
  person_id: string;
  sign_in_name: string;
  display_name: string;
  password_hash: string | null;
  totp_secret: string | null;
  totp_confirmed_at: Instant | null;
  totp_last_step: number | null;
  second_factor_required_at: Instant | null;
  disabled_at: Instant | null;
  last_signed_in_at: Instant | null;
}

const columns = `a.person_id, a.sign_in_name, p.display_name, a.password_hash, a.totp_secret, a.totp_confirmed_at,
  a.totp_last_step, a.second_factor_required_at, a.disabled_at, a.last_signed_in_at`;

function toAccount(row: AccountRow): Account {
  const secondFactor = secondFactorOf(row);
  return {
    personId: row.person_id,
    signInName: row.sign_in_name,
    displayName: row.display_name,
    ...(row.password_hash === null ? {} : { passwordHash: row.password_hash }),
    ...(secondFactor ? { secondFactor } : {}),
    ...(row.second_factor_required_at === null ? {} : { secondFactorRequiredAt: row.second_factor_required_at }),
    ...(row.disabled_at === null ? {} : { disabledAt: row.disabled_at }),
    ...(row.last_signed_in_at === null ? {} : { lastSignedInAt: row.last_signed_in_at }),
  };
}

function secondFactorOf(row: AccountRow): SecondFactor | undefined {
  if (row.totp_secret === null || row.totp_confirmed_at === null) return undefined;
  return { sealedSecret: row.totp_secret, confirmedAt: row.totp_confirmed_at, lastStep: row.totp_last_step ?? 0 };
}

// Relies on staff_accounts_sign_in_name_key.
const byName = statement<{ name: string }, AccountRow>(
  `select ${columns} from staff_accounts a join people p on p.id = a.person_id where a.sign_in_name = :name`,
);
const byPerson = statement<{ person: string }, AccountRow>(
  `select ${columns} from staff_accounts a join people p on p.id = a.person_id where a.person_id = :person`,
);

/** By the name as it is stored: lower case. */
export async function findAccountByName(db: Reads, name: string): Promise<Account | undefined> {
  const row = await db.first(byName, { name });
  return row && toAccount(row);
}

export async function findAccount(db: Reads, person: string): Promise<Account | undefined> {
  const row = await db.first(byPerson, { person });
  return row && toAccount(row);
}

// People are few: no index is needed.
const knownAs = statement<{ name: string; telephone: string }, { id: string; display_name: string }>(
  `select p.id, p.display_name from people p left join staff_accounts a on a.person_id = p.id
   where a.sign_in_name = :name or lower(p.email) = :name or lower(p.display_name) = :name or p.telephone = :telephone
   order by p.sort_name, p.id limit 5`,
);

/** Staff whom another system may mean by a name: a sign-in name, mail address or whole name, or a number in E.164. */
export async function listPeopleKnownAs(
  db: Reads,
  { name, telephone }: { readonly name: string; readonly telephone: string | undefined },
): Promise<{ id: string; name: string }[]> {
  const rows = await db.all(knownAs, { name: name.toLowerCase(), telephone: telephone ?? '' });
  return rows.map((row) => ({ id: row.id, name: row.display_name }));
}

const personById = statement<{ id: string }, { id: string }>('select id from people where id = :id');

export async function hasPerson(db: Reads, id: string): Promise<boolean> {
  return (await db.first(personById, { id })) !== undefined;
}

export async function insertPerson(
  db: Writes,
  person: {
    id: string;
    displayName: string;
    sortName: string;
    email?: string | undefined;
    telephone?: string | undefined;
    sourceKey?: string | undefined;
    createdAt: Instant;
  },
): Promise<void> {
  await db.insert('people', {
    id: person.id,
    display_name: person.displayName,
    sort_name: person.sortName,
    email: person.email ?? null,
    telephone: person.telephone ?? null,
    preferences: '{}',
    created_at: person.createdAt,
    source_key: person.sourceKey ?? null,
  });
}

export async function insertAccount(
  db: Writes,
  account: { personId: string; signInName: string; passwordHash?: string | undefined },
  now: Instant,
): Promise<void> {
  await db.insert('staff_accounts', {
    person_id: account.personId,
    sign_in_name: account.signInName,
    password_hash: account.passwordHash ?? null,
    password_changed_at: account.passwordHash === undefined ? null : now,
  });
}

/** By the name as it is stored: lower case, and nobody else's. */
export async function renameAccount(db: Writes, personId: string, signInName: string): Promise<void> {
  await db.update('staff_accounts', { person_id: personId }, { sign_in_name: signInName });
}

export async function setPasswordHash(db: Writes, personId: string, hash: string, now: Instant): Promise<void> {
  await db.update('staff_accounts', { person_id: personId }, { password_hash: hash, password_changed_at: now });
}

export async function setDisabledAt(db: Writes, personId: string, at: Instant | null): Promise<void> {
  await db.update('staff_accounts', { person_id: personId }, { disabled_at: at });
}

export async function setLastSignedIn(db: Writes, personId: string, at: Instant): Promise<void> {
  await db.update('staff_accounts', { person_id: personId }, { last_signed_in_at: at });
}

export async function setSecondFactor(db: Writes, personId: string, factor: SecondFactor | undefined): Promise<void> {
  await db.update(
    'staff_accounts',
    { person_id: personId },
    {
      totp_secret: factor?.sealedSecret ?? null,
      totp_confirmed_at: factor?.confirmedAt ?? null,
      totp_last_step: factor?.lastStep ?? null,
    },
  );
}

/** Null: as the installation has it. */
export async function setSecondFactorRequiredAt(db: Writes, personId: string, at: Instant | null): Promise<void> {
  await db.update('staff_accounts', { person_id: personId }, { second_factor_required_at: at });
}

const spend = statement<{ person: string; step: number }, never>(
  `update staff_accounts set totp_last_step = :step
   where person_id = :person and totp_confirmed_at is not null and (totp_last_step is null or totp_last_step < :step)`,
);

/** Spends a 30-second step and all before it. Answers false when it was spent already: a code is good once. */
export async function spendStep(db: Writes, person: string, step: number): Promise<boolean> {
  return (await db.run(spend, { person, step })) === 1;
}

const spendCode = statement<{ person: string; hash: string; now: Instant }, never>(
  `update recovery_codes set used_at = :now where code_hash = :hash and person_id = :person and used_at is null`,
);

export async function spendRecoveryCode(db: Writes, person: string, hash: string, now: Instant): Promise<boolean> {
  return (await db.run(spendCode, { person, hash, now })) === 1;
}

/** Replaces all recovery codes of a person. */
export async function replaceRecoveryCodes(db: Writes, personId: string, hashes: readonly string[]): Promise<void> {
  await db.remove('recovery_codes', { person_id: personId });
  if (hashes.length === 0) return;
  await db.insert(
    'recovery_codes',
    hashes.map((hash) => ({ code_hash: hash, person_id: personId, used_at: null })),
  );
}

const unusedCodes = statement<{ person: string }, { count: number }>(
  'select count(*) as count from recovery_codes where person_id = :person and used_at is null',
);

export async function countUnusedRecoveryCodes(db: Reads, person: string): Promise<number> {
  return (await db.first(unusedCodes, { person }))?.count ?? 0;
}

export async function setPreferences(db: Writes, personId: string, preferences: Preferences): Promise<void> {
  await db.update('people', { id: personId }, { preferences: JSON.stringify(preferences) });
}
