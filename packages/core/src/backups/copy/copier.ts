import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { DAY_MS, MINUTE_MS, SECOND_MS, type Instant } from '../../kernel/clock.js';
import { isError } from '../../kernel/errors.js';
import { noBackupKey } from '../backup-errors.js';
import type { CopierParts } from './copier-parts.js';
import { clearOld } from './clear-old.js';
import { copyFiles } from './copy-files.js';
import { copyBusy, copyOfAnother } from './copy-errors.js';
import { readOwner, writeOwner } from './copy-owner.js';
import { atPlace, generationName, listPlace, mediaType, PlaceFault, segmentName } from './copy-place.js';
import { digestOfKeys, emptyRecord, readCopyRecord, writeCopyRecord, type CopyRecord } from './copy-record.js';
import { LogFollower, type Piece } from './follow-log.js';
import { sealSegment } from './segment.js';

type Chain = NonNullable<CopyRecord['chain']>;
/** A segment as it goes to the place; the same bytes each time that it is tried. */
type Waiting = Piece & { sealed?: { readonly name: string; readonly bytes: Buffer; readonly sha256: string } };

const newGenerationAfterMs = DAY_MS;
/** After so long without a write, a segment without pages says that there was none. */
const quietMs = MINUTE_MS;
const filesEveryMs = 15 * SECOND_MS;
const ownerEveryMs = 15 * SECOND_MS;

/**
 * Copies a database and the uploaded files to a place as they change: whoever calls `copy` every few seconds has that long a
 * recovery point. Nothing is lost while it is not called, or the place is away: the log is kept until it is copied, and where
 * it can't be, the copy begins anew with the whole database.
 */
export class Copier {
  private readonly parts: CopierParts;
  private log: LogFollower | undefined;
  private record: CopyRecord = emptyRecord;
  /** Whether the log goes on where the record ends. */
  private isFollowing = false;
  /** Whether the place, too, is as the record says. */
  private isResumed = false;
  private waiting: Waiting[] = [];
  private knownFiles: { readonly keys: string; readonly digests: Set<string> } | undefined;
  private lookedAtFiles = 0;
  private lookedAtOwner = 0;
  private takesOver: boolean;

  constructor(parts: CopierParts) {
    this.parts = parts;
    this.takesOver = parts.takesOver ?? false;
  }

  /** Copies everything that was committed until now. @throws whatever kept it from that, which the record says too */
  async copy(): Promise<void> {
    await this.noted(() => this.round());
  }

  /** The same, so that the next one goes on without beginning anew; then lets the database go. @throws as above */
  async end(): Promise<void> {
    try {
      await this.noted(async () => {
        await this.round();
        const isWhole = await this.turnOver();
        if (!this.log || !this.record.chain) return;
        const since = this.log.readNew();
        if (since === 'broken') return this.drop();
        const isStill = since.length === 0;
        this.waiting.push(...(isStill ? [this.log.nothingNew(this.record.chain.databasePages)] : since));
        await this.ship(await this.parts.keys());
        const file = isWhole && isStill ? await this.log.digest() : null;
        this.record = { ...this.record, chain: { ...this.record.chain, file }, hasEnded: true };
      });
    } finally {
      this.letGo();
    }
  }

  /** Lets the database go as it is: what `end` does where the copy can wait. */
  letGo(): void {
    this.log?.close();
    this.log = undefined;
    this.forget();
  }

  /** What is known of the log and not in the record. */
  private forget(): void {
    [this.isFollowing, this.isResumed, this.waiting] = [false, false, []];
  }

  /** The generation ends here: what comes next doesn’t follow on it. */
  private drop(): void {
    this.record = { ...this.record, chain: null };
    this.forget();
  }

  private async noted(work: () => Promise<void>): Promise<void> {
    const { clock, folder } = this.parts;
    if (!this.log) this.record = await readCopyRecord(folder);
    this.record = { ...this.record, hasEnded: false };
    try {
      await work();
      this.record = { ...this.record, fault: null };
    } catch (error) {
      this.record = { ...this.record, fault: (error as Error).message };
      this.afterFault(error);
      throw error;
    } finally {
      this.record = { ...this.record, lookedAt: clock.now() };
      await writeCopyRecord(folder, this.record);
    }
  }

