import { listAuthorityNames } from '../../access/index.js';
import type { CommandContext } from '../../kernel/command.js';
import type { Reads } from '../../kernel/db/database.js';
import { staleVersion } from '../../kernel/errors.js';
import type { LocalDate } from '../../kernel/clock.js';
import { localDateAt } from '../../kernel/london-time.js';
import { insertEmployment, updateEmployment } from '../staff-repository.js';
import { expectDirectoryChanges } from '../search/whole-directory.js';
import { insertChange } from './changes-repository.js';
import { findPerson, knownPeople, saveEntry, takeVersion } from './entries-repository.js';
import { faultIn } from './entry-errors.js';
import { changedFields, fieldsOf } from './entry-rules.js';
import type { DirectoryEntry, EntryContent } from './entry-types.js';

/** Nobody has more managers above them; a longer line is a circle. */
const longestLine = 30;

/**
 * Refuses what can't stand: people that aren't there, oneself as manager or deputy, a circle of managers, and parts
 * that a team doesn't have.
 * @throws bad_input naming the field
 */
export async function checkContent(
  db: Reads,
  { subject }: Pick<DirectoryEntry, 'subject'>,
  content: EntryContent,
  today: LocalDate,
): Promise<void> {
  const { managerId, deputyId } = content;
  if (subject.kind === 'team') {
    const extra = changedFields({ ...content, jobTitle: '', languages: [], managerId: null, deputyId: null }, content);
    for (const field of extra) if (!fieldsOf('team').includes(field)) throw faultIn(field, 'Leave this out for a team');
    return;
  }
  if (managerId === subject.id) throw faultIn('managerId', 'Name somebody else as manager: nobody manages themselves');
  if (deputyId === subject.id)
    throw faultIn('deputyId', 'Name somebody else as deputy: nobody stands in for themselves');
  const named = await knownPeople(
    db,
    [managerId, deputyId].filter((id) => id !== null),
  );
  if (managerId !== null && !named.has(managerId)) throw faultIn('managerId', 'Name a manager who works here');
  if (deputyId !== null && !named.has(deputyId)) throw faultIn('deputyId', 'Name a deputy who works here');
  if (await managesBack(db, subject.id, managerId, today))
    throw faultIn('managerId', 'Name another manager: this one works below them already');
}

async function managesBack(db: Reads, id: string, managerId: string | null, today: LocalDate): Promise<boolean> {
  let above = managerId;
  for (let step = 0; above !== null && step < longestLine; step += 1) {
    if (above === id) return true;
    above = (await findPerson(db, above, today))?.managerId ?? null;
  }
  return false;
}

/**
 * Puts an entry's new content in place: the person's or team's own row, their employment, and the entry with its next
 * version.
 * @throws stale_version
 */
export async function applyContent(
  context: CommandContext,
  entry: DirectoryEntry,
  content: EntryContent,
): Promise<void> {
  const { db, now, newId } = context;
  const { subject, authorityId, version } = entry;
  if (!(await takeVersion(db, subject, { telephone: content.telephone, version }))) throw staleVersion();
  await saveEntry(db, { id: newId(), authorityId, subject, content, now });
  if (subject.kind === 'person') await saveWork(context, entry, content);
  expectDirectoryChanges(context.kernel.db);
}

/** Job, manager and responsibilities, in the post that the person holds. */
async function saveWork(
  { db, now, newId }: CommandContext,
  entry: DirectoryEntry,
  content: EntryContent,
): Promise<void> {
  const { id } = entry.subject;
  const today = localDateAt(now);
  const person = await findPerson(db, id, today);
  if (!person) return;
  const { jobTitle, managerId } = content;
  const responsibilities = content.responsibilities.join('\n');
  const isSame = jobTitle === person.jobTitle && managerId === person.managerId;
  if (isSame && responsibilities === person.responsibilities.join('\n')) return;
  if (person.employmentId !== null) {
    await updateEmployment(db, person.employmentId, { job_title: jobTitle, manager_id: managerId, responsibilities });
    return;
  }
  const employer = (await listAuthorityNames(db)).find((one) => one.id === entry.authorityId)?.name ?? '';
  const terms = { id: newId(), personId: id, employer, employerAuthorityId: entry.authorityId, fromOn: today };
  await insertEmployment(db, { ...terms, jobTitle, managerId, responsibilities });
}

/** Keeps a change in the history, waiting or made, with its audit row. Answers its id. */
export async function recordChange(
  context: CommandContext,
  entry: DirectoryEntry,
  change: { readonly content: EntryContent; readonly state: 'waiting' | 'approved' },
): Promise<string> {
  const { actor, now } = context;
  const { authorityId, subject } = entry;
  const id = context.newId();
  const fields = changedFields(entry.content, change.content);
  const writtenBy = actor.kind === 'staff' ? actor.staffId : undefined;
  await insertChange(context.db, {
    id,
    authorityId,
    subject,
    ...change,
    fields,
    baseVersion: entry.version,
    writtenBy,
    now,
  });
  await context.audit({ authorityId, subject, details: { changeId: id, fields, state: change.state } });
  return id;
}
