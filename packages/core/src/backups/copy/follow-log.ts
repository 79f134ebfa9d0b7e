import { createHash } from 'node:crypto';
import { closeSync, createReadStream, fstatSync, openSync, readSync } from 'node:fs';
import type { Clock, Instant } from '../../kernel/clock.js';
import { copyBusy } from './copy-errors.js';
import { holdDatabase, type Folded, type HeldDatabase } from './log-repository.js';
import { withLog, type Committed, type LogPosition, type OpenedLog } from './read-log.js';
import type { Page } from './segment.js';

/** Pages that are to be copied, not read yet. */
export interface Piece {
  readonly at: Instant;
  /** Whether the database is as it was at that moment once this is applied; else the next piece belongs to it. */
  readonly isWhole: boolean;
  readonly pageBytes: number;
  readonly databasePages: number;
  /** Up to where the log is copied with it. */
  readonly position: LogPosition | null;
  readonly pages: () => readonly Page[];
}

/** Pages of one piece: 4 MB as SQLite makes them. */
const pagesAtOnce = 1024;
const mostPagesInMemory = 8 * pagesAtOnce;

/** What came of folding the log. */
export interface TurnedOver {
  /** What was left in it; `broken`: it isn’t the log that was followed. */
  readonly rest: Piece[] | 'broken';
  /** Whether the file is the database as it was at that moment. */
  readonly isWhole: boolean;
  readonly at: Instant;
}

/**
 * Reads what is committed to a database, as long as it is open without a gap. While pieces are not copied yet, `turnOver`
 * must not be called: what they are read from could be gone.
 */
export class LogFollower {
  private readonly file: string;
  private readonly clock: Clock;
  private readonly mostPagesLeft: number;
  private readonly database: HeldDatabase;
  /**
   * Open until the end: closing a file gives up every lock that the process has on it (POSIX), and SQLite’s own locks are on
   * this one.
   */
  private readonly fd: number;
  private readTo: LogPosition | null = null;
  /**
   * Whether the log was read to its end since it is held. Then it begins anew only with nothing unread in it: while anything
   * in it is not folded, the read that holds it keeps it from that.
   */
  private hasReadAll = false;
  private follows = false;

  /**
   * `mostPagesLeft`: pages that are kept in memory while writers wait.
   * @throws when the file is no database with a log
   */
  constructor(file: string, clock: Clock, mostPagesLeft = mostPagesInMemory) {
    this.file = file;
    this.clock = clock;
    this.mostPagesLeft = mostPagesLeft;
    this.database = holdDatabase(file);
    this.fd = openSync(file, 'r');
  }

  /**
   * Goes on where an earlier one stopped; to be called at once. `false`: what was written since can’t be told any more.
   */
  async resume(position: LogPosition | null, fileDigest: string | null): Promise<boolean> {
    this.follows = withLog(this.file, (log) => {
      if (!position || !log?.has(position)) return false;
      this.readTo = position;
      this.hasReadAll = log.committedAfter(position) === undefined;
      return true;
    });
    if (!this.follows && fileDigest !== null) this.follows = (await this.digest()) === fileDigest;
    return this.follows;
  }

  /** What was committed since the last time; `broken`: the log began anew before all of it was read. */
  readNew(): Piece[] | 'broken' {
    const found = this.follows ? this.read('later') : 'broken';
    return found === 'too much' ? 'broken' : found;
  }

  /** Leaves unread what was committed until `turnOver`: the whole file is read then. */
  skip(): void {
    this.follows = false;
  }

  /**
   * Folds the log into the file while writers wait. From then on, until the next time, the file stays the database as it was
   * at that moment, if it was folded wholly. @throws copy_busy
   */
  turnOver(): TurnedOver {
    this.database.foldBeside();
    const left: { rest: Piece[] | 'broken' } = { rest: [] };
    const take = (): boolean => {
      const rest = this.follows ? this.read('now') : [];
      if (rest === 'too much') return false;
      left.rest = rest;
      return true;
    };
    const done = this.database.fold(take, (folded) => this.settle(folded));
    if (!done) throw copyBusy();
    const { isWhole, isAsRead, at } = done;
    return { rest: isAsRead ? left.rest : 'broken', isWhole, at };
  }

  /** The whole file in pieces, right after it was folded. */
  wholeFile(at: Instant): Piece[] {
    const pageBytes = this.pageBytes();
    const databasePages = Math.floor(fstatSync(this.fd).size / pageBytes);
    const pieces: Piece[] = [];
    for (let from = 0; from < databasePages; from += pagesAtOnce) {
      const count = Math.min(pagesAtOnce, databasePages - from);
      const isWhole = from + count === databasePages;
      const pages = (): Page[] =>
        Array.from({ length: count }, (_, index) => {
          const bytes = this.bytesAt((from + index) * pageBytes, pageBytes);
          return { page: from + index + 1, bytes };
        });
      pieces.push({ at, isWhole, pageBytes, databasePages, position: this.readTo, pages });
    }
    return pieces;
  }

