import { insertRole, listRolesOfPeople } from '../access/index.js';
import { insertAccount, insertPerson, sortNameOf } from '../identity/index.js';
import type { Instant } from '../kernel/clock.js';
import type { Writes } from '../kernel/db/database.js';
import { localDateAt } from '../kernel/london-time.js';
import type { CheckedStaff } from './check-staff.js';
import { isTeamMember } from './repository.js';
import {
  insertEmployment,
  insertMember,
  listEmployments,
  updateEmployment,
  updatePerson,
  type KnownPerson,
} from './staff-repository.js';

export interface SavingStaff {
  readonly db: Writes;
  readonly now: Instant;
  readonly newId: () => string;
  /** By mail address; grows with the people that are added. */
  readonly people: Map<string, KnownPerson>;
}

/**
 * Writes what differs, and answers how many rows did. Roles and teams are added and never ended by an import: a file
 * of a contractor's staff must not lock an administrator out.
 */
export async function saveStaff(rows: readonly CheckedStaff[], saving: SavingStaff): Promise<number> {
  const changed = new Set<CheckedStaff>();
  for (const row of rows) if (await savePerson(row, saving)) changed.add(row);
  for (const row of rows) {
    const person = saving.people.get(row.record.email);
    if (!person) throw new Error('a person was neither found nor added');
    const changes = [
      await saveAccount(row, person, saving),
      await saveEmployment(row, person, saving),
      await saveRoles(row, person, saving),
      await saveMembership(row, person, saving),
    ];
    if (changes.includes(true)) changed.add(row);
  }
  return changed.size;
}

async function savePerson({ record }: CheckedStaff, { db, now, newId, people }: SavingStaff): Promise<boolean> {
  const { name, email, phone } = record;
  const known = people.get(email);
  if (!known) {
    const id = newId();
    const person = { id, displayName: name, sortName: sortNameOf(name), email, telephone: phone, createdAt: now };
    await insertPerson(db, person);
    people.set(email, { id, displayName: name, telephone: phone ?? null, email, version: 1, hasAccount: false });
    return true;
  }
  const changes = {
    ...(known.displayName === name ? {} : { display_name: name, sort_name: sortNameOf(name) }),
    ...(phone === undefined || known.telephone === phone ? {} : { telephone: phone }),
    ...(known.email === null ? { email } : {}),
  };
  if (Object.keys(changes).length === 0) return false;
  await updatePerson(db, known, changes);
  const after = { displayName: name, telephone: phone ?? known.telephone, email: known.email ?? email };
  people.set(email, { ...known, ...after, version: known.version + 1 });
  return true;
}

/** An account without a password: its owner sets the first one by a link. */
async function saveAccount({ record }: CheckedStaff, person: KnownPerson, saving: SavingStaff): Promise<boolean> {
  if (person.hasAccount) return false;
  await insertAccount(saving.db, { personId: person.id, signInName: record.email }, saving.now);
  saving.people.set(record.email, { ...person, hasAccount: true });
  return true;
}

async function saveEmployment(row: CheckedStaff, person: KnownPerson, saving: SavingStaff): Promise<boolean> {
  const { record, authority } = row;
  const { db, now, newId } = saving;
  const today = localDateAt(now);
  const employer = record.employer ?? authority.name;
  const responsibilities = record.responsibilities.join('\n');
  const managerId = record.managerEmail === undefined ? undefined : saving.people.get(record.managerEmail)?.id;
  const held = (await listEmployments(db, person.id, today)).find((employment) => employment.employer === employer);
  if (!held) {
    const terms = { employer, jobTitle: record.jobTitle ?? '', managerId: managerId ?? null, responsibilities };
    const employerAuthorityId = record.employer === undefined ? authority.id : null;
    await insertEmployment(db, { id: newId(), personId: person.id, ...terms, employerAuthorityId, fromOn: today });
    return true;
  }
  const changes = {
    ...(record.jobTitle === undefined || record.jobTitle === held.jobTitle ? {} : { job_title: record.jobTitle }),
    ...(managerId === undefined || managerId === held.managerId ? {} : { manager_id: managerId }),
    ...(responsibilities === '' || responsibilities === held.responsibilities ? {} : { responsibilities }),
  };
  if (Object.keys(changes).length === 0) return false;
  await updateEmployment(db, held.id, changes);
  await updatePerson(db, person, {}); // the directory sees by the person's version that something changed
  return true;
}

async function saveRoles(row: CheckedStaff, person: KnownPerson, saving: SavingStaff): Promise<boolean> {
  const { db, now, newId } = saving;
  const today = localDateAt(now);
  const held = (await listRolesOfPeople(db, [person.id])).filter(
    ({ authorityId, toOn }) => authorityId === row.authority.id && (toOn === undefined || toOn > today),
  );
  const missing = row.roles.filter((role) => !held.some((each) => each.role === role));
  for (const role of missing)
    await insertRole(db, { id: newId(), authorityId: row.authority.id, personId: person.id, role, fromOn: today });
  return missing.length > 0;
}

async function saveMembership({ team }: CheckedStaff, person: KnownPerson, saving: SavingStaff): Promise<boolean> {
  const { db, now } = saving;
  if (!team || (await isTeamMember(db, team.id, person.id))) return false;
  await insertMember(db, {
    authorityId: team.authorityId,
    teamId: team.id,
    personId: person.id,
    fromOn: localDateAt(now),
  });
  return true;
}
