import { readDemoFiles } from '#core/app/demo/load/read-files.js';
import { loadAuthorities } from '#core/app/demo/load/load-authorities.js';
import { loadCatalogue, type LoadedCatalogue } from '#core/app/demo/load/load-catalogue.js';
import { loadDirectory } from '#core/app/demo/load/load-directory.js';
import { loadStaff, type LoadedStaff } from '#core/app/demo/load/load-staff.js';
import { buildWorld } from '#core/app/demo/world/build-world.js';
import type { DemoOwnerKey, DemoWorld } from '#core/app/demo/world/types.js';
import { assignRole } from '#core/access/index.js';
import { createAccount, hashPassword } from '#core/identity/index.js';
import { systemActor } from '#core/kernel/actor.js';
import { runCommand } from '#core/kernel/command.js';
import type { Kernel } from '#core/kernel/kernel.js';
import { membersOf, type Members } from '../world/councils.js';

export interface Organisation {
  readonly authorities: ReadonlyMap<DemoOwnerKey, number>;
  readonly staff: LoadedStaff;
  readonly catalogue: LoadedCatalogue;
  /** The adviser as whom the load is sent: of the partnership's contact centre, for all members. */
  readonly adviserId: string;
}

/** The demo's councils with their services, teams and staff, and a past whose cases are the patterns of all others. */
export function patternWorld(endAt: number, members: Members): DemoWorld {
  const { services, teams } = readDemoFiles();
  const size = { customers: 2000, contactsAndCases: 8000 };
  return ofMembers(buildWorld({ seed: 'bench', startAt: endAt, services, teams, ...size }), members);
}

function ofMembers(world: DemoWorld, members: Members): DemoWorld {
  const keys: readonly string[] = ['partnership', ...membersOf(members)];
  return {
    ...world,
    authorities: world.authorities.filter(({ key }) => keys.includes(key)),
    teams: world.teams.filter(({ authorityKey }) => keys.includes(authorityKey)),
    staff: world.staff.filter(({ employerKey }) => keys.includes(employerKey)),
    cases: world.cases.filter(({ authorityKey }) => keys.includes(authorityKey)),
  };
}

export async function writeOrganisation(kernel: Kernel, world: DemoWorld, members: Members): Promise<Organisation> {
  const authorities = await loadAuthorities(kernel, world);
  // Nobody signs in by password: the load begins its session in the database.
  const passwordHash = await hashPassword(kernel.random(16).toString('hex'), kernel.random);
  const staff = await loadStaff(kernel, world, authorities, passwordHash);
  const files = readDemoFiles();
  const catalogue = await loadCatalogue(kernel, world, { ...files, articles: [] }, authorities);
  if (members !== 'founders') await loadDirectory(kernel, world, files, { authorities, staff });
  return { authorities: authorities.ids, staff, catalogue, adviserId: await addAdviser(kernel, members) };
}

async function addAdviser(kernel: Kernel, members: Members): Promise<string> {
  const actor = systemActor('builds the benchmark');
  const person = { displayName: 'Bench Adviser' };
  const { personId } = await runCommand(kernel, actor, createAccount, { person, signInName: 'bench.adviser' });
  for (const authority of membersOf(members))
    await runCommand(kernel, actor, assignRole, { personId, authority, role: 'adviser', fromOn: '1 January 2020' });
  return personId;
}
