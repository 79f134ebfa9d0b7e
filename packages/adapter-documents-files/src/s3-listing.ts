import { isDocumentName, type DocumentsPage } from '@moothall/adapter-sdk';
import { unreadable } from './s3-piece.js';

/**
 * Reads the answer to ListObjectsV2. Names that Moothall never gives, such as those of others' objects in the bucket, are
 * passed over; they alone could need more of XML than is read here. @throws AdapterError `unreadable_answer`
 */
export function readListing(xml: string, prefix: string): DocumentsPage {
  const body = /^\s*(?:<\?xml[^>]*\?>\s*)?<ListBucketResult(?:\s[^>]*)?>([\s\S]*)<\/ListBucketResult>\s*$/.exec(
    xml,
  )?.[1];
  if (body === undefined) throw unreadable();
  const documents = [...body.matchAll(/<Contents>([\s\S]*?)<\/Contents>/g)].flatMap(([, object = '']) => {
    const key = textOf(object, 'Key');
    const size = textOf(object, 'Size');
    if (key === undefined || size === undefined || !/^\d{1,15}$/.test(size)) throw unreadable();
    const name = key.startsWith(prefix) ? key.slice(prefix.length) : '';
    return isDocumentName(name) ? { name, sizeBytes: Number(size) } : [];
  });
  const outside = body.replace(/<Contents>[\s\S]*?<\/Contents>/g, '');
  if (textOf(outside, 'IsTruncated') !== 'true') return { documents, next: null };
  const next = textOf(outside, 'NextContinuationToken');
  if (next === undefined || next === '') throw unreadable();
  return { documents, next };
}

function textOf(xml: string, element: string): string | undefined {
  const text = new RegExp(`<${element}>([^<]*)</${element}>`).exec(xml)?.[1];
  return text?.replace(/&(amp|lt|gt|quot|apos|#\d{1,6}|#x[0-9a-f]{1,5});/gi, (_, name: string) => character(name));
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function character(name: string): string {
  if (!name.startsWith('#')) return named[name.toLowerCase()] ?? '';
  return String.fromCodePoint(/^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1)));
}
