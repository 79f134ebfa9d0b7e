import { assignRole } from '../../../access/index.js';
import { addTeam, addTeamMember } from '../../../directory/index.js';
import { createAccount } from '../../../identity/index.js';
import { runCommand } from '../../../kernel/command.js';
import { newId } from '../../../kernel/ids.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { everyAuthority } from '../../../kernel/scope.js';
import type { DemoStaff, DemoWorld } from '../world/types.js';
import { demoActor, type LoadedAuthorities } from './load-authorities.js';

/** Ids by the demo's keys. */
export interface LoadedStaff {
  readonly people: ReadonlyMap<string, { readonly id: string; readonly name: string }>;
  /** By `<authority key>/<team key>`. */
  readonly teams: ReadonlyMap<string, string>;
}

export async function loadStaff(
  kernel: Kernel,
  world: DemoWorld,
  authorities: LoadedAuthorities,
  passwordHash: string,
): Promise<LoadedStaff> {
  const teams = await loadTeams(kernel, world, authorities);
  const people = new Map<string, { id: string; name: string }>();
  for (const person of world.staff) {
    const loaded = await loadPerson(kernel, person, passwordHash);
    people.set(person.key, loaded);
    await loadEmployment(kernel, world, person, loaded.id, authorities);
    for (const teamKey of person.teamKeys) {
      const teamId = teams.get(`${person.employerKey}/${teamKey}`);
      const leads = person.roles.some(({ role }) => role === 'team-leader');
      if (teamId) await runCommand(kernel, demoActor, addTeamMember, { teamId, personId: loaded.id, leads });
    }
  }
  return { people, teams };
}

async function loadTeams(kernel: Kernel, world: DemoWorld, { ids }: LoadedAuthorities): Promise<Map<string, string>> {
  const teams = new Map<string, string>();
  for (const { key, name, purpose, authorityKey } of world.teams) {
    const { id } = await runCommand(kernel, demoActor, addTeam, {
      authorityId: ids.get(authorityKey),
      key,
      name,
      purpose,
    });
    teams.set(`${authorityKey}/${key}`, id);
  }
  return teams;
}

async function loadPerson(
  kernel: Kernel,
  staff: DemoStaff,
  passwordHash: string,
): Promise<{ id: string; name: string }> {
  const name = `${staff.givenName} ${staff.familyName}`;
  const person = { displayName: name, email: staff.email, telephone: staff.phone };
  const account = { person, signInName: staff.signInName, passwordHash };
  const { personId } = await runCommand(kernel, demoActor, createAccount, account);
  for (const { authorityKey: authority, role, fromOn } of staff.roles)
    await runCommand(kernel, demoActor, assignRole, { personId, authority, role, fromOn });
  return { id: personId, name };
}

async function loadEmployment(
  kernel: Kernel,
  world: DemoWorld,
  staff: DemoStaff,
  personId: string,
  { ids }: LoadedAuthorities,
): Promise<void> {
  const employer = world.authorities.find(({ key }) => key === staff.employerKey);
  const named = ['id', 'person_id', 'employer', 'employer_authority_id', 'job_title', 'responsibilities', 'from_on'];
  const id = newId(kernel.clock, kernel.random);
  const from = staff.roles[0]?.fromOn ?? '2020-01-01';
  const row = [id, personId, employer?.name ?? '', ids.get(staff.employerKey), staff.jobTitle, '', from];
  await kernel.db.write(everyAuthority, (db) => db.bulk('employments', named, [row]));
}
