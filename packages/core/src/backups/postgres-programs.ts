import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { postgresProgramFailed, postgresProgramsMissing } from './backup-errors.js';

const run = promisify(execFile);

/** PostgreSQL's own programs of one version. */
export interface PostgresPrograms {
  readonly major: number;
  readonly dump: string;
  readonly restore: string;
}

/** Where Debian and Red Hat put each version's programs. */
const places: readonly [folder: string, below: string][] = [
  ['/usr/lib/postgresql', 'bin'],
  ['/usr', 'bin'],
];

/**
 * The programs that suit a server: of its own version, or else the next newer one, because older ones refuse it.
 * `folder` comes first when it is named.
 * @throws postgres_programs_missing saying what was found and what to install
 */
export async function findPostgresPrograms(serverMajor: number, folder?: string): Promise<PostgresPrograms> {
  const folders = folder === undefined ? ['', ...knownFolders()] : [folder];
  const found = (await Promise.all(folders.map(programsIn))).filter((each) => each !== undefined);
  const suitable = found.filter(({ major }) => major >= serverMajor).sort((a, b) => a.major - b.major);
  if (suitable[0]) return suitable[0];
  const versions = [...new Set(found.map(({ major }) => major))].sort((a, b) => a - b);
  const what = versions.length > 0 ? `only version ${versions.join(', ')} is here` : 'none is here';
  throw postgresProgramsMissing(
    {},
    `PostgreSQL’s own programs pg_dump and pg_restore are needed, of version ${serverMajor} or later as the server is: ${what}. Install them (Debian and Ubuntu: apt-get install postgresql-client-${serverMajor}), or name their folder under backups.postgresPrograms.`,
  );
}

function knownFolders(): string[] {
  return places.flatMap(([root, below]) =>
    existsSync(root)
      ? readdirSync(root)
          .filter((name) => /^(?:pgsql-)?\d+$/.test(name))
          .map((name) => path.join(root, name, below))
      : [],
  );
}

async function programsIn(folder: string): Promise<PostgresPrograms | undefined> {
  const [dump, restore] = [path.join(folder, 'pg_dump'), path.join(folder, 'pg_restore')];
  try {
    const { stdout } = await run(dump, ['--version']);
    const major = Number(/(\d+)/.exec(stdout)?.[1]);
    return Number.isNaN(major) ? undefined : { major, dump, restore };
  } catch {
    return undefined;
  }
}

/**
 * Runs one of them on the database at `url`. The password goes by the environment, which other accounts can't read.
 * @throws postgres_program_failed with what the program said
 */
export async function runPostgresProgram(
  program: string,
  url: string,
  words: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  const address = new URL(url);
  const password = decodeURIComponent(address.password);
  address.password = '';
  const env = { ...environment, LC_ALL: 'C', ...(password === '' ? {} : { PGPASSWORD: password }) };
  try {
    await run(program, ['--no-password', `--dbname=${address.href}`, ...words], { env, maxBuffer: 16 * 1024 ** 2 });
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim() || (error as Error).message;
    throw postgresProgramFailed({ cause: error }, `${path.basename(program)} failed: ${said.split('\n').at(0) ?? ''}`);
  }
}
