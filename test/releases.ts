import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { useRelease } from '#cli/releases/release-folder.js';

const root = path.resolve(import.meta.dirname, '../..');

/** What differs from the checkout in a release that a test makes of it. */
export interface ReleasePlan {
  readonly version: string;
  /** SQL of one more migration. */
  readonly migration?: string;
  /** Its server doesn't start. */
  readonly isBroken?: boolean;
}

/** A folder such as npm makes of a release, of the checkout's own compiled code. Answers it. */
export function makeRelease(folder: string, plan: ReleasePlan): string {
  const modules = path.join(folder, 'node_modules');
  mkdirSync(path.join(modules, '@moothall'), { recursive: true });
  for (const name of readdirSync(path.join(root, 'node_modules')).filter(
    (each) => !/^(\.|@moothall$|moothall$)/.test(each),
  ))
    symlinkSync(path.join(root, 'node_modules', name), path.join(modules, name));
  for (const name of ['adapter-sandbox', 'adapter-sdk'])
    symlinkSync(path.join(root, 'packages', name), path.join(modules, '@moothall', name));
  copyPackage('core', path.join(modules, '@moothall', 'core'), plan.version);
  copyPackage('cli', path.join(modules, 'moothall'), plan.version);
  const dist = path.join(modules, '@moothall', 'core', 'dist');
  if (plan.migration !== undefined) addMigration(dist, plan.migration);
  if (plan.isBroken) writeFileSync(path.join(dist, 'app', 'http.js'), "throw new Error('this build is broken');\n");
  return folder;
}

/** Puts releases into an installation; the first is the one in use. */
export async function giveReleases(directory: string, made: readonly string[]): Promise<void> {
  const releases = path.join(directory, 'releases');
  mkdirSync(releases, { recursive: true });
  for (const folder of made)
    cpSync(folder, path.join(releases, path.basename(folder)), { recursive: true, verbatimSymlinks: true });
  await useRelease(directory, path.basename(made[0] ?? ''));
}

function copyPackage(name: string, to: string, version: string): void {
  const from = path.join(root, 'packages', name);
  cpSync(from, to, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (file) => !/\.(?:map|d\.ts|tsbuildinfo)$|\.test\.js$|\/packages\/core\/src\/.*\.ts$/.test(file),
  });
  const nested = path.join(to, 'node_modules');
  rmSync(nested, { recursive: true, force: true });
  symlinkSync(path.join(from, 'node_modules'), nested);
  const manifest = path.join(to, 'package.json');
  const about = JSON.parse(readFileSync(manifest, 'utf8')) as object;
  writeFileSync(manifest, JSON.stringify({ ...about, version }));
}

/** Adds a migration to compiled core. */
export function addMigration(dist: string, sql: string): void {
  const file = path.join(dist, 'migrations', 'index.js');
  renameSync(file, path.join(dist, 'migrations', 'shipped.js'));
  const one = `{ name: '0002-of-the-test', creates: [], also: () => [${JSON.stringify(sql)}] }`;
  writeFileSync(
    file,
    `import { migrations as shipped } from './shipped.js';\nexport { tables } from './shipped.js';\nexport const migrations = [...shipped, ${one}];\n`,
  );
}
