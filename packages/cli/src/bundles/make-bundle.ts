import { createHash, type KeyObject } from 'node:crypto';
import { spawn, spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync, readFileSync } from 'node:fs';
import { appendFile, copyFile, mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Io } from '../io.js';
import { fetchRelease, furtherPackages } from '../releases/install-release.js';
import { commandOf, nodeOf } from '../releases/release-folder.js';
import { runNpm } from '../releases/run-npm.js';
import { endOfBundle, scriptLength, type BundleAbout } from './bundle-format.js';
import { glibcHere } from './platform.js';
import { bundleScript } from './shell-scripts.js';

export interface BundleWanted {
  readonly version: string;
  /** Adapters and other packages that come along, each with its range of versions. */
  readonly packages: Readonly<Record<string, string>>;
  readonly key: KeyObject;
  /** Other releases on this machine, one of which may have the SQLite driver compiled. */
  readonly releases: string;
  /** Where it is written. */
  readonly file: string;
  readonly onStep: (title: string) => void;
}

/** Official builds of Node ask for this one (Node 20 and later); what is compiled here asks for the one here. */
const glibcOfNode = '2.28';

/**
 * Fetches a release with npm, puts the Node that runs this beside it, tries both, and writes them as one signed file.
 * @throws npm_failed; release_fault; Error where this Node would not run elsewhere
 */
export async function makeBundle(io: Io, wanted: BundleWanted): Promise<BundleAbout> {
  refuseSharedNode();
  const { version, packages, releases, file, onStep } = wanted;
  const work = await mkdtemp(path.join(os.tmpdir(), 'moothall-bundle-'));
  try {
    const folder = path.join(work, 'release');
    await mkdir(folder);
    onStep(`Fetching and verifying ${version}`);
    const origin = await fetchRelease(io, folder, { version, engines: ['sqlite', 'postgres'], packages }, releases);
    onStep(`Adding Node ${process.versions.node}`);
    await addNode(folder);
    await writeFile(path.join(folder, 'bill-of-materials.cdx.json'), await billOfMaterials(io, folder));
    tryOut(folder, version);
    onStep('Packing');
    const glibc = glibcHere();
    const about = {
      format: 1 as const,
      version,
      platform: process.platform,
      arch: process.arch,
      ...(glibc === undefined ? {} : { glibc: origin === 'brought' ? glibcOfNode : glibc }),
      node: process.versions.node,
      abi: process.versions.modules,
      packages: furtherPackages(folder, version),
    };
    return await writeBundle(folder, work, file, about, wanted.key);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** A Node of a distribution may be a small program beside libraries that another machine hasn’t got. */
function refuseSharedNode(): void {
  const shared = Object.entries(process.config.variables).filter(
    ([name, value]) => name.startsWith('node_shared') && String(value) === 'true',
  );
  if (shared.length > 0)
    throw new Error(
      'This Node is built of shared libraries, and would not run on another machine. Run the same with the Node of nodejs.org.',
    );
}

async function addNode(folder: string): Promise<void> {
  const prefix = path.resolve(path.dirname(process.execPath), '..');
  await mkdir(path.join(folder, 'node', 'bin'), { recursive: true });
  await copyFile(process.execPath, path.join(folder, 'node', 'bin', 'node'));
  for (const place of ['LICENSE', 'share/doc/nodejs/LICENSE', 'share/doc/node/LICENSE'])
    if (existsSync(path.join(prefix, place)))
      await copyFile(path.join(prefix, place), path.join(folder, 'node', 'LICENSE'));
}

const billOfMaterials = async (io: Io, folder: string): Promise<string> =>
  await runNpm(io, folder, ['sbom', '--sbom-format=cyclonedx', '--sbom-type=application']);

/** @throws Error where the release does not start by the Node beside it */
function tryOut(folder: string, version: string): void {
  const { status, stdout, stderr } = spawnSync(nodeOf(folder), [commandOf(folder), '--version'], {
    encoding: 'utf8',
    cwd: folder,
  });
  if (status !== 0 || stdout.trim() !== version) throw new Error(`Version ${version} does not start:\n${stderr}`);
}

/** The file gets its name once it is whole. */
async function writeBundle(
  folder: string,
  work: string,
  file: string,
  said: Omit<BundleAbout, 'size' | 'sha256'>,
  key: KeyObject,
): Promise<BundleAbout> {
  const payload = path.join(work, 'payload.tar.gz');
  await pack(folder, payload);
  const { size } = await stat(payload);
  const partial = `${file}.part`;
  const hash = createHash('sha256');
  const script = bundleScript(said.version, size);
  hash.update(script);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(partial, script, { mode: 0o755 });
  const source = createReadStream(payload);
  source.on('data', (chunk) => hash.update(chunk));
  await pipeline(source, createWriteStream(partial, { flags: 'a' }));
  const about = { ...said, size: scriptLength + size, sha256: hash.digest('hex') };
  await appendFile(partial, endOfBundle(about, key));
  await rename(partial, file);
  return about;
}

/** The same files give the same bytes: no names or times of this machine are in it. */
async function pack(folder: string, file: string): Promise<void> {
  const same = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner', '--mode=u+w,go-w'];
  const tar = spawn('tar', [...same, '-C', folder, '-cf', '-', '.'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<number>((resolve, reject) => {
    tar.once('error', reject);
    tar.once('close', (code) => resolve(code ?? 1));
  });
  await pipeline(tar.stdout, createGzip({ level: 6 }), createWriteStream(file));
  const code = await ended;
  if (code !== 0) throw new Error(`tar ended with ${code}.`);
}

/** `sha256sum` of the whole file, to be told to whoever takes it. */
export const checksumOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');
