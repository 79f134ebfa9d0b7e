import { findHomeAuthority } from '../../access/index.js';
import type { Instant } from '../../kernel/clock.js';
import type { Reads } from '../../kernel/db/database.js';
import { notFound } from '../../kernel/errors.js';
import { localDateAt } from '../../kernel/london-time.js';
import { everyAuthority, isInScope } from '../../kernel/scope.js';
import { findTeam } from '../repository.js';
import { findEntry, findPerson, versionOfTeam } from './entries-repository.js';
import type { DirectoryEntry, EntryContent, EntrySubject } from './entry-types.js';
import { officeHours } from './working-hours.js';

export const emptyContent: EntryContent = {
  ...{ jobTitle: '', telephone: '', responsibilities: [], lgsl: [], covers: [], basedAt: '', hours: officeHours },
  ...{ languages: [], managerId: null, deputyId: null },
};

/**
 * The entry of a person or a team of the scope's authorities, also when nothing has been written of it yet. A person
 * belongs to the authority of their entry, else to the first at which they hold a role.
 * @throws not_found
 */
export async function entryToChange(db: Reads, subject: EntrySubject, now: Instant): Promise<DirectoryEntry> {
  return subject.kind === 'team' ? await entryOfTeam(db, subject) : await entryOfPerson(db, subject, now);
}

async function entryOfTeam(db: Reads, subject: EntrySubject): Promise<DirectoryEntry> {
  const team = await findTeam(db, subject.id);
  if (!team) throw notFound();
  const kept = await findEntry(db, subject);
  const content = { ...emptyContent, ...kept?.content, telephone: team.telephone ?? '' };
  return {
    subject,
    name: team.name,
    authorityId: team.authorityId,
    content,
    version: await versionOfTeam(db, team.id),
  };
}

async function entryOfPerson(db: Reads, subject: EntrySubject, now: Instant): Promise<DirectoryEntry> {
  const person = await findPerson(db, subject.id, localDateAt(now));
  if (!person) throw notFound();
  const kept = await findEntry(db.within(everyAuthority), subject);
  const authorityId = kept?.authorityId ?? (await findHomeAuthority(db, subject.id, now));
  if (!isInScope(db.scope, authorityId)) throw notFound();
  const { jobTitle, telephone, managerId, responsibilities } = person;
  const content = { ...emptyContent, ...kept?.content, jobTitle, telephone, managerId, responsibilities };
  return { subject, name: person.name, authorityId, content, version: person.version };
}
