import { adapterApiVersion, defineAdapter, type DocumentsInstance } from '@moothall/adapter-sdk';
import { checkedName } from './checked-name.js';
import { s3Client } from './s3-client.js';
import { readListing } from './s3-listing.js';
import { pieceOf, unreadable } from './s3-piece.js';
import { hostOf, secrets, settings } from './s3-settings.js';

/** What one answer brings of a document: well under what Moothall takes of one. */
const pieceBytes = 1_048_576;
const pageSize = 1000;

/** Keeps documents in a bucket of a store that speaks S3 (Amazon S3 API reference, 2006-03-01). */
export const adapter = defineAdapter({
  kind: 'documents',
  name: 'S3 store for files',
  apiVersion: adapterApiVersion,
  settings,
  secrets,
  supports: {},
  hosts: (given) => [hostOf(given)],
  create: (context): DocumentsInstance => {
    const { prefix } = context.settings;
    const client = s3Client(context);
    const listing = async (query: Readonly<Record<string, string>>) => {
      const response = await client.call('GET', { query: { 'list-type': '2', prefix, ...query } });
      return readListing(await response.text(), prefix);
    };
    return {
      check: async () => {
        await listing({ 'max-keys': '1' });
        return { ok: true };
      },
      store: async ({ name, mediaType, bytes, sha256 }) => {
        const key = prefix + checkedName(name);
        const response = await client.call('PUT', { key, body: bytes, sha256, headers: { 'content-type': mediaType } });
        // A store that speaks S3 names what it has taken; a proxy's page of welcome doesn't.
        if (response.headers.get('etag') === null) throw unreadable();
      },
      read: async function* (name) {
        const key = prefix + checkedName(name);
        for (let at = 0, total = Number.POSITIVE_INFINITY; at < total;) {
          const headers = { range: `bytes=${at}-${at + pieceBytes - 1}` };
          const piece = await pieceOf(await client.call('GET', { key, headers }), at);
          yield piece.bytes;
          at += piece.bytes.length;
          ({ total } = piece);
        }
      },
      remove: async (name) => {
        const response = await client.send('DELETE', { key: prefix + checkedName(name) });
        if (!response.ok && response.status !== 404) throw await client.faultOf(response);
      },
      list: (next) =>
        listing({ 'max-keys': String(pageSize), ...(next === null ? {} : { 'continuation-token': next }) }),
    };
  },
});
