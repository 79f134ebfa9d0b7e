import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Kernel } from '../../kernel/kernel.js';
import { fingerprintOf } from './fingerprint.js';

/** A private key lies in the data directory, readable by Moothall's own account alone, named by its fingerprint. */
function placeOf({ config }: Kernel, fingerprint: string): string {
  return path.join(config.data, 'exchange-keys', `${fingerprint}.pem`);
}

export interface NewKey {
  readonly fingerprint: string;
  readonly publicKey: string;
}

/** Makes an Ed25519 key pair and keeps its private half. On disk when it resolves. */
export async function makeKeyFile(kernel: Kernel): Promise<NewKey> {
  const { publicKey: made, privateKey } = generateKeyPairSync('ed25519');
  const publicKey = made.export({ format: 'jwk' }).x ?? '';
  const fingerprint = fingerprintOf(publicKey);
  const place = placeOf(kernel, fingerprint);
  await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
  const file = await open(place, 'wx', 0o600);
  try {
    await file.writeFile(privateKey.export({ format: 'pem', type: 'pkcs8' }));
    await file.sync();
  } finally {
    await file.close();
  }
  return { fingerprint, publicKey };
}

/** @throws when the file is missing or is another key's */
export async function readKeyFile(kernel: Kernel, fingerprint: string): Promise<KeyObject> {
  const key = createPrivateKey(await readFile(placeOf(kernel, fingerprint)));
  const found = fingerprintOf(createPublicKey(key).export({ format: 'jwk' }).x ?? '');
  if (found !== fingerprint) throw new Error(`the key file ${fingerprint}.pem holds another key`);
  return key;
}

/** Takes away the file of a key that was made and not needed. */
export async function removeKeyFile(kernel: Kernel, fingerprint: string): Promise<void> {
  await rm(placeOf(kernel, fingerprint), { force: true });
}
