import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { adapterApiVersion, adapterKinds, type Adapter } from '@moothall/adapter-sdk';

/** Versions of the contract whose adapters run here. */
export const supportedVersions: readonly number[] = [adapterApiVersion];

/** Why an adapter can't be started: said to whoever looks after the installation. */
export class ParkedError extends Error {
  override readonly name = 'ParkedError';
}

/**
 * Finds the adapter that an instance uses: a package of the installation (else of Moothall itself), or a file beside the
 * configuration. It exports one plain object as `adapter`.
 * @throws ParkedError
 */
export async function readAdapter(use: string, directory: string): Promise<Adapter> {
  const file = resolve(use, directory);
  refuseByManifest(use, directory);
  let found: unknown;
  try {
    found = ((await import(pathToFileURL(file).href)) as { adapter?: unknown }).adapter;
  } catch (error) {
    throw new ParkedError(`${use} could not be started: ${firstLine(error)}`, { cause: error });
  }
  return checkShape(use, found);
}

function resolve(use: string, directory: string): string {
  if (isFile(use)) return path.resolve(directory, use);
  for (const from of [path.join(directory, 'moothall.yaml'), import.meta.filename])
    try {
      return createRequire(from).resolve(use);
    } catch (error) {
      if (!isAbsent(error)) throw new ParkedError(`${use} could not be read: ${firstLine(error)}`, { cause: error });
    }
  throw new ParkedError(`${use} is not installed. Run: npm install ${packageOf(use)}`);
}

const isFile = (use: string): boolean => use.startsWith('.') || path.isAbsolute(use);

function isAbsent(error: unknown): boolean {
  const { code } = error as { code?: string };
  return code === 'MODULE_NOT_FOUND' || code === 'ERR_PACKAGE_PATH_NOT_EXPORTED';
}

/** `@moothall/adapter-sandbox` of `@moothall/adapter-sandbox/notifications`. */
function packageOf(use: string): string {
  return use
    .split('/')
    .slice(0, use.startsWith('@') ? 2 : 1)
    .join('/');
}

/** A package that says in its package.json for which version it is written is refused before any of it runs. */
function refuseByManifest(use: string, directory: string): void {
  if (isFile(use)) return;
  let manifest: { moothall?: { apiVersion?: unknown } };
  try {
    const read = createRequire(path.join(directory, 'moothall.yaml'));
    manifest = read(`${packageOf(use)}/package.json`) as typeof manifest;
  } catch {
    return; // it isn't shown to others: the object itself says its version
  }
  const { apiVersion } = manifest.moothall ?? {};
  if (apiVersion !== undefined) refuseVersion(use, apiVersion);
}

function refuseVersion(use: string, version: unknown): void {
  if (supportedVersions.includes(version as number)) return;
  const ours = supportedVersions.join(' and ');
  throw new ParkedError(
    `${use} is written for version ${String(version)} of the adapter contract; this Moothall runs version ${ours}. Install the release of the adapter that is made for it.`,
  );
}

/** It comes from outside: nothing about it is certain. */
function checkShape(use: string, found: unknown): Adapter {
  if (typeof found !== 'object' || found === null)
    throw new ParkedError(`${use} exports nothing called "adapter". It is not an adapter, or not this way in to it.`);
  const { kind, name, apiVersion, settings, secrets, create, supports } = found as Partial<
    Record<keyof Adapter, unknown>
  >;
  refuseVersion(use, apiVersion);
  const wrong = [
    ...(adapterKinds.includes(kind as never) ? [] : ['its kind']),
    ...(typeof name === 'string' && name.trim() !== '' ? [] : ['its name']),
    ...(isSchema(settings) ? [] : ['its settings']),
    ...(isSchema(secrets) ? [] : ['its secrets']),
    ...(typeof create === 'function' ? [] : ['create']),
    ...(typeof supports === 'object' && supports !== null ? [] : ['supports']),
  ];
  if (wrong.length > 0) throw new ParkedError(`${use} is not an adapter as the contract has it: ${wrong.join(', ')}.`);
  return found as Adapter;
}

/** By what it does: an adapter may bring a zod of its own. */
function isSchema(value: unknown): boolean {
  return typeof (value as { safeParse?: unknown } | undefined)?.safeParse === 'function';
}

/** The first line of what went wrong, cut: a package's own words may be long. */
export function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split('\n')[0] ?? '').slice(0, 200);
}
