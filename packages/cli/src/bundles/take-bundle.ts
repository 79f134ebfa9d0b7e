import { spawn } from 'node:child_process';
import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { placeRelease } from '../releases/install-release.js';
import { payloadOf, refuseBundle, verifyBundle, type BundleAbout } from './bundle-format.js';
import { readPinnedKeys } from './bundle-key.js';
import { refuseOtherPlatform } from './platform.js';
import { launcherScript } from './shell-scripts.js';

/** What is known of a bundle before anything is touched. */
export type Bundle = BundleAbout & { readonly file: string; readonly signer: string };

/**
 * Verifies a bundle for an installation: signature, SHA-256, platform. What the installation trusts counts; the key that
 * is given counts where it trusts nobody yet.
 * @throws bad_bundle
 */
export async function openBundle(root: string, file: string, given: string | undefined): Promise<Bundle> {
  const pinned = readPinnedKeys(root);
  const keys = pinned.length > 0 ? pinned : [given ?? ''].filter(Boolean);
  if (keys.length === 0)
    return refuseBundle('Name the public key of whoever made the bundle, which they tell you: --bundle-key KEY');
  const about = await verifyBundle(file, keys);
  refuseOtherPlatform(about, file);
  return { ...about, file };
}

/** Unpacks the release of a verified bundle into its folder. @throws bad_bundle where it was changed meanwhile */
export async function installFromBundle(root: string, bundle: Bundle): Promise<void> {
  await placeRelease(root, bundle.version, async (folder) => {
    await unpack(bundle, folder);
    await verifyBundle(bundle.file, [bundle.signer]); // nobody has put another in its place
  });
}

async function unpack(bundle: Bundle, folder: string): Promise<void> {
  const tar = spawn('tar', ['-xf', '-', '-C', folder, '--no-same-owner'], { stdio: ['pipe', 'ignore', 'pipe'] });
  let said = '';
  tar.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<number>((resolve, reject) => {
    tar.once('error', reject);
    tar.once('close', (code) => resolve(code ?? 1));
  });
  const [packed] = await Promise.allSettled([pipeline(payloadOf(bundle.file, bundle), createGunzip(), tar.stdin)]);
  const code = await ended;
  const fault = packed.status === 'rejected' ? (packed.reason as NodeJS.ErrnoException) : undefined;
  // tar stops reading at the mark that ends an archive, before the zeros that fill it up.
  const isRead = fault === undefined || fault.code === 'EPIPE' || fault.code === 'ERR_STREAM_PREMATURE_CLOSE';
  if (code !== 0 || !isRead)
    throw new Error(['The bundle could not be unpacked.', said.trim(), fault?.message].filter(Boolean).join(' '));
}

/** `moothall` in the directory of an installation that brought its Node. */
export async function writeLauncher(root: string): Promise<void> {
  const file = path.join(root, 'moothall');
  await writeFile(file, launcherScript, { mode: 0o755 });
  await chmod(file, 0o755);
}
