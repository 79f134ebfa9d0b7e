import type { DocumentsInstance } from '@moothall/adapter-sdk';
import { redactor, startAlone } from '../adapters/index.js';
import { copyNotConfigured, copyPlaceUnusable, type CopyPlace } from '../backups/index.js';
import { MINUTE_MS } from '../kernel/clock.js';
import type { Kernel } from '../kernel/kernel.js';

/** A place of a continuous copy that was started for some work. */
export interface ConnectedCopy {
  readonly place: CopyPlace;
  readonly close: () => Promise<void>;
}

const longestMs = MINUTE_MS;

/**
 * Starts the connection of the continuous copy, without the database. No call of it takes longer than a minute.
 * @throws copy_not_configured; copy_place_unusable; ConfigError
 */
export async function connectCopy(about: Pick<Kernel, 'config' | 'clock' | 'log'>): Promise<ConnectedCopy> {
  const { copy } = about.config.backups;
  if (!copy) throw copyNotConfigured();
  const { kind, instance } = await startAlone(about, copy.connection).catch((error: unknown) => {
    throw copyPlaceUnusable({ cause: error }, (error as Error).message);
  });
  if (kind !== 'documents')
    throw copyPlaceUnusable(
      {},
      `The connection ${copy.connection} is of the kind ${kind}. The continuous copy needs one that keeps files: docs/adapters/documents-files.md`,
    );
  const place = instance as DocumentsInstance; // the kind says what it can do
  const redact = redactor(about.config.secrets.adapters[copy.connection] ?? {});
  const ask = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await withinTime(work);
    } catch (error) {
      const { message, code } = error as { message: string; code?: unknown };
      throw Object.assign(new Error(redact(message), { cause: error }), { code });
    }
  };
  return {
    place: {
      store: (document) => ask(() => place.store(document)),
      remove: (name) => ask(() => place.remove(name)),
      list: (next) => ask(() => place.list(next)),
      read: async function* (name) {
        const pieces = place.read(name)[Symbol.asyncIterator]();
        for (;;) {
          const piece = await ask(() => pieces.next());
          if (piece.done) return;
          yield piece.value;
        }
      },
    },
    close: async () => void (await instance.close?.()),
  };
}

async function withinTime<T>(work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('The place of the copy did not answer within a minute.')), longestMs);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
