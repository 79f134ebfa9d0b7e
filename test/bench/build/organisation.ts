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
  readonly advisers: Advisers;
}

/** As whom the load is sent, by their person's id. */
export interface Advisers {
  /** Of the partnership's contact centre, for all members. */
  readonly ofAll: string;
  /** Of Castlebridge alone. */
  readonly ofOne: string;
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
  return { authorities: authorities.ids, staff, catalogue, advisers: await addAdvisers(kernel, members) };
}

async function addAdvisers(kernel: Kernel, members: Members): Promise<Advisers> {
  return {
    ofAll: await addAdviser(kernel, { displayName: 'Bench Adviser', signInName: 'bench.adviser' }, membersOf(members)),
    ofOne: await addAdviser(kernel, { displayName: 'Bench Ownadviser', signInName: 'bench.own' }, ['castlebridge']),
  };
}

async function addAdviser(
  kernel: Kernel,
  { displayName, signInName }: { readonly displayName: string; readonly signInName: string },
  councils: readonly string[],
): Promise<string> {
  const actor = systemActor('builds the benchmark');
  const { personId } = await runCommand(kernel, actor, createAccount, { person: { displayName }, signInName });
  for (const authority of councils)
    await runCommand(kernel, actor, assignRole, { personId, authority, role: 'adviser', fromOn: '1 January 2020' });
  return personId;
}
