import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inCheckout, readJson } from '../setup/checkout.mjs';
import { SetupError } from '../setup/errors.mjs';
import { run } from '../setup/run.mjs';

const checksums = 'SHA256SUMS';

/** Names of the packages that are published. */
export const listPackages = () =>
  readdirSync(inCheckout('packages'))
    .map((name) => readJson(inCheckout('packages', name, 'package.json')))
    .filter((each) => !each.private)
    .map(({ name }) => name)
    .sort();

/** Brings every package into a folder as the registry gives it; npm holds it against the registry's SHA-512. */
export async function fetchPublished(version, folder, registry) {
  const wanted = listPackages().map((name) => `${name}@${version}`);
  const words = ['pack', ...wanted, '--pack-destination', folder, '--loglevel=error', ...registry];
  const { code, output } = await run('npm', words);
  if (code !== 0) throw new SetupError(`The registry does not have all of it:\n\n${output}`);
  return wanted;
}

/** As `sha256sum --check SHA256SUMS` reads it. */
export function writeChecksums(folder) {
  const files = readdirSync(folder)
    .filter((name) => name !== checksums)
    .sort();
  const lines = files.map((name) => `${sha256(path.join(folder, name))}  ${name}\n`);
  writeFileSync(path.join(folder, checksums), lines.join(''));
}

const sha256 = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');
