import { fileFault } from './row-reader.js';
import type { ImportSource, ReadOptions } from './row-reader.js';

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

const NAMES: Record<Encoding, string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  'windows-1252': 'Windows-1252',
};
/** Bytes that Windows-1252 leaves undefined; decoders turn them into control characters without a word. */
const UNDEFINED_IN_1252 = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

/**
 * Bytes to text, strictly: a byte that isn't in the encoding, or a null character, stops the file with the line.
 * UTF-8 (with or without a byte order mark) and UTF-16 (with one) are recognised; Windows-1252 only when asked for,
 * because every file "is" Windows-1252 and a guess would quietly spoil names.
 */
export async function* decodeText(
  source: ImportSource,
  options: Pick<ReadOptions, 'encoding'>,
): AsyncGenerator<string> {
  let decoder: StrictDecoder | undefined;
  let head = Buffer.alloc(0);
  for await (const chunk of source as AsyncIterable<Buffer | string>) {
    head = decoder ? head : Buffer.concat([head, Buffer.from(chunk)]);
    if (!decoder && head.length < 4) continue;
    const text = decoder ? decoder.push(Buffer.from(chunk)) : (decoder = openDecoder(head, options)).push(head);
    if (text !== '') yield text;
  }
  decoder ??= openDecoder(head, options);
  const rest = decoder.isStarted() ? decoder.end() : decoder.push(head) + decoder.end();
  if (rest !== '') yield rest;
}

/** The whole of a small file as text. */
export async function decodeAll(
  source: ImportSource,
  options: Pick<ReadOptions, 'encoding'>,
  maxCharacters: number,
): Promise<string> {
  const parts: string[] = [];
  let length = 0;
  for await (const text of decodeText(source, options)) {
    length += text.length;
    if (length > maxCharacters)
      throw fileFault(`The file is larger than the ${maxCharacters} characters expected of it.`);
    parts.push(text);
  }
  return parts.join('');
}

interface StrictDecoder {
  push(bytes: Buffer): string;
  end(): string;
  isStarted(): boolean;
}

function openDecoder(head: Buffer, options: Pick<ReadOptions, 'encoding'>): StrictDecoder {
  refuseOtherFiles(head);
  const encoding = encodingOf(head, options);
  const decoder = new TextDecoder(encoding, { fatal: true });
  let line = 1;
  let tail: Buffer = Buffer.alloc(0);
  let started = false;
  const decode = (bytes: Buffer, stream: boolean): string => {
    started = true;
    const text = strictly(() => decoder.decode(bytes, { stream }), Buffer.concat([tail, bytes]), encoding, line);
    if (encoding === 'windows-1252') refuseUndefined(bytes, line);
    refuseNulls(text, encoding, line);
    tail = encoding === 'utf-8' ? unfinishedCharacter(Buffer.concat([tail, bytes.subarray(-3)])) : tail;
    line += countLines(text);
    return text;
  };
  return {
    push: (bytes) => decode(bytes, true),
    end: () => decode(Buffer.alloc(0), false),
    isStarted: () => started,
  };
}

function refuseOtherFiles(head: Buffer): void {
  const start = head.toString('latin1', 0, 4);
  if (start.startsWith('PK')) {
    throw fileFault('This is a spreadsheet or ZIP file. Open it and save it as “CSV UTF-8”, or unpack it first.');
  }
  if (start === '\xd0\xcf\x11\xe0') throw fileFault('This is an Excel file. Open it and save it as “CSV UTF-8”.');
  if (start.startsWith('\x1f\x8b')) throw fileFault('This file is compressed with gzip. Unpack it first.');
}

function encodingOf(head: Buffer, options: Pick<ReadOptions, 'encoding'>): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  return options.encoding ?? 'utf-8';
}

function strictly(decode: () => string, bytes: Buffer, encoding: Encoding, lineBefore: number): string {
  try {
    return decode();
  } catch {
    if (encoding !== 'utf-8')
      throw fileFault(`The file has bytes that aren’t ${NAMES[encoding]}. Save it as “CSV UTF-8”.`);
    const at = firstBadByte(bytes);
    const line = lineBefore + countLines(bytes.toString('latin1', 0, at));
    const byte = `0x${(bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, '0')}`;
    throw fileFault(
      `Line ${line} has a byte (${byte}) that isn’t UTF-8. Save the file as “CSV UTF-8”, or import it with the encoding windows-1252.`,
      line,
    );
  }
}

/** The bytes at the end that begin a UTF-8 character without finishing it (at most three). */
function unfinishedCharacter(bytes: Buffer): Buffer {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? Buffer.from(bytes.subarray(-back)) : Buffer.alloc(0);
  }
  return Buffer.alloc(0);
}

/** The decoder doesn't say where it stopped, so the longest prefix that it takes is looked for by halving. */
function firstBadByte(bytes: Buffer): number {
  let good = 0;
  let bad = bytes.length;
  while (good < bad) {
    const middle = (good + bad + 1) >> 1;
    if (isUtf8(bytes.subarray(0, middle), 'prefix')) good = middle;
    else bad = middle - 1;
  }
  while (good > 0 && !isUtf8(bytes.subarray(0, good), 'whole')) good -= 1;
  return good;
}

function isUtf8(bytes: Buffer, extent: 'prefix' | 'whole'): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: extent === 'prefix' });
    return true;
  } catch {
    return false;
  }
}

function refuseUndefined(bytes: Buffer, lineBefore: number): void {
  const at = bytes.findIndex((byte) => UNDEFINED_IN_1252.has(byte));
  if (at < 0) return;
  const line = lineBefore + countLines(bytes.toString('latin1', 0, at));
  throw fileFault(`Line ${line} has a byte that Windows-1252 doesn’t define. Find out how the file was written.`, line);
}

function refuseNulls(text: string, encoding: Encoding, lineBefore: number): void {
  const at = text.indexOf('\0');
  if (at < 0) return;
  const line = lineBefore + countLines(text.slice(0, at));
  const hint = encoding === 'utf-8' && line === 1 ? ' It may be UTF-16 without its byte order mark.' : '';
  throw fileFault(`Line ${line} has a null character.${hint} Save the file as “CSV UTF-8”.`, line);
}

function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}
