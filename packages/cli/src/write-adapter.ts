import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const templates = fileURLToPath(new URL('../templates/adapter/', import.meta.url));
const ownPackage = new URL('../package.json', import.meta.url);

/** Kinds for which there is a contract, and so a package to begin with. */
export function kindsToWrite(): string[] {
  return readdirSync(path.join(templates, 'kinds')).sort();
}

/** As npm has it: small letters, digits, hyphens and dots, perhaps after a scope. */
export function isPackageName(name: string): boolean {
  return name.length <= 214 && /^(?:@[a-z0-9-][a-z0-9-._]*\/)?[a-z0-9-][a-z0-9-._]*$/.test(name);
}

/** `adapter-texts` of `@westmoor/adapter-texts`. */
export function folderOf(name: string): string {
  return name.split('/').at(-1) ?? name;
}

export interface NewAdapter {
  readonly name: string;
  readonly kind: string;
  /** Absolute. */
  readonly directory: string;
  /** Absolute: the checkout of Moothall that it is written from, so that it is tested against that. */
  readonly checkout: string | undefined;
}

export interface WrittenAdapter {
  /** From its folder, in order. */
  readonly files: readonly string[];
  /** Whether it became one of the checkout's own packages. */
  readonly isMember: boolean;
}

/**
 * Writes a package that passes the conformance suite of its kind as it is.
 * @throws Error when the directory has something in it
 */
export function writeAdapter({ name, kind, directory, checkout }: NewAdapter): WrittenAdapter {
  if (existsSync(directory) && readdirSync(directory).length > 0)
    throw new Error(`${directory} is not empty, so nothing is written. Name another with --dir.`);
  const packages = checkout === undefined ? undefined : path.join(checkout, 'packages');
  const isMember = path.dirname(directory) === packages;
  const folders = ['every', path.join('kinds', kind), ...(isMember ? ['in-checkout'] : [])];
  const sources = new Map(folders.flatMap((folder) => filesOf(path.join(templates, folder))));
  const { version } = JSON.parse(readFileSync(ownPackage, 'utf8')) as { version: string };
  const moothall = (folder: string): string =>
    packages === undefined ? `^${version}` : `file:${path.relative(directory, path.join(packages, folder))}`;
  const values = {
    ...{ name, kind, version, title: titleOf(name), folder: folderOf(directory) },
    ...{ sdk: moothall('adapter-sdk'), testkit: moothall('adapter-testkit') },
  };
  for (const [file, source] of sources) {
    mkdirSync(path.dirname(path.join(directory, file)), { recursive: true });
    writeFileSync(path.join(directory, file), filledIn(readFileSync(source, 'utf8'), values), { flag: 'wx' });
  }
  if (checkout !== undefined && isMember) addToBuild(checkout, folderOf(directory));
  return { files: [...sources.keys()].sort(), isMember };
}

/** Where each file goes, and where it comes from. npm would take a `.gitignore` for its own. */
function filesOf(folder: string): [string, string][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const source = path.join(entry.parentPath, entry.name);
      return [path.relative(folder, source).replace(/^gitignore$/, '.gitignore'), source];
    });
}

function filledIn(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (whole, key: string) => values[key] ?? whole);
}

/** `Parish texts` of `@westmoor/adapter-parish-texts`: for staff, until somebody says it better. */
function titleOf(name: string): string {
  const words = folderOf(name)
    .replace(/^adapter-/, '')
    .replace(/[-._]+/g, ' ')
    .trim();
  return words === '' ? name : words.charAt(0).toUpperCase() + words.slice(1);
}

/** The checkout compiles what its `tsconfig.json` names. */
function addToBuild(checkout: string, folder: string): void {
  const file = path.join(checkout, 'tsconfig.json');
  const before = readFileSync(file, 'utf8');
  const after = before.replace(/(?=\n {4}\{ "path": "test" \})/, `\n    { "path": "packages/${folder}" },`);
  if (after === before) throw new Error(`${file} has no place for another package. Add packages/${folder} by hand.`);
  writeFileSync(file, after);
}
