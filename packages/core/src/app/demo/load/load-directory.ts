import { sortNameOf } from '../../../identity/index.js';
import { newId } from '../../../kernel/ids.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { everyAuthority } from '../../../kernel/scope.js';
import { buildDirectoryPeople, workOfTeams, type DemoDirectoryPerson } from '../world/directory-people.js';
import type { DemoStaff, DemoWorld } from '../world/types.js';
import type { LoadedAuthorities } from './load-authorities.js';
import type { LoadedStaff } from './load-staff.js';
import { describePost } from './posts-repository.js';
import type { DemoFiles } from './read-files.js';

/** Besides the staff who sign in: enough that finding somebody needs the search. */
const directoryPeople = 2000;
const hiredOn = '2021-04-01';

/** What the staff deal with and who manages them, and everybody who is only in the directory. */
export async function loadDirectory(
  kernel: Kernel,
  world: DemoWorld,
  files: DemoFiles,
  { authorities, staff }: { readonly authorities: LoadedAuthorities; readonly staff: LoadedStaff },
): Promise<void> {
  const people = buildDirectoryPeople(world, files.services, directoryPeople);
  const ids = people.map(() => newId(kernel.clock, kernel.random));
  await insertPeople(kernel, { people, ids, world, authorities });
  const works = workOfTeams(files.services);
  const idOf = (person: DemoStaff | undefined): string | undefined => person && staff.people.get(person.key)?.id;
  await kernel.db.write(everyAuthority, async (db) => {
    for (const person of world.staff) {
      const leader = leaderOf(world, person);
      const headAt = people.findIndex(
        (each) => each.managerAt === undefined && each.authorityKey === person.employerKey,
      );
      const responsibilities = person.teamKeys.flatMap((key) => (works.get(key) ?? []).slice(0, 4)).slice(0, 12);
      const managerId = leader === person ? ids[headAt] : idOf(leader);
      await describePost(db, idOf(person), { responsibilities, managerId });
    }
  });
}

/** Their council's team leader, who works for its head. */
function leaderOf({ staff }: DemoWorld, { employerKey }: DemoStaff): DemoStaff | undefined {
  const colleagues = staff.filter((each) => each.employerKey === employerKey);
  return colleagues.find(({ roles }) => roles.some(({ role }) => role === 'team-leader'));
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
  const persons = people.map(({ name, email, telephone }, at) => {
    return [ids[at], name, sortNameOf(name), email, telephone, '{}', 0, 0, now, 1];
  });
  const posts = people.map(({ authorityKey: key, jobTitle, responsibilities, managerAt }, at) => {
    const manager = managerAt === undefined ? null : ids[managerAt];
    const work = [jobTitle, responsibilities.join('\n'), manager, hiredOn];
    return [newId(kernel.clock, kernel.random), ids[at], employers.get(key) ?? '', authorities.ids.get(key), ...work];
  });
  await kernel.db.write(everyAuthority, async (db) => {
    await db.bulk('people', personColumns, persons);
    await db.bulk('employments', postColumns, posts);
  });
}

const personColumns = [
  ...['id', 'display_name', 'sort_name', 'email', 'telephone', 'preferences', 'unread_notifications'],
  ...['bulletins_read_at', 'created_at', 'version'],
];
const postColumns = [
  ...['id', 'person_id', 'employer', 'employer_authority_id', 'job_title', 'responsibilities', 'manager_id', 'from_on'],
];
