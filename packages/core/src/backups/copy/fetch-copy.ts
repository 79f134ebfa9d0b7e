import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import type { Instant } from '../../kernel/clock.js';
import { isError } from '../../kernel/errors.js';
import { wrongBackupKey } from '../backup-errors.js';
import { copyDamaged, momentNotCopied, momentOfAnother, noCopy } from './copy-errors.js';
import { readOwner } from './copy-owner.js';
import { listPlace, ownerOf, unbroken, type CopyPlace, type SegmentName } from './copy-place.js';
import { openSegment, wholeOf, type SegmentHeader } from './segment.js';

/** A database as it was at a moment. */
export interface FetchedCopy {
  /** To when it goes back: the newest segment at or before the moment that was asked for. */
  readonly at: Instant;
  readonly generation: string;
  readonly segments: number;
}

export interface WantedMoment {
  readonly at: Instant | 'latest';
  /** The installation whose data are wanted; null: of whoever has the place now; `anybody`: of whoever copied then. */
  readonly owner: string | null;
}

/** How many segments are under way at once. */
const ahead = 8;

/**
 * Writes the database of a moment into a new file, and verifies every segment on the way.
 * @throws no_copy; moment_not_copied and copy_damaged, which name the moments that can be had; moment_of_another;
 * wrong_backup_key
 */
export async function fetchCopy(
  place: CopyPlace,
  wanted: WantedMoment,
  to: string,
  privateKeys: readonly string[],
): Promise<FetchedCopy> {
  const segments = await segmentsOf(place, wanted);
  const handle = await open(to, 'wx', 0o600);
  try {
    const at = await applyAll(place, segments, handle, privateKeys);
    await handle.sync();
    return { at, generation: segments[0]?.generation ?? '', segments: segments.length };
  } finally {
    await handle.close();
  }
}

/** Those that are applied for a moment: what another installation copied meanwhile is not among them unless it is wanted. */
async function segmentsOf(place: CopyPlace, { at, owner }: WantedMoment): Promise<readonly SegmentName[]> {
  const { generations } = await listPlace(place);
  const all = generations
    .map((generation) => untilWhole(unbroken(generation)))
    .filter((segments) => segments.length > 0);
  if (owner === 'anybody') return segmentsUntil(all, at);
  const whose = owner ?? (await readOwner(place)) ?? ownerOf(generations.at(-1)?.name ?? '');
  const own = all.filter(([first]) => ownerOf(first?.generation ?? '') === whose);
  try {
    return segmentsUntil(own, at);
  } catch (error) {
    if (!isCopiedBySomebody(all, at)) throw error;
    const says = own.length === 0 ? 'This installation has nothing in the continuous copy.' : (error as Error).message;
    throw momentOfAnother(
      { cause: error },
      `${says} Another installation copied to that place then: to go back to its data, run moothall restore with --from-another.`,
    );
  }
}

function isCopiedBySomebody(generations: readonly (readonly SegmentName[])[], moment: Instant | 'latest'): boolean {
  try {
    return segmentsUntil(generations, moment).length > 0;
  } catch {
    return false;
  }
}

/** Of the newest generation that begins before the moment. */
function segmentsUntil(whole: readonly (readonly SegmentName[])[], moment: Instant | 'latest'): readonly SegmentName[] {
  const newest = whole.at(-1);
  if (!newest) throw noCopy();
  if (moment === 'latest') return newest;
  const begun = whole.filter((segments) => beginningOf(segments) <= moment);
  const segments = begun.at(-1);
  const first = beginningOf(whole[0] ?? []);
  if (!segments)
    throw momentNotCopied({}, `The continuous copy begins at ${inWords(first)}: it can’t go back further.`);
  const end = segments.at(-1)?.at ?? 0;
  if (end < moment) {
    const next = whole[begun.length];
    const later = next ? `, and again from ${inWords(beginningOf(next))} on` : '';
    throw momentNotCopied(
      {},
      `The continuous copy goes to ${inWords(end)}${later}; nothing in it says what was there at ${inWords(moment)}. Run the same with --at ${inWords(end)}.`,
    );
  }
  return untilWhole(segments.filter(({ at }) => at <= moment));
}

/** Without what comes behind the last whole one. */
function untilWhole(segments: readonly SegmentName[]): readonly SegmentName[] {
  return segments.slice(0, segments.findLastIndex(({ isWhole }) => isWhole) + 1);
}

const beginningOf = (segments: readonly SegmentName[]): Instant => segments.find(({ isWhole }) => isWhole)?.at ?? 0;

async function applyAll(
  place: CopyPlace,
  segments: readonly SegmentName[],
  handle: FileHandle,
  privateKeys: readonly string[],
): Promise<Instant> {
  let [previous, at]: [string | null, Instant | undefined] = [null, undefined];
  for await (const { segment, stored } of inOrder(place, segments)) {
    if (stored instanceof Error && (stored as { code?: string }).code !== 'not_found') throw stored;
    let header: SegmentHeader;
    try {
      if (stored instanceof Error) throw stored;
      header = await apply(segment, previous, stored, handle, privateKeys);
    } catch (error) {
      if (isError(error, wrongBackupKey.code)) throw error;
      const can =
        at === undefined
          ? 'Take another moment, before or after this generation.'
          : `The last moment before that: --at ${inWords(at)}.`;
      throw copyDamaged(
        { cause: error },
        `Segment ${segment.name} of the continuous copy is not what was written. ${can}`,
      );
    }
    previous = createHash('sha256').update(stored).digest('hex');
    if (header.isWhole) ({ at } = header);
  }
  if (at === undefined) throw noCopy();
  return at;
}

/** @throws Error when it isn't the segment that belongs there */
async function apply(
  { generation, number, at, isWhole }: SegmentName,
  previous: string | null,
  stored: Buffer,
  handle: FileHandle,
  privateKeys: readonly string[],
): Promise<SegmentHeader> {
  const { header, pages } = await openSegment(stored, privateKeys);
  const isItself = header.generation === generation && header.number === number && header.previous === previous;
  if (!isItself || header.at !== at || header.isWhole !== isWhole) throw new Error('it is another segment');
  for (const { page, bytes } of pages) await handle.write(bytes, 0, bytes.length, (page - 1) * header.pageBytes);
  if (isWhole) await handle.truncate(header.databasePages * header.pageBytes);
  return header;
}

/** Fetched some ahead of the one that is applied. */
async function* inOrder(place: CopyPlace, segments: readonly SegmentName[]) {
  const fetch = ({ name }: SegmentName): Promise<Buffer | Error> =>
    wholeOf(place.read(name)).catch((error: unknown) => error as Error);
  const underWay = segments.slice(0, ahead).map(fetch);
  for (const [index, segment] of segments.entries()) {
    const stored = await underWay.shift();
    const next = segments[index + ahead];
    if (next) underWay.push(fetch(next));
    if (stored) yield { segment, stored };
  }
}

/** As `--at` takes it. */
const inWords = (at: Instant): string => new Date(at).toISOString();
