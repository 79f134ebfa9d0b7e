import { chainsBroken, moveToPostgres, notSqlite, type Moved } from '../copies/index.js';
import type { Clock } from '../kernel/clock.js';
import { checkConfig, type Config } from '../kernel/config.js';
import { databaseAddress } from '../kernel/db/database-address.js';
import { badInput } from '../kernel/errors.js';
import { brokenChains } from './restore.js';
import { writeSetting } from './settings-file.js';

export interface MoveAsked {
  /** Of the empty database, as `database.url` would have it. */
  readonly url: string;
  /** If it isn't in the address. */
  readonly password: string | undefined;
  /** Whether the configuration names PostgreSQL afterwards. */
  readonly then: 'stay' | 'switch';
  readonly environment: NodeJS.ProcessEnv;
  readonly onStep?: (step: string) => void;
}

export interface MovedInstallation extends Moved {
  /** The value of `database` in moothall.yaml that goes back. */
  readonly before: string;
  /** The value that names PostgreSQL, without the password. */
  readonly after: string;
}

/**
 * Moves an installation from SQLite to PostgreSQL: its rows, each compared, and, where asked, its configuration. The
 * SQLite file stays as it is.
 * @throws not_sqlite; bad_input for an address that is none; what `moveToPostgres` throws
 */
export async function moveInstallation(config: Config, clock: Clock, asked: MoveAsked): Promise<MovedInstallation> {
  const from = databaseAddress(config);
  if (from.engine !== 'sqlite' || config.database.engine !== 'sqlite') throw notSqlite();
  const { url, password } = splitAddress(asked);
  const secrets = { key: config.secrets.key, ...(password === undefined ? {} : { database: { password } }) };
  const settings = { log: { level: 'silent' }, data: config.data, database: { engine: 'postgres', url } };
  const moved = checkConfig(config.directory, settings, secrets);
  const to = databaseAddress(moved);
  if (to.engine !== 'postgres') throw notSqlite();
  const verify = async (): Promise<void> => {
    const broken = await brokenChains(moved, clock);
    if (broken.length > 0) throw chainsBroken({}, `${chainsBroken().message} (authority ${broken.join(', ')})`);
  };
  const { onStep } = asked;
  const done = await moveToPostgres({ from, to, verify, ...(onStep ? { onStep } : {}) }, clock);
  const after = `{ engine: postgres, url: ${JSON.stringify(url)} }`;
  if (asked.then === 'switch') {
    const write = (name: string, value: string): Promise<void> =>
      writeSetting(config.directory, asked.environment, { name, value });
    if (password !== undefined) await write('secrets.database.password', password);
    await write('database', after);
  }
  return { ...done, before: `{ engine: sqlite, file: ${JSON.stringify(config.database.file)} }`, after };
}

/** A password in the address goes to the secrets. @throws bad_input */
function splitAddress({ url, password }: MoveAsked): { url: string; password: string | undefined } {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (!address || !/^postgres(ql)?:$/.test(address.protocol) || address.pathname.length < 2)
    throw badInput({ faults: [{ field: '--to', message: 'Write it as postgres://user@host/database' }] });
  const within = decodeURIComponent(address.password);
  address.password = '';
  return { url: address.href, password: password ?? (within === '' ? undefined : within) };
}
