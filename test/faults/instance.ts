import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { assignRole } from '#core/access/index.js';
import { closeKernel, openDatabase, openKernel } from '#core/app/compose.js';
import { addAuthority } from '#core/authorities/index.js';
import { createAccount } from '#core/identity/index.js';
import { systemActor } from '#core/kernel/actor.js';
import { systemClock } from '#core/kernel/clock.js';
import { runCommand } from '#core/kernel/command.js';
import { readConfig, type Config } from '#core/kernel/config.js';
import type { Database } from '#core/kernel/db/database.js';
import type { Kernel } from '#core/kernel/kernel.js';
import { giveToken } from '#core/testing/api-token.js';

/** An installation in a folder of its own, with a council, an adviser and an API token of theirs. */
export interface Instance {
  readonly directory: string;
  readonly config: Config;
  readonly token: string;
  readonly personId: string;
  readonly authorityId: number;
  /** Opens the database beside (or after) the servers, for as long as the work takes. */
  withDatabase<T>(work: (db: Database) => Promise<T>): Promise<T>;
  remove(): void;
}

export interface InstancePlan {
  /** Default: SQLite in the folder. */
  readonly postgresUrl?: string;
  /** Where the data directory lies, when not in the instance's folder. */
  readonly data?: string;
}

/** Makes the folder, the configuration and the database. */
export async function makeInstance(plan: InstancePlan = {}): Promise<Instance> {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'moothall-faults-'));
  const database = plan.postgresUrl
    ? ['  engine: postgres', `  url: ${JSON.stringify(plan.postgresUrl)}`]
    : ['  engine: sqlite'];
  const settings = ['listen:', '  port: 0', 'database:', ...database, 'log:', '  level: warn'];
  if (plan.data !== undefined) settings.push(`data: ${JSON.stringify(plan.data)}`);
  writeFileSync(path.join(directory, 'moothall.yaml'), `${settings.join('\n')}\n`);
  writeFileSync(path.join(directory, 'secrets.yaml'), `key: ${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
  const config = readConfig(directory, {});
  const kernel = await openKernel(config, systemClock());
  try {
    const people = await addPeople(kernel);
    return {
      directory,
      config,
      token: await giveToken(kernel, people.personId),
      ...people,
      ...closing(directory, config),
    };
  } finally {
    await closeKernel(kernel);
  }
}

const shared = { nation: 'england', brandColour: '#00594f' } as const;
const partnership = {
  ...shared,
  kind: 'partnership',
  slug: 'partnership',
  name: 'Westmoor Partnership',
  shortName: 'Partnership',
  tier: 'partnership',
  referencePrefix: 'PA',
} as const;
const dunmere = {
  ...shared,
  slug: 'dunmere',
  name: 'Dunmere District Council',
  shortName: 'Dunmere',
  tier: 'district',
  referencePrefix: 'DU',
} as const;

async function addPeople(kernel: Kernel): Promise<Pick<Instance, 'personId' | 'authorityId'>> {
  const setUp = systemActor('a test sets the scene');
  await runCommand(kernel, setUp, addAuthority, partnership);
  const { id: authorityId } = await runCommand(kernel, setUp, addAuthority, dunmere);
  const person = { displayName: 'Priya Nair' };
  const { personId } = await runCommand(kernel, setUp, createAccount, { person, signInName: 'priya.nair' });
  await runCommand(kernel, setUp, assignRole, { personId, authority: 'dunmere', role: 'team-leader' });
  return { personId, authorityId };
}

function closing(directory: string, config: Config): Pick<Instance, 'withDatabase' | 'remove'> {
  return {
    withDatabase: async (work) => {
      const db = await openDatabase(config);
      try {
        return await work(db);
      } finally {
        await db.close();
      }
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}
