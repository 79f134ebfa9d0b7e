import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { writeWhole } from '../releases/release-folder.js';

/**
 * Bundles are signed with Ed25519 (RFC 8032). A public key is written `moothall-bundle:` and its 32 bytes in base64url; the
 * private one is a PEM file, as OpenSSL makes it too. What an installation trusts stands in its `bundle-keys.txt`.
 */
const prefix = 'moothall-bundle:';
/** So that nothing else that was signed with the key is taken for a bundle. */
const context = Buffer.from('moothall bundle 1\n');
/** Begins the SubjectPublicKeyInfo of an Ed25519 key (RFC 8410, section 4); its 32 bytes follow. */
const spkiHead = Buffer.from('302a300506032b6570032100', 'hex');

class BundleKeyError extends Error {
  readonly code = 'bad_bundle_key';
}

/** Writes a new private key to a file that isn't there yet, for its owner alone. Answers the public key. */
export async function newBundleKey(file: string): Promise<string> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(privateKey.export({ type: 'pkcs8', format: 'pem' }));
    await handle.sync();
  } finally {
    await handle.close();
  }
  return publicKeyText(privateKey);
}

/** @throws bad_bundle_key */
export async function readBundleKey(file: string): Promise<KeyObject> {
  const pem = await readFile(file, 'utf8');
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Said below.
  }
  throw new BundleKeyError(`${file} has no private Ed25519 key. Make one: moothall bundle key new --out FILE`);
}

/** The public key that goes with a private one. */
export function publicKeyText(key: KeyObject): string {
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  return `${prefix}${spki.subarray(spkiHead.length).toString('base64url')}`;
}

/** @throws bad_bundle_key */
function publicKeyOf(text: string): KeyObject {
  const bytes = Buffer.from(text.slice(prefix.length), 'base64url');
  if (!text.startsWith(prefix) || bytes.length !== 32)
    throw new BundleKeyError(`"${text}" is no public key of bundles. One is written ${prefix} and 43 signs.`);
  return createPublicKey({ key: Buffer.concat([spkiHead, bytes]), type: 'spki', format: 'der' });
}

export const signBytes = (bytes: Buffer, privateKey: KeyObject): Buffer =>
  sign(null, Buffer.concat([context, bytes]), privateKey);

/** Which of the public keys signed the bytes. @throws bad_bundle_key */
export const signerOf = (bytes: Buffer, signature: Buffer, publicKeys: readonly string[]): string | undefined =>
  publicKeys.find((text) => verify(null, Buffer.concat([context, bytes]), publicKeyOf(text), signature));

const pinned = (root: string): string => path.join(root, 'bundle-keys.txt');

/** Public keys whose bundles an installation takes. */
export function readPinnedKeys(root: string): string[] {
  if (!existsSync(pinned(root))) return [];
  return readFileSync(pinned(root), 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** The first key that an installation is given; more are added by hand. */
export async function pinKey(root: string, key: string): Promise<void> {
  if (readPinnedKeys(root).length > 0) return;
  const about = '# Whose bundles this installation takes, one public key a line: docs/operate/upgrade.md.\n';
  await writeWhole(pinned(root), `${about}${key}\n`);
}
