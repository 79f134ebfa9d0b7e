import { changeEntry, getOwnEntry, proposeEntry } from '../../../directory/index.js';
import { sortNameOf } from '../../../identity/index.js';
import type { StaffActor } from '../../../kernel/actor.js';
import { runCommand } from '../../../kernel/command.js';
import { newId } from '../../../kernel/ids.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { runQuery } from '../../../kernel/query.js';
import { everyAuthority } from '../../../kernel/scope.js';
import {
  buildDirectoryPeople,
  workOfTeams,
  type DemoDirectoryPerson,
  type DemoWork,
} from '../world/directory-people.js';
import type { DemoStaff, DemoWorld } from '../world/types.js';
import { demoActor, type LoadedAuthorities } from './load-authorities.js';
import type { LoadedStaff } from './load-staff.js';
import type { DemoFiles } from './read-files.js';

const hiredOn = '2021-04-01';
const mornings = [{ fromMinute: 510, toMinute: 750 }];
const office = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] };
const partTime = { ...office, monday: mornings, tuesday: mornings, wednesday: mornings, thursday: mornings };

interface Loaded {
  readonly authorities: LoadedAuthorities;
  readonly staff: LoadedStaff;
}

/** Entries of the staff and teams, and everybody who is only in the directory. */
export async function loadDirectory(
  kernel: Kernel,
  world: DemoWorld,
  files: DemoFiles,
  { authorities, staff }: Loaded,
): Promise<void> {
  const works = workOfTeams(files.services);
  const people = buildDirectoryPeople(world, files.services);
  const ids = people.map(() => newId(kernel.clock, kernel.random));
  await insertPeople(kernel, { people, ids, world, authorities });
  const heads = new Map(
    people.flatMap((each, at) => (each.managerAt === undefined ? [[each.authorityKey, ids[at]]] : [])),
  );
  for (const team of world.teams) {
    const id = staff.teams.get(`${team.authorityKey}/${team.key}`) ?? '';
    const content = { ...works.get(team.key), telephone: '01632 960390' };
    await runCommand(kernel, demoActor, changeEntry, { kind: 'team', id, content, expectedVersion: 1 });
  }
  for (const person of world.staff)
    await writeEntry(kernel, person, { world, staff, works, head: heads.get(person.employerKey) });
  await proposeCorrection(kernel, { authorities, staff });
}

interface Around {
  readonly world: DemoWorld;
  readonly staff: LoadedStaff;
  readonly works: ReadonlyMap<string, DemoWork>;
  readonly head: string | undefined;
}

/** Managed by their council's team leader, who works for its head; a colleague of the team stands in. */
async function writeEntry(kernel: Kernel, person: DemoStaff, { world, staff, works, head }: Around): Promise<void> {
  const id = staff.people.get(person.key)?.id ?? '';
  const colleagues = world.staff.filter(({ employerKey }) => employerKey === person.employerKey);
  const leader = colleagues.find(({ roles }) => roles.some(({ role }) => role === 'team-leader'));
  const deputy = colleagues.find(
    (other) => other !== person && other.teamKeys.some((key) => person.teamKeys.includes(key)),
  );
  const idOf = (other: DemoStaff | undefined): string | null => (other && staff.people.get(other.key)?.id) ?? null;
  const work = person.teamKeys.map((key) => works.get(key)).filter((each) => each !== undefined);
  const content = {
    ...{ jobTitle: person.jobTitle, telephone: person.phone },
    responsibilities: work.flatMap(({ responsibilities }) => responsibilities.slice(0, 4)).slice(0, 12),
    lgsl: work.flatMap(({ lgsl }) => lgsl).slice(0, 20),
    languages: person.jobTitle.includes('Welsh') ? ['Welsh'] : [],
    ...{
      managerId: leader === person ? (head ?? null) : idOf(leader),
      deputyId: idOf(deputy),
      basedAt: 'Council offices',
    },
  };
  await runCommand(kernel, demoActor, changeEntry, { kind: 'person', id, content, expectedVersion: 1 });
}

interface Insertion {
  readonly people: readonly DemoDirectoryPerson[];
  readonly ids: readonly string[];
  readonly world: DemoWorld;
  readonly authorities: LoadedAuthorities;
}

async function insertPeople(kernel: Kernel, { people, ids, world, authorities }: Insertion): Promise<void> {
  const now = kernel.clock.now();
  const employers = new Map(world.authorities.map(({ key, name }) => [key, name]));
  await kernel.db.write(everyAuthority, async (db) => {
    const persons = people.map(({ name, email, telephone }, at) => {
      return [ids[at], name, sortNameOf(name), email, telephone, '{}', 0, 0, now, 1];
    });
    await db.bulk('people', personColumns, persons);
    const posts = people.map(({ authorityKey: key, jobTitle, responsibilities, managerAt }, at) => {
      const manager = managerAt === undefined ? null : ids[managerAt];
      const work = [jobTitle, responsibilities.join('\n'), manager, hiredOn];
      return [newId(kernel.clock, kernel.random), ids[at], employers.get(key) ?? '', authorities.ids.get(key), ...work];
    });
    await db.bulk('employments', postColumns, posts);
    const entries = people.map((person, at) => {
      const lists = [[], person.lgsl, person.covers].map((list) => JSON.stringify(list));
      const hours = JSON.stringify(person.worksMornings ? partTime : office);
      const rest = [person.basedAt, hours, JSON.stringify(person.languages), now];
      return [authorities.ids.get(person.authorityKey), newId(kernel.clock, kernel.random), ids[at], ...lists, ...rest];
    });
    await db.bulk('directory_entries', entryColumns, entries);
  });
}

const personColumns = [
  ...['id', 'display_name', 'sort_name', 'email', 'telephone', 'preferences', 'unread_notifications'],
  ...['bulletins_read_at', 'created_at', 'version'],
];
const postColumns = [
  ...['id', 'person_id', 'employer', 'employer_authority_id', 'job_title', 'responsibilities', 'manager_id', 'from_on'],
];
const entryColumns = [
  ...['authority_id', 'id', 'person_id', 'responsibilities', 'lgsl', 'covers', 'based_at', 'hours', 'languages'],
  'changed_at',
];

/** An officer's correction of their own entry, for an editor to decide. */
async function proposeCorrection(kernel: Kernel, { authorities, staff }: Loaded): Promise<void> {
  const authorityId = authorities.ids.get('dunmere');
  const officer = staff.people.get('janet.oakley');
  if (!officer || authorityId === undefined) return;
  const grants = new Map([['directory.read', [{ authorityId }]]]);
  const actor: StaffActor = { kind: 'staff', staffId: officer.id, name: officer.name, via: 'session', grants };
  const { entry } = await runQuery(kernel, actor, getOwnEntry, {});
  const moved = { basedAt: 'Depot, Mill Road', telephone: '01632 960177' };
  const responsibilities = [...entry.content.responsibilities, 'missed bins', 'assisted collections'];
  const content = { ...entry.content, ...moved, responsibilities };
  await runCommand(kernel, actor, proposeEntry, { content, expectedVersion: entry.version });
}
