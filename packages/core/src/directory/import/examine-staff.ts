import type { Authority } from '../../authorities/index.js';
import type { Instant } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { badInput, defineError } from '../../kernel/errors.js';
import type { BatchOutcome, GoodRow, RowFaultNote } from '../../kernel/import/run-import.js';
import { localDateAt } from '../../kernel/london-time.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { checkStaff, type CheckedStaff } from '../check-staff.js';
import { listOpenTeams } from '../repository.js';
import { saveStaff } from '../save-staff.js';
import type { KnownPerson } from '../staff-repository.js';
import { compareStaff, type KnownStaff, type StaffDifference } from './compare-staff.js';
import { endPost, listEmployed, readKnownStaff, type Employed } from './known-staff-repository.js';
import type { StaffRecord } from './staff-csv.js';

export const staffDifferenceChanged = defineError(
  'staff_difference_changed',
  409,
  'What the file would change is no longer what was shown. Nothing is written; look at the difference again.',
);

/** The rows of a file, before anything is written. */
export interface StaffRows {
  readonly authorities: readonly Authority[];
  /** Rows for another authority are refused; undefined for a file of the whole partnership. */
  readonly onlyFor: AuthorityId | undefined;
  readonly rows: readonly GoodRow<StaffRecord>[];
  /** Of rows that could not be read. */
  readonly faults: readonly RowFaultNote[];
  readonly now: Instant;
}

export interface ExaminedStaff {
  readonly checked: readonly CheckedStaff[];
  /** Of rows that read well and name what isn't there. */
  readonly faults: readonly RowFaultNote[];
  readonly difference: StaffDifference;
  readonly gone: readonly Employed[];
  /** How many posts there are at the authorities that the rows are of. */
  readonly employed: number;
  /** By mail address. */
  readonly people: Map<string, KnownPerson>;
}

/** What a file would change now. Writes nothing. */
export async function examineStaff(
  db: Reads,
  { authorities, onlyFor, rows, ...file }: StaffRows,
): Promise<ExaminedStaff> {
  const today = localDateAt(file.now);
  const emails = rows.flatMap(({ value }) => [value.email, ...(value.managerEmail ? [value.managerEmail] : [])]);
  const { people, staff: known } = await readKnownStaff(db, [...new Set(emails)], today);
  const { checked, faults } = checkStaff(rows, {
    ...{ authorities, onlyFor, teams: await listOpenTeams(db), isKnown: (email) => people.has(email) },
    worksElsewhere: (email, authorityId) => worksElsewhere(known.get(email), authorityId),
  });
  const named = new Set(rows.map(({ value }) => value.email));
  const employers = onlyFor === undefined ? [...new Set(checked.map(({ authority }) => authority.id))] : [onlyFor];
  const employed = await listEmployed(db, employers, today);
  const gone = employed.filter((each) => !each.emails.some((email) => named.has(email)));
  const allFaults = [...file.faults, ...faults].sort((a, b) => a.line - b.line);
  const difference = compareStaff({ rows: checked, known, gone, faults: allFaults });
  return { checked, faults, difference, gone, people, employed: employed.length };
}

function worksElsewhere(staff: KnownStaff | undefined, authorityId: AuthorityId): boolean {
  if (!staff) return false;
  const places = [
    ...staff.posts.map((post) => post.authorityId),
    ...staff.roles.map((role) => Number(role.split(' ')[0])),
  ].filter((each) => each !== null);
  return places.length > 0 && !places.includes(authorityId);
}

export interface ConfirmedStaff {
  /** Of the difference that was looked at. */
  readonly code: string;
  /** Ends the posts of those who are gone. */
  readonly endPosts: boolean;
  /** Rows that read well and are refused don't keep posts from ending: they name whom they are of, who so isn't gone. */
  readonly despiteRefused?: boolean;
}

export interface WrittenStaff extends BatchOutcome {
  readonly endedPosts: number;
}

/**
 * Writes what a file changes, in the caller's transaction.
 * @throws staff_difference_changed; bad_input on `endPosts`
 */
export async function writeStaff(
  { db, newId }: { readonly db: Writes; readonly newId: () => string },
  file: StaffRows,
  confirmed: ConfirmedStaff | undefined,
): Promise<WrittenStaff> {
  const { checked, faults, difference, gone, people } = await examineStaff(db, file);
  if (confirmed && confirmed.code !== difference.code) throw staffDifferenceChanged();
  const ending = confirmed?.endPosts ? gone : [];
  const inTheWay = confirmed?.despiteRefused === true ? file.faults : difference.faults;
  if (ending.length > 0 && inTheWay.length > 0) throw badInput({ faults: [unreadableFault] });
  const written = await saveStaff(checked, { db, now: file.now, newId, people });
  for (const each of ending) await endPost(db, each, localDateAt(file.now));
  return { written, unchanged: checked.length - written, faults, endedPosts: ending.length };
}

const unreadableFault = {
  field: 'endPosts',
  message: 'Correct the rows that can’t be brought in first: whoever stands in them only seems to be gone',
};
