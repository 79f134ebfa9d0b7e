import type { Clock } from '../../kernel/clock.js';
import type { RandomBytes } from '../../kernel/kernel.js';
import type { CopyPlace } from './copy-place.js';

/** What a copier works with. */
export interface CopierParts {
  /** Of the database. */
  readonly file: string;
  /** Where the copier keeps how far it is. */
  readonly folder: string;
  /** Of the uploaded files. */
  readonly filesFolder: string;
  readonly place: CopyPlace;
  /** Public keys, read anew each time. */
  readonly keys: () => Promise<readonly string[]>;
  /** How many days one can go back. */
  readonly keepDays: number;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** Larger than that, the log is folded. Default 32 MB. */
  readonly foldAtBytes?: number;
  /** Larger than that, it is let go while the place is away. Default 1 GB. */
  readonly letGoAtBytes?: number;
  /** Kept in memory while writers wait. Default 8192. */
  readonly mostPagesLeft?: number;
  /** Whether it takes a place from another installation that copies there. */
  readonly takesOver?: boolean;
}
