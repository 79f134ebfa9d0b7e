import {
  adapterApiVersion,
  AdapterError,
  defineAdapter,
  isDocumentName,
  type DocumentsInstance,
} from '@moothall/adapter-sdk';
import { z } from 'zod';
import { behave, behaves, checkBehaviour, refuseToStart } from './behaviour.js';

/** Keeps documents for as long as the process runs. */
export const adapter = defineAdapter({
  kind: 'documents',
  name: 'Sandbox documents',
  apiVersion: adapterApiVersion,
  settings: z.strictObject({ behaves }),
  secrets: z.strictObject({ token: z.string().optional().describe('Any text: it is never sent anywhere') }),
  supports: {},
  create: ({ settings }): DocumentsInstance => {
    refuseToStart(settings.behaves);
    const kept = new Map<string, Uint8Array>();
    const asked = async (name: string): Promise<void> => {
      await behave(settings.behaves, [name]);
      if (!isDocumentName(name)) throw new AdapterError('refused', 'This is no document’s name.');
    };
    return {
      check: () => checkBehaviour(settings.behaves),
      store: async ({ name, bytes }) => {
        await asked(name);
        kept.set(name, Uint8Array.from(bytes));
      },
      read: async function* (name) {
        await asked(name);
        const bytes = kept.get(name);
        if (!bytes) throw new AdapterError('not_found', 'The sandbox keeps no document of that name.');
        yield bytes;
      },
      remove: async (name) => {
        await asked(name);
        kept.delete(name);
      },
      list: async () => {
        await behave(settings.behaves);
        const names = [...kept.keys()].sort();
        return {
          documents: names.map((name) => ({ name, sizeBytes: kept.get(name)?.length ?? 0 })),
          next: null,
        };
      },
    };
  },
});
