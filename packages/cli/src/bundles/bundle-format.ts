import { createHash, type KeyObject } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { signBytes, signerOf } from './bundle-key.js';

/**
 * A bundle is a shell script of 4096 bytes that unpacks the rest and runs it, a release as `tar.gz`, what it says about
 * itself (JSON), a signature of that line, and a last line of fixed length by which the others are found:
 *
 *     #!/bin/sh …                        script
 *     (bytes)                            payload
 *     {"format":1,"version":"1.4.0",…}   with the size and the SHA-256 of all before it
 *     (88 signs)                         Ed25519 signature in base64
 *     moothall-bundle-1 00000412         the length of the JSON in bytes
 */
export interface BundleAbout {
  readonly format: 1;
  readonly version: string;
  readonly platform: string;
  readonly arch: string;
  /** Of the C library that its binaries ask for at least; absent with musl. */
  readonly glibc?: string;
  /** Of Node, such as 24.11.0, and of its binary interface. */
  readonly node: string;
  readonly abi: string;
  /** What it has besides Moothall's own parts, with versions. */
  readonly packages: Readonly<Record<string, string>>;
  /** Of script and payload. */
  readonly size: number;
  readonly sha256: string;
}

export const scriptLength = 4096;
const lastLine = /^moothall-bundle-1 (\d{8})\n$/;
const lastLineLength = 'moothall-bundle-1 00000000\n'.length;
const signatureLength = 88;

class BundleError extends Error {
  readonly code = 'bad_bundle';
}

export const refuseBundle = (message: string): never => {
  throw new BundleError(message);
};

/** What is written after script and payload. */
export function endOfBundle(about: BundleAbout, key: KeyObject): Buffer {
  const json = Buffer.from(JSON.stringify(about));
  const signature = signBytes(json, key).toString('base64');
  const length = String(json.length).padStart(8, '0');
  return Buffer.concat([json, Buffer.from(`\n${signature}\nmoothall-bundle-1 ${length}\n`)]);
}

/**
 * Reads a bundle wholly, and answers what it says about itself once all of it is found to be as one of the keys signed it.
 * @throws bad_bundle, saying whether it was cut short, changed, or signed by somebody else
 */
export async function verifyBundle(file: string, keys: readonly string[]): Promise<BundleAbout & { signer: string }> {
  const { json, signature, before } = await readEnd(file);
  const signer = signerOf(json, signature, keys);
  if (signer === undefined)
    return refuseBundle(`${file} is signed by none of the keys that are trusted here (${keys.join(', ')}).`);
  const about = JSON.parse(json.toString()) as BundleAbout;
  if (about.format !== 1) refuseBundle(`${file} is of a later kind than this version reads.`);
  if (about.size !== before || (await sha256Of(createReadStream(file, { end: before - 1 }))) !== about.sha256)
    refuseBundle(`${file} was changed or damaged on its way: its SHA-256 is another one. Copy it again.`);
  return { ...about, signer };
}

interface End {
  readonly json: Buffer;
  readonly signature: Buffer;
  /** How many bytes stand before it. */
  readonly before: number;
}

/** @throws bad_bundle */
async function readEnd(file: string): Promise<End> {
  const cut = `${file} is no bundle of Moothall’s, or was cut short. Copy it again.`;
  const { size } = await stat(file);
  if (size < scriptLength + lastLineLength) return refuseBundle(cut);
  const handle = await open(file, 'r');
  try {
    const bytes = async (from: number, length: number): Promise<Buffer> =>
      (await handle.read(Buffer.alloc(length), 0, length, from)).buffer;
    const last = lastLine.exec((await bytes(size - lastLineLength, lastLineLength)).toString('latin1'));
    const length = Number(last?.[1]);
    const before = size - lastLineLength - signatureLength - 2 - length;
    if (!last || before < scriptLength) return refuseBundle(cut);
    const json = await bytes(before, length);
    const signed = (await bytes(before + length, signatureLength + 2)).toString('latin1');
    const signature = Buffer.from(signed, 'base64');
    // Base64 may be written in more ways than one, and is read whatever stands in it.
    if (signed !== `\n${signature.toString('base64')}\n`) return refuseBundle(cut);
    return { json, signature, before };
  } finally {
    await handle.close();
  }
}

/** The release in a bundle, as `tar.gz`. */
export const payloadOf = (file: string, { size }: Pick<BundleAbout, 'size'>): ReadStream =>
  createReadStream(file, { start: scriptLength, end: size - 1 });

export async function sha256Of(stream: ReadStream): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(stream, hash);
  return hash.digest('hex');
}
