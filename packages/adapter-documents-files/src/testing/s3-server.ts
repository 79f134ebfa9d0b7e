import { createHash, createHmac } from 'node:crypto';
import type { FarEndAnswer, ReceivedRequest } from '@moothall/adapter-testkit';

export const region = 'eu-west-2';
export const keys = {
  accessKeyId: 'AKIAOFDUNMERE00EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

/** Fewer than are asked for, as a store may. */
const mostListed = 3;

/** A store as Amazon's manual has it: it keeps objects, and verifies the signature and the digest of each request. */
export function anS3Server(...buckets: readonly string[]): (request: ReceivedRequest) => FarEndAnswer {
  const kept = new Map(buckets.map((bucket) => [bucket, new Map<string, Buffer>()]));
  return (request) => {
    const url = new URL(request.path, 'http://store.example');
    const [, bucket = '', ...rest] = decodeURIComponent(url.pathname).split('/');
    const key = rest.join('/');
    const wrong = wrongWith(request, url);
    if (wrong !== undefined) return failure(wrong === 'XAmzContentSHA256Mismatch' ? 400 : 403, wrong);
    const objects = kept.get(bucket);
    if (!objects) return failure(404, 'NoSuchBucket');
    switch (request.method) {
      case 'PUT': {
        const bytes = Buffer.from(request.bytes ?? []);
        objects.set(key, bytes);
        return { headers: { etag: `"${createHash('md5').update(bytes).digest('hex')}"` } };
      }
      case 'DELETE':
        objects.delete(key);
        return { status: 204 };
      case 'GET':
        return key === '' ? listed(objects, url.searchParams) : given(objects.get(key), request.headers['range']);
      default:
        return failure(405, 'MethodNotAllowed');
    }
  };
}

function given(bytes: Buffer | undefined, range: string | undefined): FarEndAnswer {
  if (!bytes) return failure(404, 'NoSuchKey');
  const [, from = '', to = ''] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
  if (from === '') return { body: bytes };
  if (Number(from) >= bytes.length) return failure(416, 'InvalidRange');
  const piece = bytes.subarray(Number(from), Number(to) + 1);
  const last = Number(from) + piece.length - 1;
  return { status: 206, headers: { 'content-range': `bytes ${from}-${last}/${bytes.length}` }, body: piece };
}

function listed(objects: ReadonlyMap<string, Buffer>, query: URLSearchParams): FarEndAnswer {
  const after = Buffer.from(query.get('continuation-token') ?? '', 'base64').toString();
  const names = [...objects.keys()].filter((key) => key.startsWith(query.get('prefix') ?? '') && key > after).sort();
  const most = Math.min(mostListed, Number(query.get('max-keys') ?? mostListed));
  const page = names.slice(0, most);
  const isCut = names.length > most;
  const next = Buffer.from(page.at(-1) ?? '').toString('base64');
  const rows = page.map((key) => `<Contents><Key>${key}</Key><Size>${objects.get(key)?.length}</Size></Contents>`);
  return {
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>
<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><IsTruncated>${isCut}</IsTruncated>${rows.join('')}${
      isCut ? `<NextContinuationToken>${next}</NextContinuationToken>` : ''
    }</ListBucketResult>`,
  };
}

function failure(status: number, code: string): FarEndAnswer {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>No.</Message></Error>`;
  return { status, headers: { 'content-type': 'application/xml' }, body };
}

/** By the manual, and by nothing of what signs: AWS Signature Version 4, and the digest that it covers. */
function wrongWith({ method, headers, bytes = Buffer.alloc(0) }: ReceivedRequest, url: URL): string | undefined {
  const said =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      headers['authorization'] ?? '',
    );
  const [, id, day = '', place, names = '', signature] = said ?? [];
  if (id !== keys.accessKeyId) return 'InvalidAccessKeyId';
  if (place !== region) return 'AuthorizationHeaderMalformed';
  const digest = headers['x-amz-content-sha256'] ?? '';
  if (createHash('sha256').update(bytes).digest('hex') !== digest) return 'XAmzContentSHA256Mismatch';
  if (!['host', 'x-amz-content-sha256', 'x-amz-date'].every((name) => names.split(';').includes(name)))
    return 'AccessDenied';
  const query = [...url.searchParams]
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .sort();
  const canonical = [
    ...[method, url.pathname, query.join('&')],
    ...names.split(';').map((name) => `${name}:${(headers[name] ?? '').trim().replace(/ +/g, ' ')}`),
    ...['', names, digest],
  ].join('\n');
  const toSign = [
    ...['AWS4-HMAC-SHA256', headers['x-amz-date'] ?? '', `${day}/${region}/s3/aws4_request`],
    createHash('sha256').update(canonical).digest('hex'),
  ].join('\n');
  let key: Buffer = Buffer.from(`AWS4${keys.secretAccessKey}`);
  for (const part of [day, region, 's3', 'aws4_request', toSign]) key = createHmac('sha256', key).update(part).digest();
  return key.toString('hex') === signature ? undefined : 'SignatureDoesNotMatch';
}