  /** While the place is away or the log can’t be folded, it is kept, as long as it is not too long. */
  private afterFault(error: unknown): void {
    const isTooLong = (this.log?.logBytes() ?? 0) > (this.parts.letGoAtBytes ?? 1024 ** 3);
    const canWait = error instanceof PlaceFault || isError(error, copyBusy.code);
    if (!canWait || isTooLong) this.letGo();
  }

  private async round(): Promise<void> {
    const keys = await this.parts.keys();
    if (keys.length === 0)
      throw noBackupKey({}, 'There is no key to encrypt the continuous copy to. Run "moothall backup key new" once.');
    const log = (this.log ??= await this.opened());
    await this.own(keys);
    await this.ship(keys);
    if (!this.isResumed) this.isResumed = this.isFollowing && (await this.isPlaceAsLeft(keys));
    if (this.isResumed) await this.follow(keys);
    if (!this.isResumed || this.isDue(keys)) await this.begin(keys);
    if (log.logBytes() > (this.parts.foldAtBytes ?? 32 * 1024 ** 2)) await this.turnOver();
    await this.files(keys);
  }

  /** The first installation to copy to a place has it, until another one takes it over. @throws copy_of_another */
  private async own(keys: readonly string[]): Promise<void> {
    const { place, folder, clock, random } = this.parts;
    if (this.isResumed && !this.isDue(keys) && clock.now() - this.lookedAtOwner < ownerEveryMs) return;
    const there = await atPlace(() => readOwner(place));
    const isOwn = there === undefined || there === this.record.owner;
    if (!isOwn && !this.takesOver) this.giveWay();
    if (this.takesOver) this.beginWith(emptyRecord);
    if (there === undefined || this.takesOver) {
      const mine = this.record.owner ?? random(16).toString('hex');
      this.record = { ...this.record, owner: mine };
      await writeCopyRecord(folder, this.record);
      await atPlace(() => writeOwner(place, mine));
      if ((await atPlace(() => readOwner(place))) !== mine) this.giveWay(); // another one claimed it at the same time
    }
    this.takesOver = false;
    this.lookedAtOwner = clock.now();
  }

  private giveWay(): never {
    const { owner, copiedUntil } = this.record;
    this.beginWith({ ...emptyRecord, owner, copiedUntil });
    throw copyOfAnother();
  }

  private beginWith(record: CopyRecord): void {
    this.record = record;
    this.knownFiles = undefined;
    this.forget();
  }

  private isDue(keys: readonly string[]): boolean {
    const { chain } = this.record;
    if (!chain?.isBegun || chain.keys !== digestOfKeys(keys)) return true;
    return this.parts.clock.now() - chain.began >= newGenerationAfterMs;
  }

  private async opened(): Promise<LogFollower> {
    const log = new LogFollower(this.parts.file, this.parts.clock, this.parts.mostPagesLeft);
    const { chain } = this.record;
    this.isFollowing = chain?.isBegun === true && (await log.resume(chain.position, chain.file));
    return log;
  }

  /** Whether the generation of an earlier run can go on. */
  private async isPlaceAsLeft(keys: readonly string[]): Promise<boolean> {
    const { chain } = this.record;
    if (!chain?.isBegun || chain.keys !== digestOfKeys(keys)) return false;
    const { generations } = await atPlace(() => listPlace(this.parts.place));
    return generations.find(({ name }) => name === chain.generation)?.segments.at(-1)?.number === chain.number;
  }

  private async follow(keys: readonly string[]): Promise<void> {
    const found = this.followed().readNew();
    if (found === 'broken') return this.drop();
    this.waiting.push(...found);
    const { chain } = this.record;
    if (found.length === 0 && chain && this.parts.clock.now() - chain.at >= quietMs)
      this.waiting.push(this.followed().nothingNew(chain.databasePages));
    await this.ship(keys);
  }

