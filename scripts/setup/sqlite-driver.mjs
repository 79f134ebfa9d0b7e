import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inCheckout, readJson, root } from './checkout.mjs';
import { explain, SetupError } from './errors.mjs';
import { run } from './run.mjs';
import { step } from './step.mjs';

const driver = 'node_modules/better-sqlite3';
const driverWithBinaries = 'node_modules/better-sqlite3-13';
const binary = 'build/Release/better_sqlite3.node';

/**
 * Makes `better-sqlite3` loadable. Version 13 brings binaries and needs Node 22; version 12, for Node 20, is compiled
 * once for each version of the driver and of Node's binary interface, and kept in the user's cache.
 */
export async function prepareSqliteDriver() {
  if (linkDriverWithBinaries() || loads('better-sqlite3')) return;
  const { version } = readJson(inCheckout(driver, 'package.json'));
  const name = `better-sqlite3-${version}-abi${process.versions.modules}-${process.platform}-${process.arch}.node`;
  const cached = path.join(cacheFolder(), name);
  if (existsSync(cached) && useBinary(cached)) return;
  await step(`Compiling SQLite ${version} for Node ${process.versions.node}, once (about a minute)`, () =>
    compile(cached),
  );
  if (!useBinary(cached)) throw new SetupError(`The SQLite driver was compiled but does not load: ${cached}`);
}

/** In a process of its own: a driver for the wrong Node may end the process that loads it. */
function loads(packageName) {
  const test = `new (require('${packageName}'))(':memory:').close()`;
  return spawnSync(process.execPath, ['-e', test], { cwd: root }).status === 0;
}

function linkDriverWithBinaries() {
  if (Number(process.versions.node.split('.')[0]) < 22) return false;
  if (!lstatSync(inCheckout(driver), { throwIfNoEntry: false })?.isSymbolicLink()) {
    if (!loads('better-sqlite3-13')) return false;
    rmSync(inCheckout(driver), { recursive: true, force: true });
    symlinkSync(path.basename(driverWithBinaries), inCheckout(driver), 'junction');
  }
  return loads('better-sqlite3');
}

/** The user's cache, or a folder of the checkout when there is no home to write to. */
function cacheFolder() {
  for (const parent of [process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), inCheckout('.build/cache')]) {
    const folder = path.join(parent, 'moothall');
    try {
      mkdirSync(folder, { recursive: true });
      return folder;
    } catch {
      continue;
    }
  }
  throw new SetupError(`Neither the cache folder nor ${inCheckout('.build')} can be written to.`);
}

function useBinary(file) {
  const target = inCheckout(driver, binary);
  mkdirSync(path.dirname(target), { recursive: true });
  copyFileSync(file, `${target}.new`);
  renameSync(`${target}.new`, target);
  return loads('better-sqlite3');
}

/** Compiles in a folder of its own, so that an interrupted run leaves nothing half made behind. */
async function compile(cached) {
  const work = mkdtempSync(`${cached}-`);
  const tidy = () => rmSync(work, { recursive: true, force: true });
  process.once('exit', tidy);
  try {
    cpSync(inCheckout(driver), work, { recursive: true });
    const words = [inCheckout('node_modules/node-gyp/bin/node-gyp.js'), 'rebuild', '--release', ...headers()];
    const { code, output } = await run(process.execPath, words, { cwd: work, env: compilerFlags() });
    const built = path.join(work, binary);
    if (code !== 0 || !existsSync(built)) throw explain('The SQLite driver could not be compiled.', output);
    renameSync(built, cached);
  } finally {
    tidy();
    process.removeListener('exit', tidy);
  }
}

/** Node's headers, where they stand beside it: node-gyp would fetch them from the internet. */
function headers() {
  const prefix = path.resolve(path.dirname(process.execPath), '..');
  return existsSync(path.join(prefix, 'include/node/node.h')) ? [`--nodedir=${prefix}`] : [];
}

/** These flags follow the driver's own `-O3` and win: a third less compiling, and no loss that could be measured. */
function compilerFlags() {
  const flags = '-O1 -g0 -w';
  return {
    CFLAGS: `${process.env.CFLAGS ?? ''} ${flags}`,
    CXXFLAGS: `${process.env.CXXFLAGS ?? ''} ${flags}`,
  };
}
