import { open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { parse, parseDocument, isMap, type Document } from 'yaml';
import { checkWithEnvironment } from '../kernel/config.js';
import { badInput } from '../kernel/errors.js';

const files = { settings: 'moothall.yaml', secrets: 'secrets.yaml' } as const;

export interface NewSetting {
  /** Names with dots between: `listen.port`; of secrets `secrets.adapters.mail.token`. */
  readonly name: string;
  /** As it would stand in the file: `8080`, `true`, `[a, b]`, text. A secret is text always. */
  readonly value: string;
}

/**
 * Writes one setting into `moothall.yaml` or `secrets.yaml`, with the comments and the order of what is there. Nothing is
 * written unless the whole configuration is right with it.
 * @throws bad_input for a name that can't be one; ConfigError naming every fault
 */
export async function writeSetting(
  directory: string,
  environment: NodeJS.ProcessEnv,
  { name, value }: NewSetting,
): Promise<void> {
  const keys = keysOf(name);
  const which = keys[0] === 'secrets' ? 'secrets' : 'settings';
  const documents = {
    settings: await readDocument(directory, 'settings'),
    secrets: await readDocument(directory, 'secrets'),
  };
  const changed = documents[which];
  setIn(changed, which === 'secrets' ? keys.slice(1) : keys, which === 'secrets' ? value : parsedValue(value));
  checkWithEnvironment(directory, {
    settings: treeOf(documents.settings),
    secrets: treeOf(documents.secrets),
    environment,
  });
  await writeWhole(path.join(directory, files[which]), changed.toString({ lineWidth: 0 }), which);
}

/** @throws bad_input */
export function keysOf(name: string): string[] {
  const keys = name.split('.');
  const isName = keys.every((key) => /^[A-Za-z][A-Za-z0-9]{0,60}$/.test(key) && !(key in {}));
  if (isName && name !== 'secrets') return keys;
  throw badInput({ faults: [{ field: 'name', message: 'Write it with dots, such as listen.port' }] });
}

async function readDocument(directory: string, which: keyof typeof files): Promise<Document> {
  const text = await readFile(path.join(directory, files[which]), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const document = parseDocument(text);
  const [fault] = document.errors;
  if (fault) throw new Error(`${files[which]}: ${fault.message.split('\n')[0] ?? ''}`);
  return document;
}

/** An empty file, and `adapters:` with nothing behind it, become a group of settings. */
function setIn(document: Document, keys: readonly string[], value: unknown): void {
  if (!isMap(document.contents)) document.contents = document.createNode({});
  for (let depth = 1; depth < keys.length; depth += 1) {
    const group = keys.slice(0, depth);
    if (!isMap(document.getIn(group))) document.setIn(group, document.createNode({}));
  }
  document.setIn(keys, value);
}

const treeOf = (document: Document): Record<string, unknown> =>
  (document.toJS() as Record<string, unknown> | null) ?? {};

/** @throws bad_input */
function parsedValue(value: string): unknown {
  try {
    return parse(value) as unknown;
  } catch {
    throw badInput({ faults: [{ field: 'value', message: 'Write it as it would stand in moothall.yaml' }] });
  }
}

/** The old file or the new one, whenever the work is cut off. */
async function writeWhole(file: string, text: string, which: keyof typeof files): Promise<void> {
  const partial = `${file}.part`;
  await rm(partial, { force: true });
  const handle = await open(partial, 'wx', which === 'secrets' ? 0o600 : 0o640);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(partial, file);
}
