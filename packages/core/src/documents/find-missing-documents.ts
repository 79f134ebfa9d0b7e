import type { DocumentsPage } from '@moothall/adapter-sdk';
import { adaptersFor, tryInstance, type Asked } from '../adapters/index.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority } from '../kernel/scope.js';
import { keptElsewhere, type KeptDocument } from './documents-repository.js';

const atOnce = 1000;

/** What connections were found to keep of the files that records name. */
export interface MissingDocuments {
  /** How many files connections keep. */
  readonly kept: number;
  /** Names of those that aren't there, of at most a hundred. */
  readonly missing: readonly string[];
  /** Connections that could not be asked, in words. */
  readonly unasked: readonly string[];
}

/** Holds what connections keep, by their own lists, against what records name. Reads no file. */
export async function findMissingDocuments(kernel: Kernel): Promise<MissingDocuments> {
  const there = new Map<string, ReadonlyMap<string, number> | undefined>();
  const unasked: string[] = [];
  const missing: string[] = [];
  let kept = 0;
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const documents = await keptElsewhere(kernel.db.read(everyAuthority), after, atOnce);
    for (const document of documents) {
      const { instance, name } = document.kept;
      if (!there.has(instance)) there.set(instance, await everythingIn(kernel, document, unasked));
      const found = there.get(instance);
      if (found && found.get(name) !== document.sizeBytes && missing.length < 100) missing.push(name);
    }
    kept += documents.length;
    const last = documents.at(-1);
    if (documents.length < atOnce || !last) return { kept, missing, unasked };
    after = last.id;
  }
}

async function everythingIn(
  kernel: Kernel,
  { authorityId, kept: { instance } }: KeptDocument,
  unasked: string[],
): Promise<ReadonlyMap<string, number> | undefined> {
  const wanted = { kind: 'documents', authorityId, service: null } as const;
  const serving = adaptersFor(kernel.adapters, wanted).find(({ name }) => name === instance);
  if (!serving) {
    unasked.push(`${instance} is no connection of the configuration, or can’t be started`);
    return undefined;
  }
  const sizes = new Map<string, number>();
  let next: string | null = null;
  do {
    const from: string | null = next;
    const asked: Asked<DocumentsPage> = await tryInstance(kernel, serving, () => serving.instance.list(from));
    if (!asked.ok) {
      unasked.push(`${instance} could not be asked: ${asked.words}`);
      return undefined;
    }
    for (const { name, sizeBytes } of asked.value.documents) sizes.set(name, sizeBytes);
    ({ next } = asked.value);
  } while (next !== null);
  return sizes;
}
