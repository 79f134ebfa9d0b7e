import { AdapterError } from '@moothall/adapter-sdk';
import type { CopyPlace } from '../copy-place.js';

/** A place for a copy that tests look into, take away and damage. */
export interface MemoryPlace extends CopyPlace {
  readonly documents: Map<string, Buffer>;
  isAway: boolean;
}

export function memoryPlace(): MemoryPlace {
  const documents = new Map<string, Buffer>();
  const place: MemoryPlace = {
    documents,
    isAway: false,
    store: async ({ name, bytes }) => {
      refuseAway(place);
      documents.set(name, Buffer.from(bytes));
    },
    read: async function* (name) {
      refuseAway(place);
      const bytes = documents.get(name);
      if (!bytes) throw new AdapterError('not_found', 'There is no file of that name.');
      yield bytes;
    },
    remove: async (name) => {
      refuseAway(place);
      documents.delete(name);
    },
    list: async () => {
      refuseAway(place);
      return { documents: [...documents].map(([name, { length }]) => ({ name, sizeBytes: length })), next: null };
    },
  };
  return place;
}

function refuseAway({ isAway }: MemoryPlace): void {
  if (isAway) throw new AdapterError('unreachable', 'The place is away.');
}
