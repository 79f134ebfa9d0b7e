import type { Instant } from '../../kernel/clock.js';
import { wholeOf } from './segment.js';

/** Where a copy goes: an instance of the kind `documents` does all of it. */
export interface CopyPlace {
  store(document: {
    readonly name: string;
    readonly mediaType: string;
    readonly bytes: Uint8Array;
    readonly sha256: string;
  }): Promise<void>;
  read(name: string): AsyncIterable<Uint8Array>;
  remove(name: string): Promise<void>;
  list(next: string | null): Promise<{
    readonly documents: readonly { readonly name: string; readonly sizeBytes: number }[];
    readonly next: string | null;
  }>;
}

/** A segment by its name: `copy/generations/<generation>/<number>-<instant>-<whole or part>`. */
export interface SegmentName {
  readonly name: string;
  readonly generation: string;
  readonly number: number;
  readonly at: Instant;
  readonly isWhole: boolean;
}

export interface Generation {
  readonly name: string;
  /** In the order of their numbers. */
  readonly segments: readonly SegmentName[];
}

export interface PlaceContents {
  /** The oldest first. */
  readonly generations: readonly Generation[];
  /** Digests of uploaded files. */
  readonly files: ReadonlySet<string>;
}

export const mediaType = 'application/octet-stream';

/** Sorts by when it begins, and says whose it is: `20261123t101500123z-3f2a9c-<owner>`. */
export function generationName(at: Instant, random: string, owner: string): string {
  return `${new Date(at).toISOString().replace(/[-:.]/g, '').toLowerCase()}-${random}-${owner}`;
}

/** The installation that copied it. */
export const ownerOf = (generation: string): string => generation.split('-')[2] ?? '';

export function segmentName({ generation, number, at, isWhole }: Omit<SegmentName, 'name'>): string {
  return `copy/generations/${generation}/${String(number).padStart(9, '0')}-${at}-${isWhole ? 'whole' : 'part'}`;
}

/** `undefined` for what isn’t there. @throws whatever else keeps it from being read */
export async function bytesOf(place: CopyPlace, name: string): Promise<Buffer | undefined> {
  try {
    return await wholeOf(place.read(name));
  } catch (error) {
    if ((error as { code?: string }).code === 'not_found') return undefined;
    throw error;
  }
}

export const fileName = (digest: string): string => `copy/files/${digest.slice(0, 2)}/${digest}`;

const segmentPattern = /^copy\/generations\/(\d{8}t\d{9}z-[0-9a-f]+-[0-9a-f]+)\/(\d{9})-(\d+)-(whole|part)$/;
const filePattern = /^copy\/files\/[0-9a-f]{2}\/([0-9a-f]{64})$/;

/** Everything of a copy that a place has; what else is there is passed over. */
export async function listPlace(place: CopyPlace): Promise<PlaceContents> {
  const generations = new Map<string, SegmentName[]>();
  const files = new Set<string>();
  for (let next: string | null = null; ;) {
    const page: Awaited<ReturnType<CopyPlace['list']>> = await place.list(next);
    for (const { name } of page.documents) {
      const [, digest] = filePattern.exec(name) ?? [];
      if (digest !== undefined) files.add(digest);
      const segment = readSegmentName(name);
      if (!segment) continue;
      const known = generations.get(segment.generation);
      if (known) known.push(segment);
      else generations.set(segment.generation, [segment]);
    }
    if (page.next === null) break;
    ({ next } = page);
  }
  const inOrder = [...generations].map(([name, segments]) => ({
    name,
    segments: segments.sort((a, b) => a.number - b.number),
  }));
  return { generations: inOrder.sort((a, b) => (a.name < b.name ? -1 : 1)), files };
}

function readSegmentName(name: string): SegmentName | undefined {
  const [, generation, number, at, whole] = segmentPattern.exec(name) ?? [];
  if (generation === undefined) return undefined;
  return { name, generation, number: Number(number), at: Number(at), isWhole: whole === 'whole' };
}

/** Segments of a generation from its first on, as far as none is missing. */
export function unbroken({ segments }: Generation): readonly SegmentName[] {
  const broken = segments.findIndex(({ number }, index) => number !== index + 1);
  return broken === -1 ? segments : segments.slice(0, broken);
}

/** What the place did, and not the database. */
export class PlaceFault extends Error {
  override readonly name = 'PlaceFault';
}

/** @throws PlaceFault */
export async function atPlace<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new PlaceFault((error as Error).message, { cause: error });
  }
}
