import {
  adapterApiVersion,
  AdapterError,
  defineAdapter,
  errorFromStatus,
  isDocumentName,
  readJson,
  type DocumentsInstance,
} from '@moothall/adapter-sdk';
import { z } from 'zod';

/** What the supplier answers when it is asked what it keeps. */
const Page = z.object({
  documents: z.array(z.object({ name: z.string(), sizeBytes: z.number().int() })),
  next: z.string().nullable(),
});

/** One answer brings so much of a document: no answer may be larger than ten megabytes. */
const pieceBytes = 1_048_576;

export const adapter = defineAdapter({
  kind: 'documents',
  name: '{{title}}',
  apiVersion: adapterApiVersion,
  settings: z.strictObject({
    url: z.url().describe('Address of the supplier’s store, such as https://store.example'),
    shelf: z
      .string()
      .regex(/^[a-z0-9-]+$/)
      .default('moothall')
      .describe('Where in the store these files are kept'),
  }),
  secrets: z.strictObject({ token: z.string().min(1).describe('From the supplier: says who calls') }),
  supports: {},
  hosts: ({ url }) => [new URL(url).host],
  create: ({ settings, secrets, fetch, now }): DocumentsInstance => {
    const call = async (path: string, init: RequestInit = {}): Promise<Response> => {
      const headers = { authorization: `Bearer ${secrets.token}`, ...(init.headers as Record<string, string>) };
      const response = await fetch(new URL(`/${settings.shelf}${path}`, settings.url), { ...init, headers });
      if (!response.ok) throw errorFromStatus(response, now());
      return response;
    };
    const list = async (next: string | null) =>
      readJson(await call(next === null ? '' : `?after=${encodeURIComponent(next)}`), Page);
    const placeOf = (name: string): string => {
      if (!isDocumentName(name)) throw new AdapterError('refused', 'This is no document’s name.');
      return `/${name}`;
    };
    return {
      list,
      check: async () => {
        await list(null);
        return { ok: true };
      },
      store: async ({ name, mediaType, bytes, sha256 }) => {
        const headers = { 'content-type': mediaType, 'x-sha256': sha256 };
        await call(placeOf(name), { method: 'PUT', headers, body: Uint8Array.from(bytes) });
      },
      read: async function* (name) {
        for (let at = 0, total = Number.POSITIVE_INFINITY; at < total;) {
          const response = await call(placeOf(name), { headers: { range: `bytes=${at}-${at + pieceBytes - 1}` } });
          const piece = new Uint8Array(await response.arrayBuffer());
          total = Number(/\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1]);
          if (Number.isNaN(total) || piece.length === 0)
            throw new AdapterError('unreadable_answer', 'The supplier didn’t say which piece this is.');
          yield piece;
          at += piece.length;
        }
      },
      remove: async (name) => {
        await call(placeOf(name), { method: 'DELETE' });
      },
    };
  },
});
