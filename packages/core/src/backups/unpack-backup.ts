import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { backupDamaged, backupLocked, backupTruncated, backupUnsafe } from './backup-errors.js';
import { decrypted, isEncrypted } from './encryption.js';
import { BackupManifest, manifestDigestFile, manifestFile } from './manifest.js';
import { readTar, type TarEntry } from './tar-format.js';

/** What stands in a manifest of a million files. */
const largestManifestBytes = 256 * 1024 ** 2;

/**
 * Unpacks a backup into an empty folder and holds every byte of it against its manifest.
 * @param privateKeys of which one opens it; none for one that isn't encrypted
 * @throws backup_damaged; backup_truncated; backup_unsafe; backup_locked; wrong_backup_key
 */
export async function unpackBackup(file: string, to: string, privateKeys: readonly string[]): Promise<BackupManifest> {
  return await readBackup(file, privateKeys, (entry) => writeEntry(entry, path.join(to, placeOf(entry.name))));
}

/** The same checks with nothing written. */
export async function checkBackup(file: string, privateKeys: readonly string[]): Promise<BackupManifest> {
  return await readBackup(file, privateKeys, async (entry) => {
    placeOf(entry.name);
    return await digestOf(entry, async () => undefined);
  });
}

interface Digest {
  readonly bytes: number;
  readonly sha256: string;
}

async function readBackup(
  file: string,
  privateKeys: readonly string[],
  take: (entry: TarEntry) => Promise<Digest>,
): Promise<BackupManifest> {
  const found = new Map<string, Digest>();
  const ends = new Map<string, Buffer>();
  for await (const entry of readTar(await openBackup(file, privateKeys))) {
    if (found.has(entry.name) || ends.has(entry.name)) throw backupUnsafe();
    if (entry.name === manifestFile || entry.name === manifestDigestFile) ends.set(entry.name, await wholeOf(entry));
    else found.set(entry.name, await take(entry));
  }
  const manifest = readManifest(ends);
  const isWhole =
    manifest.files.length === found.size &&
    manifest.files.every(({ path: name, bytes, sha256 }) => {
      const there = found.get(name);
      return there?.bytes === bytes && there.sha256 === sha256;
    });
  if (!isWhole) throw backupDamaged();
  return manifest;
}

async function openBackup(file: string, privateKeys: readonly string[]): Promise<AsyncIterable<Uint8Array>> {
  const source = createReadStream(file, { highWaterMark: 1024 ** 2 });
  if (!isEncrypted(await beginningOf(file))) return source;
  if (privateKeys.length === 0) throw backupLocked();
  return decrypted(source, privateKeys);
}

async function beginningOf(file: string): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** @throws backup_unsafe for a name that leads out of the folder, or that no backup has */
function placeOf(name: string): string {
  const parts = name.split('/');
  const isPlain = parts.every((part) => /^[^\\\p{Cc}]+$/u.test(part) && part !== '.' && part !== '..');
  if (!isPlain || parts.length < 2 || !['database', 'data', 'configuration'].includes(parts[0] ?? ''))
    throw backupUnsafe();
  return path.join(...parts);
}

async function writeEntry(entry: TarEntry, place: string): Promise<Digest> {
  await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
  const handle = await open(place, 'wx', 0o600);
  try {
    const digest = await digestOf(entry, (piece) => handle.writeFile(piece));
    await handle.sync();
    return digest;
  } finally {
    await handle.close();
  }
}

async function digestOf({ content }: TarEntry, also: (piece: Buffer) => Promise<void>): Promise<Digest> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of content) {
    hash.update(piece);
    bytes += piece.length;
    await also(piece);
  }
  return { bytes, sha256: hash.digest('hex') };
}

async function wholeOf({ content, bytes }: TarEntry): Promise<Buffer> {
  if (bytes > largestManifestBytes) throw backupUnsafe();
  const pieces: Buffer[] = [];
  for await (const piece of content) pieces.push(piece);
  return Buffer.concat(pieces);
}

function readManifest(ends: ReadonlyMap<string, Buffer>): BackupManifest {
  const text = ends.get(manifestFile);
  const digest = ends.get(manifestDigestFile);
  if (!text || !digest) throw backupTruncated();
  if (createHash('sha256').update(text).digest('hex') !== digest.toString('latin1')) throw backupDamaged();
  const checked = BackupManifest.safeParse(JSON.parse(text.toString('utf8')));
  if (!checked.success) throw backupUnsafe({ cause: checked.error });
  return checked.data;
}
