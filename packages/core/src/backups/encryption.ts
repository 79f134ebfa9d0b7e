import { readFile, appendFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ReadableStream } from 'node:stream/web';
import { Decrypter, Encrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import { badBackupKey, backupDamaged, backupTruncated, wrongBackupKey } from './backup-errors.js';

/*
 * Backups are encrypted in the age format (age-encryption.org/v1), by its author's library: whoever has the private key
 * opens them with the `age` program too, without Moothall.
 */

/** Public keys that backups are encrypted to, one a line, beside the configuration. */
const keysFile = 'backup-keys.txt';
const firstLine = 'age-encryption.org/v1\n';

export interface BackupKeyPair {
  /** `AGE-SECRET-KEY-1…`: opens backups; kept off the machine. */
  readonly privateKey: string;
  /** `age1…`: makes them. */
  readonly publicKey: string;
}

export async function newBackupKeyPair(): Promise<BackupKeyPair> {
  const privateKey = await generateIdentity();
  return { privateKey, publicKey: await identityToRecipient(privateKey) };
}

/** The text of a private key's file, as `age-keygen` writes it. */
export function privateKeyText({ privateKey, publicKey }: BackupKeyPair): string {
  return `# opens the backups of Moothall that were made with the public key below: keep it off that machine\n# public key: ${publicKey}\n${privateKey}\n`;
}

/** Public keys of an installation; none when it has no such file. @throws bad_backup_key */
export async function readBackupKeys(directory: string): Promise<string[]> {
  const text = await readFile(path.join(directory, keysFile), 'utf8').catch(emptyWhenAbsent);
  const keys = linesOf(text);
  for (const key of keys) checkPublicKey(key, `${keysFile} holds a line that is no public key (age1…). Remove it.`);
  return keys;
}

/** Adds a public key to those of the installation; one that is there already stays. @throws bad_backup_key */
export async function addBackupKey(directory: string, publicKey: string): Promise<void> {
  checkPublicKey(publicKey, 'Give a public key as "age-keygen -y" prints it: age1 and 58 letters and digits.');
  if ((await readBackupKeys(directory)).includes(publicKey)) return;
  await appendFile(path.join(directory, keysFile), `${publicKey}\n`, { mode: 0o644 });
}

/** Writes a private key where nothing is yet. @throws EEXIST */
export async function writePrivateKey(file: string, pair: BackupKeyPair): Promise<void> {
  await writeFile(file, privateKeyText(pair), { mode: 0o600, flag: 'wx' });
}

/** Private keys in the text of a file. @throws bad_backup_key */
export function readPrivateKeys(text: string): string[] {
  const keys = linesOf(text).filter((line) => line.startsWith('AGE-SECRET-KEY-'));
  if (keys.length === 0)
    throw badBackupKey({}, 'The key’s file holds no private key. It is a line that begins with AGE-SECRET-KEY-1.');
  return keys;
}

export async function encrypted(
  source: AsyncIterable<Uint8Array>,
  publicKeys: readonly string[],
): Promise<AsyncIterable<Uint8Array>> {
  const encrypter = new Encrypter();
  for (const key of publicKeys) encrypter.addRecipient(key);
  return asIterable(await encrypter.encrypt(asStream(source)));
}

/** Whether a file begins as an encrypted one does. */
export function isEncrypted(beginning: Buffer): boolean {
  return beginning.toString('latin1', 0, firstLine.length) === firstLine;
}

/** @throws wrong_backup_key; backup_damaged; backup_truncated */
export async function* decrypted(
  source: AsyncIterable<Uint8Array>,
  privateKeys: readonly string[],
): AsyncGenerator<Uint8Array> {
  const decrypter = new Decrypter();
  for (const key of privateKeys) addIdentity(decrypter, key);
  let clear: AsyncIterable<Uint8Array>;
  try {
    clear = asIterable(await decrypter.decrypt(asStream(source)));
  } catch (error) {
    if (error instanceof Error && /no identity matched/i.test(error.message)) throw wrongBackupKey({ cause: error });
    throw backupDamaged({ cause: error });
  }
  try {
    yield* clear;
  } catch (error) {
    const isShort = error instanceof Error && /truncated|unexpected end|incomplete/i.test(error.message);
    throw isShort ? backupTruncated({ cause: error }) : backupDamaged({ cause: error });
  }
}

function addIdentity(decrypter: Decrypter, key: string): void {
  try {
    decrypter.addIdentity(key);
  } catch (error) {
    throw badBackupKey({ cause: error }, 'The private key is not whole. Copy it again.');
  }
}

function checkPublicKey(key: string, message: string): void {
  try {
    new Encrypter().addRecipient(key);
  } catch (error) {
    throw badBackupKey({ cause: error }, message);
  }
}

const asStream = (source: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> => ReadableStream.from(source);

const asIterable = (stream: unknown): AsyncIterable<Uint8Array> => stream as AsyncIterable<Uint8Array>;

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

function emptyWhenAbsent(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return '';
  throw error;
}
