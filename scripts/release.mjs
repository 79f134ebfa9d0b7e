#!/usr/bin/env node
// Gives every package a version, publishes them with Lerna, and leaves what whoever installs them can check: the packages
// as the registry has them with their SHA-256, and a bill of materials (CycloneDX). Cut off, the same command goes on.
//   npm run release -- 1.4.0 [--registry URL] [--out FOLDER]
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { writeBillOfMaterials } from './release/bill-of-materials.mjs';
import { fetchPublished, writeChecksums } from './release/published.mjs';
import { inCheckout, readJson } from './setup/checkout.mjs';
import { SetupError } from './setup/errors.mjs';
import { run } from './setup/run.mjs';
import { step } from './setup/step.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { registry: { type: 'string' }, out: { type: 'string' } },
});

try {
  await release(positionals[0], {
    registry: values.registry === undefined ? [] : ['--registry', values.registry],
    out: path.resolve(values.out ?? inCheckout('.build/release', positionals[0] ?? '')),
  });
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exitCode = error.exitCode;
}

async function release(version, { registry, out }) {
  if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version ?? ''))
    throw new SetupError('Name the version: npm run release -- 1.4.0', { exitCode: 2 });
  if ((await succeed('git', ['status', '--porcelain'])) !== '')
    throw new SetupError('There are changes that are not committed. What is published has to be in the history.');
  const isVersioned = readJson(inCheckout('lerna.json')).version === version;
  if (!isVersioned)
    await step(`Giving every package version ${version}`, () => lerna('version', version, '--yes', '--no-push'));
  await step('Publishing', () => lerna('publish', 'from-package', '--yes', ...registry));
  mkdirSync(out, { recursive: true });
  const packages = await step('Fetching what the registry has now', () => fetchPublished(version, out, registry));
  await step('Writing the bill of materials', () => writeBillOfMaterials(version, out, registry));
  writeChecksums(out);
  console.log(`Version ${version}: ${packages.length} packages. Their checksums and the bill of materials: ${out}`);
  console.log('Next: git push --follow-tags');
}

/** Where the CI offers it, the registry records which commit and which run a package came from (npm's provenance). */
function lerna(...words) {
  const env = { NX_DAEMON: 'false', ...(offersProvenance(process.env) ? { NPM_CONFIG_PROVENANCE: 'true' } : {}) };
  return succeed(process.execPath, [inCheckout('node_modules/lerna/dist/cli.js'), ...words], env);
}

function offersProvenance(env) {
  if (env.GITHUB_ACTIONS === 'true') return env.ACTIONS_ID_TOKEN_REQUEST_URL !== undefined;
  return env.GITLAB_CI === 'true' && env.SIGSTORE_ID_TOKEN !== undefined;
}

async function succeed(command, words, env = {}) {
  const { code, output } = await run(command, words, { env });
  if (code !== 0) throw new SetupError(`${path.basename(command)} ${words.join(' ')} failed:\n\n${output}`);
  return output.trim();
}
