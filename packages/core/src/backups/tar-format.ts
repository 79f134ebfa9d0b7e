import type { Instant } from '../kernel/clock.js';
import { backupDamaged, backupTruncated, backupUnsafe } from './backup-errors.js';

/*
 * The part of the tar format that a backup uses (POSIX.1-2017, pax, "ustar Interchange Format"): ordinary files and
 * nothing else. `tar` opens what is written here. Reading refuses whatever a backup never has (links, folders, devices,
 * long names, headers of other kinds), and every byte counts: padding must be zero.
 */
const block = 512;

/** Two empty blocks end an archive. */
export const tarEnd: Buffer = Buffer.alloc(2 * block);

/** @throws Error for a name that the format can't hold */
export function tarHeader(name: string, bytes: number, at: Instant): Buffer {
  const { prefix, rest } = splitName(name);
  const header = Buffer.alloc(block);
  header.write(rest, 0, 100);
  header.write('0000600\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  writeSize(header, bytes);
  header.write(`${octal(Math.floor(at / 1000), 11)}\0`, 136);
  header.write('0', 156);
  header.write('ustar\x0000', 257);
  header.write(prefix, 345, 155);
  header.write(checksumText(header), 148);
  return header;
}

/** What fills a file of so many bytes up to whole blocks. */
export function tarPadding(bytes: number): Buffer {
  return Buffer.alloc((block - (bytes % block)) % block);
}

/** A file of an archive that is being read; its content must be read to the end before the next one. */
export interface TarEntry {
  readonly name: string;
  readonly bytes: number;
  readonly content: AsyncIterable<Buffer>;
}

/** @throws backup_truncated; backup_damaged; backup_unsafe */
export async function* readTar(source: AsyncIterable<Uint8Array>): AsyncGenerator<TarEntry> {
  const reader = readBytes(source);
  for (;;) {
    const header = await reader.exactly(block);
    if (isZero(header)) break;
    const { name, bytes } = readHeader(header);
    yield { name, bytes, content: reader.pieces(bytes) };
    if (!isZero(await reader.exactly(tarPadding(bytes).length))) throw backupDamaged();
  }
  if (!isZero(await reader.exactly(block)) || !(await reader.isAtEnd())) throw backupDamaged();
}

function readHeader(header: Buffer): { name: string; bytes: number } {
  if (header.toString('latin1', 148, 156) !== checksumText(header)) throw backupDamaged();
  if (header.toString('latin1', 257, 265) !== 'ustar\x0000' || header[156] !== '0'.charCodeAt(0) || header[157] !== 0)
    throw backupUnsafe();
  const prefix = textAt(header, 345, 155);
  const rest = textAt(header, 0, 100);
  return { name: prefix === '' ? rest : `${prefix}/${rest}`, bytes: readSize(header) };
}

/** The checksum's own place counts as spaces. */
function checksumText(header: Buffer): string {
  let sum = 8 * 32;
  for (const [at, byte] of header.entries()) if (at < 148 || at >= 156) sum += byte;
  return `${octal(sum, 6)}\0 `;
}

const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0');

/** From 8 GB on in base 256, as GNU tar and others write it. */
function writeSize(header: Buffer, bytes: number): void {
  if (bytes < 8 ** 11) header.write(`${octal(bytes, 11)}\0`, 124);
  else {
    header[124] = 0x80;
    header.writeBigUInt64BE(BigInt(bytes), 128);
  }
}

function readSize(header: Buffer): number {
  if (header[124] === 0x80) return Number(header.readBigUInt64BE(128));
  const text = header.toString('latin1', 124, 135);
  if (!/^[0-7]{11}$/.test(text)) throw backupDamaged();
  return Number.parseInt(text, 8);
}

function textAt(header: Buffer, from: number, length: number): string {
  return header.toString('utf8', from, from + length).replace(/\0.*$/s, '');
}

function splitName(name: string): { prefix: string; rest: string } {
  if (Buffer.byteLength(name) <= 100) return { prefix: '', rest: name };
  const cut = name.indexOf('/', Math.max(0, name.length - 101));
  const [prefix, rest] = [name.slice(0, cut), name.slice(cut + 1)];
  if (cut < 1 || Buffer.byteLength(prefix) > 155 || Buffer.byteLength(rest) > 100)
    throw new Error(`The name of the file ${name} is too long for a backup. Give it a shorter one.`);
  return { prefix, rest };
}

const isZero = (bytes: Buffer): boolean => bytes.every((byte) => byte === 0);

/** Bytes of a source, so many at a time. */
function readBytes(source: AsyncIterable<Uint8Array>) {
  const chunks = source[Symbol.asyncIterator]();
  let waiting: Buffer = Buffer.alloc(0);
  const isAtEnd = async (): Promise<boolean> => {
    while (waiting.length === 0) {
      const next = await chunks.next();
      if (next.done === true) return true;
      waiting = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength);
    }
    return false;
  };
  async function* pieces(bytes: number): AsyncGenerator<Buffer> {
    for (let left = bytes; left > 0;) {
      if (await isAtEnd()) throw backupTruncated();
      const piece = waiting.subarray(0, left);
      waiting = waiting.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }
  const exactly = async (bytes: number): Promise<Buffer> => {
    const parts: Buffer[] = [];
    for await (const piece of pieces(bytes)) parts.push(piece);
    return Buffer.concat(parts);
  };
  return { isAtEnd, pieces, exactly };
}
