import { notFound } from '../../kernel/errors.js';
import type { QueryContext } from '../../kernel/query.js';
import { availabilities, type Availability } from './availability.js';
import type { DirectoryPerson, DirectoryRecord, DirectoryTeam } from './directory-types.js';
import { wholeDirectory, type WholeDirectory } from './whole-directory.js';

export interface Available<T extends DirectoryRecord = DirectoryRecord> {
  readonly record: T;
  readonly availability: Availability;
}

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** All that the directory says of a person. */
export interface PersonCard extends Available<DirectoryPerson> {
  readonly teams: readonly (Named & { readonly leads: boolean })[];
  readonly manager: Named | null;
  /** Those who name them as manager. */
  readonly reports: readonly (Named & { readonly jobTitle: string })[];
  readonly deputy: Named | null;
  /** Whom to ask now, when they can't be reached. */
  readonly standsIn: Available<DirectoryPerson> | null;
}

export interface TeamCard extends Available<DirectoryTeam> {
  readonly members: readonly (Available<DirectoryPerson> & { readonly leads: boolean })[];
}

type Context = Pick<QueryContext, 'kernel' | 'db' | 'now'>;

/** @throws not_found */
export async function personCard(context: Context, id: string): Promise<PersonCard> {
  const whole = await wholeDirectory(context.kernel);
  const record = whole.people.get(id);
  if (!record) throw notFound();
  const own = (await availabilities(context, [record])).get(id) as Availability;
  const standIn = own.state === 'here' ? null : (own.absence?.deputyId ?? record.deputyId);
  return {
    record,
    availability: own,
    teams: record.teams.flatMap(({ id: teamId, leads }) => {
      const team = whole.teams.get(teamId);
      return team ? [{ id: teamId, name: team.name, leads }] : [];
    }),
    manager: named(whole, record.managerId),
    reports: reportsOf(whole, id).map(({ id: reportId, name, jobTitle }) => ({ id: reportId, name, jobTitle })),
    deputy: named(whole, record.deputyId),
    standsIn: await standsInFor(context, whole, standIn),
  };
}

async function standsInFor(
  context: Context,
  { people }: WholeDirectory,
  id: string | null,
): Promise<Available<DirectoryPerson> | null> {
  const record = id === null ? undefined : people.get(id);
  if (!record) return null;
  return { record, availability: (await availabilities(context, [record])).get(record.id) as Availability };
}

/** @throws not_found */
export async function teamCard(context: Context, id: string): Promise<TeamCard> {
  const { people, teams } = await wholeDirectory(context.kernel);
  const record = teams.get(id);
  if (!record) throw notFound();
  const members = [...people.values()].filter((person) => person.teams.some((team) => team.id === id)).sort(byName);
  const found = await availabilities(context, [record, ...members]);
  const available = <T extends DirectoryRecord>(one: T): Available<T> => ({
    record: one,
    availability: found.get(one.id) as Availability,
  });
  return {
    ...available(record),
    members: members.map((person) => ({
      ...available(person),
      leads: person.teams.some((team) => team.id === id && team.leads),
    })),
  };
}

function named({ people }: WholeDirectory, id: string | null): Named | null {
  const found = id === null ? undefined : people.get(id);
  return found ? { id: found.id, name: found.name } : null;
}

export function reportsOf({ people }: WholeDirectory, managerId: string): DirectoryPerson[] {
  return [...people.values()].filter((person) => person.managerId === managerId).sort(byName);
}

export function byName(a: DirectoryRecord, b: DirectoryRecord): number {
  return a.sortName < b.sortName ? -1 : a.sortName > b.sortName ? 1 : a.id < b.id ? -1 : 1;
}
