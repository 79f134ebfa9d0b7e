import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { z } from 'zod';
import { decrypted, encrypted } from '../encryption.js';

/*
 * A segment: pages of the database, one part of a generation. It is one line of JSON, then each page behind its number (4
 * bytes, big-endian); gzip over that, and age over the whole.
 */
const SegmentHeader = z.strictObject({
  format: z.literal('moothall-copy'),
  formatVersion: z.literal(1),
  generation: z.string(),
  /** Counts from 1 within the generation. */
  number: z.number().int().min(1),
  /** SHA-256 of the segment before, as it is stored. */
  previous: z.string().nullable(),
  /** Milliseconds since 1970 UTC: everything that was committed before the segment was read is in it, and nothing later. */
  at: z.number().int(),
  /** Whether the database is as it was at that moment once this is applied; else more of it follows. */
  isWhole: z.boolean(),
  pageBytes: z.number().int(),
  /** Of the database, once this is applied. */
  databasePages: z.number().int(),
  pages: z.number().int(),
  /** Of the pages with their numbers. */
  sha256: z.string(),
});
export type SegmentHeader = z.infer<typeof SegmentHeader>;
export type SegmentAbout = Omit<SegmentHeader, 'format' | 'formatVersion' | 'pages' | 'sha256'>;

export interface Page {
  readonly page: number;
  readonly bytes: Buffer;
}

/** More than any segment holds: what is larger once it is unpacked was not written here. */
const mostBytes = 512 * 1024 ** 2;

/** The bytes of a segment as they are stored. */
export async function sealSegment(
  about: SegmentAbout,
  pages: readonly Page[],
  publicKeys: readonly string[],
): Promise<Buffer> {
  const records = Buffer.concat(pages.flatMap(({ page, bytes }) => [numberOf(page), bytes]));
  const header: SegmentHeader = {
    ...{ format: 'moothall-copy', formatVersion: 1 },
    ...about,
    ...{ pages: pages.length, sha256: createHash('sha256').update(records).digest('hex') },
  };
  const clear = Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), records]);
  return await sealed(await promisify(gzip)(clear, { level: 4 }), publicKeys);
}

/** @throws Error for what is no whole segment; wrong_backup_key; backup_damaged; backup_truncated */
export async function openSegment(
  stored: Buffer,
  privateKeys: readonly string[],
): Promise<{ header: SegmentHeader; pages: Page[] }> {
  const clear = await promisify(gunzip)(await unsealed(stored, privateKeys), { maxOutputLength: mostBytes });
  const end = clear.indexOf('\n');
  const header = SegmentHeader.parse(JSON.parse(clear.toString('utf8', 0, end)));
  const records = clear.subarray(end + 1);
  const recordBytes = 4 + header.pageBytes;
  const isAsSaid =
    records.length === header.pages * recordBytes &&
    createHash('sha256').update(records).digest('hex') === header.sha256;
  if (!isAsSaid) throw new Error('the pages are not what the segment says');
  const pages = Array.from({ length: header.pages }, (_, at) => ({
    page: records.readUInt32BE(at * recordBytes),
    bytes: records.subarray(at * recordBytes + 4, (at + 1) * recordBytes),
  }));
  if (pages.some(({ page }) => page < 1)) throw new Error('a page has no number');
  return { header, pages };
}

/** Bytes encrypted to the keys. */
export async function sealed(bytes: Buffer, publicKeys: readonly string[]): Promise<Buffer> {
  return await wholeOf(await encrypted(oneOf(bytes), publicKeys));
}

export async function unsealed(stored: Buffer, privateKeys: readonly string[]): Promise<Buffer> {
  return await wholeOf(decrypted(oneOf(stored), privateKeys));
}

export async function wholeOf(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

async function* oneOf(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function numberOf(page: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(page);
  return bytes;
}