  /** That nothing was committed until now. */
  nothingNew(databasePages: number): Piece {
    const about = { at: this.clock.now(), isWhole: true, pageBytes: this.pageBytes(), databasePages };
    return { ...about, position: this.readTo, pages: () => [] };
  }

  /** SHA-256 of the file, which stays as it is while the log is held after it was folded. */
  async digest(): Promise<string> {
    const hash = createHash('sha256');
    const stream = createReadStream('', { fd: this.fd, start: 0, autoClose: false, highWaterMark: 1024 ** 2 });
    for await (const piece of stream) hash.update(piece as Buffer);
    return hash.digest('hex');
  }

  /** Since the log began; its file doesn’t become smaller again. */
  logBytes(): number {
    return withLog(this.file, (log) => log?.writtenBytes() ?? 0);
  }

  close(): void {
    this.database.close();
    closeSync(this.fd);
  }

  private settle({ isWhole, frames }: Folded): { isWhole: boolean; isAsRead: boolean; at: Instant } {
    const end = frames === 0 ? null : withLog(this.file, (log) => log?.positionAfter(frames) ?? null);
    const isAsRead = !this.follows || end === null || this.readTo === null || isSame(end, this.readTo);
    [this.readTo, this.hasReadAll, this.follows] = [end, true, true];
    return { isWhole, isAsRead, at: this.clock.now() };
  }

  private read(when: 'now' | 'later'): Piece[] | 'broken' | 'too much' {
    return withLog(this.file, (log) => {
      const from = this.continuation(log);
      if (from === 'broken') {
        this.follows = false;
        return 'broken';
      }
      const committed = from && log?.committedAfter(from);
      if (!log || !committed) {
        this.hasReadAll = true;
        return [];
      }
      if (when === 'now' && committed.pages.length > this.mostPagesLeft) return 'too much';
      const pieces = this.piecesOf(log, committed, when);
      this.readTo = pieces.at(-1)?.position ?? this.readTo;
      this.hasReadAll = true;
      return pieces;
    });
  }

  private piecesOf(log: OpenedLog, { pages, databasePages }: Committed, when: 'now' | 'later'): Piece[] {
    const at = this.clock.now();
    const pieces: Piece[] = [];
    for (let start = 0; start < pages.length; start += pagesAtOnce) {
      const some = pages.slice(start, start + pagesAtOnce);
      const frames = new Map(some.map(({ page, frame }) => [page, frame]));
      const isWhole = start + some.length === pages.length;
      const position = log.positionAfter(some.at(-1)?.frame ?? 0);
      const now = when === 'now' ? contentsOf(log, frames) : undefined;
      const later = (): Page[] => withLog(this.file, (again) => contentsOf(sameLog(again, position), frames));
      const { pageBytes } = log.header;
      pieces.push({ at, isWhole, databasePages, pageBytes, position, pages: () => now ?? later() });
    }
    return pieces;
  }

  /** Behind what the next frames of this log are new; without a log, there are none. */
  private continuation(log: OpenedLog | undefined): LogPosition | 'broken' | undefined {
    const { readTo, hasReadAll } = this;
    if (!log) return readTo === null || hasReadAll ? undefined : 'broken';
    if (readTo === null) return log.beginning;
    if (log.has(readTo)) return readTo;
    const hasBegunAnew = hasReadAll && log.header.salts[0] === (readTo.salts[0] + 1) >>> 0;
    return hasBegunAnew ? log.beginning : 'broken';
  }

  private pageBytes(): number {
    const stored = this.bytesAt(16, 2).readUInt16BE(0);
    return stored === 1 ? 65_536 : stored;
  }

  private bytesAt(at: number, length: number): Buffer {
    const bytes = Buffer.alloc(length);
    if (readSync(this.fd, bytes, 0, length, at) !== length)
      throw new Error('The database became shorter while it was copied.');
    return bytes;
  }
}

const isSame = (some: LogPosition, other: LogPosition): boolean =>
  some.frames === other.frames && some.sum.join() === other.sum.join() && some.salts.join() === other.salts.join();

const contentsOf = (log: OpenedLog, frames: ReadonlyMap<number, number>): Page[] =>
  [...frames].map(([page, frame]) => ({ page, bytes: log.content(frame) }));

/** @throws when the log is another one than that in which the position lies */
function sameLog(log: OpenedLog | undefined, position: LogPosition): OpenedLog {
  if (!log?.has(position)) throw new Error('The log of the database went away while it was copied.');
  return log;
}
