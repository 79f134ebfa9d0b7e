import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inCheckout, readJson } from '../setup/checkout.mjs';
import { SetupError } from '../setup/errors.mjs';
import { run } from '../setup/run.mjs';
import { listPackages } from './published.mjs';

/**
 * What a server gets, with every adapter and both databases, as CycloneDX: each package with its version, licence and
 * SHA-512. npm writes it from a lock file made for the purpose, so that nothing of the checkout's own tools is in it.
 */
export async function writeBillOfMaterials(version, out, registry) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'moothall-bill-'));
  try {
    const { peerDependencies } = readJson(inCheckout('packages/core/package.json'));
    const own = Object.fromEntries(listPackages().map((name) => [name, version]));
    delete own['@moothall/adapter-testkit']; // for whoever writes adapters
    const manifest = {
      name: 'moothall-release',
      version,
      private: true,
      dependencies: { ...peerDependencies, ...own },
    };
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
    const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
    await npm(folder, ['install', '--package-lock-only', '--ignore-scripts', ...quiet, ...registry]);
    const words = ['sbom', '--package-lock-only', '--sbom-format=cyclonedx', '--sbom-type=application'];
    writeFileSync(path.join(out, `moothall-${version}.cdx.json`), `${await npm(folder, words)}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function npm(cwd, words) {
  const { code, output } = await run('npm', words, { cwd });
  if (code !== 0) throw new SetupError(`npm ${words[0]} failed:\n\n${output}`);
  return output.trim();
}
