import os from 'node:os';

/*
 * The write-ahead log of SQLite (sqlite.org/fileformat2.html, "The Write-Ahead Log"): a header, then frames, each a page of
 * the database behind a header of its own. A frame whose header names how many pages the database has ends a transaction.
 */
export const logHeaderBytes = 32;
export const frameHeaderBytes = 24;

/** The running checksum: two unsigned numbers of 32 bits. */
export type LogSum = readonly [number, number];

export interface LogHeader {
  readonly pageBytes: number;
  /** The first is one more each time that the log begins anew, the second random. */
  readonly salts: readonly [number, number];
  /** In which order the bytes of a number are summed. */
  readonly order: 'LE' | 'BE';
  readonly sum: LogSum;
}

export interface FrameHeader {
  readonly page: number;
  /** How many pages the database has once this is committed; 0: the transaction goes on. */
  readonly databasePages: number;
  readonly salts: readonly [number, number];
  readonly sum: LogSum;
}

/** `undefined` for what is no header, or only half written. */
export function readLogHeader(bytes: Buffer): LogHeader | undefined {
  if (bytes.length < logHeaderBytes || bytes.readUInt32BE(4) !== 3_007_000) return undefined;
  const magic = bytes.readUInt32BE(0);
  if (magic !== 0x377f0682 && magic !== 0x377f0683) return undefined;
  const order = magic === 0x377f0682 ? 'LE' : 'BE';
  const sum = summed([0, 0], bytes.subarray(0, 24), order);
  if (!isSameSum(sum, pairAt(bytes, 24))) return undefined;
  return { pageBytes: bytes.readUInt32BE(8), salts: pairAt(bytes, 16), order, sum };
}

export function readFrameHeader(bytes: Buffer): FrameHeader {
  return {
    page: bytes.readUInt32BE(0),
    databasePages: bytes.readUInt32BE(4),
    salts: pairAt(bytes, 8),
    sum: pairAt(bytes, 16),
  };
}

/** Whether a frame is one of this log, whole, and follows on what was summed before it. */
export function followsOn(frame: Buffer, { salts, order }: LogHeader, before: LogSum): boolean {
  const header = readFrameHeader(frame);
  if (header.page === 0 || !isSameSum(header.salts, salts)) return false;
  const sum = summed(summed(before, frame.subarray(0, 8), order), frame.subarray(frameHeaderBytes), order);
  return isSameSum(sum, header.sum);
}

export const isSameSum = (some: LogSum, other: LogSum): boolean => some[0] === other[0] && some[1] === other[1];

function summed(before: LogSum, bytes: Buffer, order: LogHeader['order']): LogSum {
  const words = wordsOf(bytes, order);
  let [first, second] = [before[0] | 0, before[1] | 0];
  for (let at = 0; at < words.length; at += 2) {
    first = (first + (words[at] ?? 0) + second) | 0;
    second = (second + (words[at + 1] ?? 0) + first) | 0;
  }
  return [first >>> 0, second >>> 0];
}

function wordsOf(bytes: Buffer, order: LogHeader['order']): Uint32Array {
  const isReady = order === os.endianness() && bytes.byteOffset % 4 === 0;
  const own = isReady ? bytes : Buffer.from(new Uint8Array(bytes).buffer);
  if (order !== os.endianness()) own.swap32();
  return new Uint32Array(own.buffer, own.byteOffset, own.length / 4);
}

const pairAt = (bytes: Buffer, at: number): readonly [number, number] => [
  bytes.readUInt32BE(at),
  bytes.readUInt32BE(at + 4),
];
