import { z } from 'zod';
import { adaptersFor, readHealth, tryInstance, type Serving } from '../adapters/index.js';
import { listAuthorities, type Authority } from '../authorities/index.js';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../kernel/clock.js';
import { defineJob } from '../kernel/jobs.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority, type AuthorityId } from '../kernel/scope.js';
import { countToKeep, listToKeep, saveKept, type Document } from './documents-repository.js';

const atOnce = 50;
/** After so long the rest is left to the next run. */
const longestRunMs = 2 * MINUTE_MS;
const firstId = '00000000-0000-0000-0000-000000000000';

/**
 * Takes files to the connections that keep those of their councils. What a connection doesn't take stays on the disk, where
 * it is served from meanwhile, and is tried again by the next run.
 */
export const keepDocuments = defineJob({
  kind: 'documents.keep-documents',
  payload: z.strictObject({}),
  everyMs: 20 * SECOND_MS,
  leaseMs: 5 * MINUTE_MS,
  run: async (kernel) => {
    const stores = await storesInUse(kernel);
    const until = kernel.clock.now() + longestRunMs;
    for (let after: string | undefined = firstId; after !== undefined && stores.size > 0;) {
      const authorities = [...stores.keys()];
      const found = await listToKeep(kernel.db.read(everyAuthority), { authorities, after, limit: atOnce });
      for (const document of found) {
        const store = stores.get(document.authorityId);
        if (!store) continue;
        const isTaken = await keepOne(kernel, document, store);
        if (!isTaken) removeResting(stores, await readHealth(kernel.db.read(everyAuthority)), kernel.clock.now());
        if (kernel.clock.now() > until) return;
      }
      after = found.length < atOnce ? undefined : found.at(-1)?.id;
    }
  },
});

/** Where the files of a council go. */
interface Store {
  readonly council: Authority;
  readonly serving: Serving<'documents'>;
}

/** By council; those whose connection is paused or rests are left out. */
async function storesInUse(kernel: Kernel): Promise<Map<AuthorityId, Store>> {
  if (!hasStores(kernel)) return new Map();
  const stores = await storesOf(kernel);
  removeResting(stores, await readHealth(kernel.db.read(everyAuthority)), kernel.clock.now());
  return stores;
}

/** Whether any connection keeps files. */
export function hasStores({ adapters }: Kernel): boolean {
  return adapters.list.some(({ part }) => part.kind === 'documents');
}

/** How many files wait for their connection longer than they should. */
export async function countLate(kernel: Kernel): Promise<number> {
  if (!hasStores(kernel)) return 0;
  const councils = [...(await storesOf(kernel)).keys()];
  return await countToKeep(kernel.db.read(everyAuthority), councils, kernel.clock.now() - HOUR_MS);
}

async function storesOf(kernel: Kernel): Promise<Map<AuthorityId, Store>> {
  const found = new Map<AuthorityId, Store>();
  for (const council of await listAuthorities(kernel)) {
    const [serving] = adaptersFor(kernel.adapters, { kind: 'documents', authorityId: council.id, service: null });
    if (serving) found.set(council.id, { council, serving });
  }
  return found;
}

function removeResting(
  stores: Map<AuthorityId, Store>,
  health: Awaited<ReturnType<typeof readHealth>>,
  now: number,
): void {
  for (const [id, { serving }] of stores) {
    const { pausedAt = null, restsUntil = 0 } = health.get(serving.name) ?? {};
    if (pausedAt !== null || restsUntil > now) stores.delete(id);
  }
}

async function keepOne(kernel: Kernel, document: Document, { council, serving }: Store): Promise<boolean> {
  const bytes = await kernel.files.get(document.digest).catch(() => undefined);
  if (!bytes) return true; // lost or damaged, which backups say: nothing to take anywhere
  const { digest, mediaType } = document;
  const name = `${council.slug}/${digest.slice(0, 2)}/${digest}`;
  const asked = await tryInstance(kernel, serving, () =>
    serving.instance.store({ name, mediaType, bytes, sha256: digest }),
  );
  if (!asked.ok) return false;
  await kernel.db.write(everyAuthority, (db) => saveKept(db, document.id, { instance: serving.name, name }));
  return true;
}
