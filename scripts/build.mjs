#!/usr/bin/env node
// Compiles every package and the tests, removes compiled files whose source is gone, and builds the pages' assets.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inCheckout, root } from './setup/checkout.mjs';
import { SetupError } from './setup/errors.mjs';
import { run } from './setup/run.mjs';

const { references } = JSON.parse(readFileSync(inCheckout('tsconfig.json'), 'utf8'));
const projects = references.map(({ path: folder }) =>
  folder === 'test' ? { from: 'test', to: '.build/test' } : { from: `${folder}/src`, to: `${folder}/dist` },
);

const assets = {
  script: 'packages/core/scripts/build-assets.mjs',
  output: 'packages/core/dist-assets',
  builtAt: '.build/assets-built',
  inputs: ['packages/core/src/web', 'packages/core/scripts', 'packages/core/package.json', 'package-lock.json'],
};

/** @throws SetupError with the compiler's or the asset builder's own output. */
export async function buildAll({ step = (_title, work) => work() } = {}) {
  removeStaleOutput();
  const { code, output } = await compile();
  if (code !== 0) throw new SetupError(`TypeScript found mistakes.\n\n${output}`, { exitCode: 1 });
  if (assetsAreStale()) await step('Building style sheets and scripts', buildAssets);
}

/** Incremental: about half a second when nothing has changed. */
export const compile = () => run(process.execPath, ['node_modules/typescript-7/bin/tsc', '-b', '--pretty', 'false']);

/** A compiled test outlives its deleted source, and would go on being run. */
export function removeStaleOutput() {
  for (const { from, to } of projects) {
    for (const file of listFiles(inCheckout(to))) {
      const stem = path.relative(inCheckout(to), file).replace(/\.(?:d\.ts|js)(?:\.map)?$/, '');
      if (stem !== path.relative(inCheckout(to), file) && !existsSync(inCheckout(from, `${stem}.ts`))) rmSync(file);
    }
  }
}

/** Also true while there is nothing to build from: then nothing is stale. */
export function assetsAreStale() {
  if (!existsSync(inCheckout(assets.script))) return false;
  if (!existsSync(inCheckout(assets.output))) return true;
  const newestInput = Math.max(...assets.inputs.map((input) => newestChange(inCheckout(input), isAssetInput)));
  return newestInput > newestChange(inCheckout(assets.builtAt));
}

export async function buildAssets() {
  const { code, output } = await run(process.execPath, [assets.script]);
  if (code !== 0)
    throw new SetupError(`The style sheets and scripts could not be built.\n\n${output}`, { exitCode: 1 });
  mkdirSync(path.dirname(inCheckout(assets.builtAt)), { recursive: true });
  writeFileSync(inCheckout(assets.builtAt), '');
}

const isAssetInput = (file) => !/\.(?:ejs|md)$/.test(file);

function newestChange(place, counts = () => true) {
  if (!existsSync(place)) return 0;
  if (!statSync(place).isDirectory()) return statSync(place).mtimeMs;
  return Math.max(
    0,
    ...listFiles(place)
      .filter(counts)
      .map((file) => statSync(file).mtimeMs),
  );
}

function listFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
}

if (process.argv[1] === path.join(root, 'scripts/build.mjs')) {
  try {
    await buildAll();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(error.message);
    process.exitCode = error.exitCode;
  }
}