  /** Begins a generation: with the file, right after all of the log was folded into it. @throws copy_busy */
  private async begin(keys: readonly string[]): Promise<void> {
    if (!this.isResumed) this.followed().skip();
    const { rest, isWhole, at } = this.followed().turnOver();
    if (!this.isResumed || rest === 'broken') this.drop();
    else this.waiting.push(...rest);
    await this.ship(keys);
    if (!isWhole) throw copyBusy();
    const began = this.later(at);
    const generation = generationName(began, this.parts.random(3).toString('hex'), this.record.owner ?? '');
    const about = { position: null, file: null, keys: digestOfKeys(keys), isBegun: false };
    const chain: Chain = { generation, began, number: 0, previous: null, at: began, databasePages: 0, ...about };
    this.record = { ...this.record, chain };
    this.isResumed = true;
    this.waiting = this.followed().wholeFile(began);
    await this.ship(keys);
  }

  /** Folds the log once it is long. Answers whether all of it was. */
  private async turnOver(): Promise<boolean> {
    const { rest, isWhole } = this.followed().turnOver();
    if (rest === 'broken') {
      this.drop();
      return false;
    }
    this.waiting.push(...rest);
    await this.ship(await this.parts.keys());
    return isWhole;
  }

  /** Takes what waits to the place, in order. */
  private async ship(keys: readonly string[]): Promise<void> {
    for (let [next] = this.waiting; next; [next] = this.waiting) {
      const { chain } = this.record;
      if (!chain) throw new Error('There is no generation to copy to.');
      const at = this.later(next.at);
      const { name, bytes, sha256 } = (next.sealed ??= await this.sealed(next, chain, at, keys));
      await atPlace(() => this.parts.place.store({ name, mediaType, bytes, sha256 }));
      this.waiting.shift();
      const { isWhole, position, databasePages } = next;
      const isBegun = chain.isBegun || isWhole;
      const after = { number: chain.number + 1, previous: sha256, at, databasePages, position, isBegun, file: null };
      const copiedUntil = isWhole ? at : this.record.copiedUntil;
      this.record = { ...this.record, chain: { ...chain, ...after }, copiedUntil };
      await writeCopyRecord(this.parts.folder, this.record);
      if (isBegun && !chain.isBegun) await this.clearOld(chain);
    }
  }

  private async clearOld({ generation, began }: Chain): Promise<void> {
    const { place, keepDays } = this.parts;
    await atPlace(() => clearOld(place, { generation, before: began - keepDays * DAY_MS }));
  }

  private async sealed(piece: Piece, chain: Chain, at: Instant, keys: readonly string[]) {
    const { isWhole, pageBytes, databasePages } = piece;
    const { generation, previous } = chain;
    const number = chain.number + 1;
    const about = { generation, number, previous, at, isWhole, pageBytes, databasePages };
    const bytes = await sealSegment(about, piece.pages(), keys);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { name: segmentName({ generation, number, at, isWhole }), bytes, sha256 };
  }

  private async files(keys: readonly string[]): Promise<void> {
    const { clock, place, filesFolder, keepDays } = this.parts;
    if (clock.now() - this.lookedAtFiles < filesEveryMs || !existsSync(filesFolder)) return;
    const filesKeys = digestOfKeys(keys);
    const known = await this.filesAtPlace(filesKeys);
    if (this.record.filesKeys !== filesKeys) {
      this.record = { ...this.record, filesKeys: '' };
      await writeCopyRecord(this.parts.folder, this.record); // before the first file that has other keys
    }
    const about = { folder: filesFolder, place, keys, known, gone: this.record.goneFiles, clock };
    const { gone: goneFiles, isDone } = await atPlace(() => copyFiles(about, keepDays * DAY_MS));
    this.record = { ...this.record, goneFiles, ...(isDone ? { filesKeys } : {}) };
    if (isDone) this.lookedAtFiles = clock.now();
  }

  /** Those that are encrypted to these keys. */
  private async filesAtPlace(keys: string): Promise<Set<string>> {
    if (this.knownFiles?.keys !== keys) {
      const isSame = this.record.filesKeys === keys;
      const files = isSame ? (await atPlace(() => listPlace(this.parts.place))).files : [];
      this.knownFiles = { keys, digests: new Set(files) };
    }
    return this.knownFiles.digests;
  }

  private followed(): LogFollower {
    if (!this.log) throw new Error('The copier has let the database go.');
    return this.log;
  }

  /** A clock that was set back doesn't bring segments out of order. */
  private later(at: Instant): Instant {
    return Math.max(at, this.record.chain?.at ?? 0);
  }
}
