import type { Instant } from '../kernel/clock.js';
import type { Reads } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';

/** Somebody who works here, with the state of their account. */
export interface StaffMember {
  readonly personId: string;
  readonly displayName: string;
  readonly sortName: string;
  readonly account?: {
    readonly signInName: string;
    readonly hasPassword: boolean;
    readonly hasSecondFactor: boolean;
    /** Of this account, whatever the installation asks. */
    readonly isSecondFactorRequired: boolean;
    readonly isDisabled: boolean;
    readonly lastSignedInAt?: Instant;
  };
}

interface StaffRow {
  id: string;
  display_name: string;
  sort_name: string;
  sign_in_name: string | null;
  has_password: number;
  has_second_factor: number;
  second_factor_required: number;
  is_disabled: number;
  last_signed_in_at: Instant | null;
}

const columns = `p.id, p.display_name, p.sort_name, a.sign_in_name,
  case when a.password_hash is null then 0 else 1 end as has_password,
  case when a.totp_confirmed_at is null then 0 else 1 end as has_second_factor,
  case when a.second_factor_required_at is null then 0 else 1 end as second_factor_required,
  case when a.disabled_at is null then 0 else 1 end as is_disabled, a.last_signed_in_at`;

function toStaffMember(row: StaffRow): StaffMember {
  const person = { personId: row.id, displayName: row.display_name, sortName: row.sort_name };
  if (row.sign_in_name === null) return person;
  const account = {
    signInName: row.sign_in_name,
    hasPassword: row.has_password === 1,
    hasSecondFactor: row.has_second_factor === 1,
    isSecondFactorRequired: row.second_factor_required === 1,
    isDisabled: row.is_disabled === 1,
    ...(row.last_signed_in_at === null ? {} : { lastSignedInAt: row.last_signed_in_at }),
  };
  return { ...person, account };
}

type Page = { first: string; second: string; third: string; afterName: string; afterId: string; limit: number };

// Some thousand people at most, so the words of a name are looked for in every row.
const page = statement<Page, StaffRow>(
  `select ${columns} from people p left join staff_accounts a on a.person_id = p.id
   where p.sort_name like :first and p.sort_name like :second and p.sort_name like :third
     and (p.sort_name > :afterName or (p.sort_name = :afterName and p.id > :afterId))
   order by p.sort_name, p.id limit :limit`,
);
const one = statement<{ id: string }, StaffRow>(
  `select ${columns} from people p left join staff_accounts a on a.person_id = p.id where p.id = :id`,
);

const lowestId = '00000000-0000-0000-0000-000000000000';

/** People by name, from after `after` on; `words` are folded parts of the name, three at most are looked at. */
export async function listStaffMembers(
  db: Reads,
  words: readonly string[],
  after: { sortName: string; personId: string } | undefined,
  limit: number,
): Promise<StaffMember[]> {
  const [first, second, third] = [0, 1, 2].map((index) => `%${(words[index] ?? '').replace(/[%_\\]/g, '')}%`) as [
    string,
    string,
    string,
  ];
  const from = { afterName: after?.sortName ?? '', afterId: after?.personId ?? lowestId };
  return (await db.all(page, { first, second, third, ...from, limit })).map(toStaffMember);
}

export async function findStaffMember(db: Reads, id: string): Promise<StaffMember | undefined> {
  const row = await db.first(one, { id });
  return row && toStaffMember(row);
}
