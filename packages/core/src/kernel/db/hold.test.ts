import { expect } from 'chai';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { isError } from '../errors.js';
import { testPostgres } from '../testing/postgres.js';
import type { Database } from './database.js';
import { holdInstallation } from './hold.js';

type Place = Pick<Database, 'address'>;

const refusal = async (work: Promise<unknown>): Promise<unknown> =>
  await work.then(
    () => undefined,
    (error: unknown) => error,
  );

/** Several hold it together, and one holds it alone. */
async function expectToShare(place: Place): Promise<void> {
  const some = [await holdInstallation(place, 'together'), await holdInstallation(place, 'together')];
  expect(isError(await refusal(holdInstallation(place, 'alone')), 'installation_in_use')).to.equal(true);
  for (const each of some) await each.release();
  const alone = await holdInstallation(place, 'alone');
  expect(isError(await refusal(holdInstallation(place, 'together')), 'installation_taken')).to.equal(true);
  await alone.release();
  await (await holdInstallation(place, 'together')).release();
}

describe('an installation that is held [sqlite]', () => {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'moothall-hold-'));
  after(() => rmSync(directory, { recursive: true, force: true }));

  it('is held by several together, or by one alone', () =>
    expectToShare({ address: { engine: 'sqlite', file: path.join(directory, 'test.sqlite') } }));
});

describe('an installation that is held [postgres]', () => {
  let url = '';
  let other: pg.Client;
  before(async function () {
    const postgres = await testPostgres();
    if (!postgres) return this.skip();
    url = await postgres.url();
    other = new pg.Client({ connectionString: url });
    await other.connect();
  });
  after(() => other?.end());

  const cutLine = () =>
    other.query(
      `select pg_terminate_backend(pid) from pg_locks
       where locktype = 'advisory' and pid <> pg_backend_pid() and granted`,
    );
  const place = (): Place => ({ address: { engine: 'postgres', url } });

  it('is held by several together, or by one alone', () => expectToShare(place()));

  it('is taken again when the line to the database was cut', async () => {
    const holders = async (): Promise<number[]> => {
      const granted = `select pid from pg_locks where locktype = 'advisory' and granted`;
      return (await other.query<{ pid: number }>(granted)).rows.map(({ pid }) => pid);
    };
    const hold = await holdInstallation(place(), 'together');
    const [first] = await holders();
    await cutLine();
    for (let now: number[] = []; now.length === 0 || now.includes(first ?? 0);) now = await holders();
    expect(isError(await refusal(holdInstallation(place(), 'alone')), 'installation_in_use')).to.equal(true);
    await hold.release();
  });

  it('is told when somebody took it alone before the line was back', async () => {
    const waiting = new pg.Client({ connectionString: url });
    await waiting.connect();
    const told = new Promise<void>(
      (resolve) => void holdInstallation(place(), 'together', resolve).then(() => inLine()),
    );
    const inLine = async (): Promise<void> => {
      const alone = waiting.query(`select pg_advisory_lock(${0x6d6f6f74})`);
      for (let waits = 0; waits === 0;) {
        const { rows } = await other.query<{ count: string }>(
          `select count(*) as count from pg_locks where locktype = 'advisory' and not granted`,
        );
        waits = Number(rows[0]?.count);
      }
      await cutLine();
      await alone;
    };
    await told;
    await waiting.end();
  });
});
