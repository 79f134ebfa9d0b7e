import type { Logger } from 'pino';
import type { Adapters } from './adapters.js';
import type { Clock, Instant } from './clock.js';
import type { Config } from './config.js';
import type { Database } from './db/database.js';
import type { FileStore } from './files.js';
import type { ReadAudit } from './read-audit.js';

/** Fills a buffer with random bytes: `crypto.randomBytes`, or a seeded one in tests. */
export type RandomBytes = (size: number) => Buffer;

/** The desk stands in: a copy of the database is read while the tables of the real one are changed. */
export interface StandingIn {
  /** When the copy was made. */
  readonly since: Instant;
  /** Keeps a contact outside any database until it is entered. On disk when it resolves. @throws storage_full; storage_unavailable */
  readonly keepContact: (contact: object) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** What every command and query leans on; made once by app/compose and handed down. */
export interface Kernel {
  readonly config: Config;
  readonly db: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly log: Logger;
  readonly readAudit: ReadAudit;
  readonly files: FileStore;
  /** The systems that this installation is connected to; none in a command that needs none. */
  readonly adapters: Adapters;
  /** Absent: the database is the real one. */
  readonly standsIn?: StandingIn;
}
