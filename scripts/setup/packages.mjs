import { existsSync, lstatSync } from 'node:fs';
import { inCheckout, readJson } from './checkout.mjs';
import { explain } from './errors.mjs';
import { run } from './run.mjs';
import { step } from './step.mjs';

/** Installs exactly what the lock file names, unless it is there already. No package's install script runs. */
export async function installPackages() {
  if (isInstalled()) return;
  await step('Installing packages', async () => {
    const words = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
    const { code, output } = await run('npm', words);
    if (code !== 0) throw explain('npm could not install the packages.', output);
  });
}

/** npm writes `.package-lock.json` at the end of an installation; optional packages may be absent from it. */
function isInstalled() {
  const record = inCheckout('node_modules/.package-lock.json');
  if (!existsSync(record) || hasDriverOfNewerNode()) return false;
  const installed = readJson(record).packages;
  return Object.entries(readJson(inCheckout('package-lock.json')).packages)
    .filter(([location, entry]) => location.includes('node_modules/') && !entry.optional)
    .every(([location, entry]) => installed[location]?.integrity === entry.integrity);
}

/** `sqlite-driver.mjs` links version 13 in place of 12 on Node 22; back on Node 20 it would end the process. */
function hasDriverOfNewerNode() {
  const driver = lstatSync(inCheckout('node_modules/better-sqlite3'), { throwIfNoEntry: false });
  return driver?.isSymbolicLink() === true && Number(process.versions.node.split('.')[0]) < 22;
}
