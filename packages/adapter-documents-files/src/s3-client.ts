import { createHash } from 'node:crypto';
import { AdapterError, errorFromStatus, type AdapterErrorCode } from '@moothall/adapter-sdk';
import { AwsV4Signer } from 'aws4fetch';
import { hostOf, type S3Context } from './s3-settings.js';

interface Call {
  /** Of the object; none: the bucket. */
  readonly key?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** Of the body, in hex: the store refuses what arrives otherwise. */
  readonly sha256?: string;
}

export interface S3Client {
  /** Answers whatever came. */
  send(method: string, call: Call): Promise<Response>;
  /** Answers a success. @throws AdapterError */
  call(method: string, call: Call): Promise<Response>;
  /** What an answer other than a success means. */
  faultOf(response: Response): Promise<AdapterError>;
}

const nothing = createHash('sha256').digest('hex');

/** Signed calls to one bucket (AWS Signature Version 4). */
export function s3Client({ settings, secrets, fetch, now }: S3Context): S3Client {
  const host = hostOf(settings);
  const send: S3Client['send'] = async (method, { key = '', query = {}, headers = {}, body, sha256 = nothing }) => {
    const url = new URL(settings.endpoint);
    url.host = host;
    url.pathname = settings.bucketIn === 'path' ? `/${settings.bucket}/${key}` : `/${key}`;
    url.search = new URLSearchParams(query).toString();
    const signed = await new AwsV4Signer({
      ...{ method, url: url.href, service: 's3', region: settings.region, ...secrets },
      headers: { ...headers, 'x-amz-content-sha256': sha256 },
      datetime: new Date(now()).toISOString().replace(/[:-]|\.\d{3}/g, ''),
    }).sign();
    return await fetch(signed.url, { method, headers: signed.headers, ...(body ? { body: Buffer.from(body) } : {}) });
  };
  const faultOf: S3Client['faultOf'] = async (response) => {
    const error = errorFromStatus(response, now());
    const said = /<Code>([A-Za-z]{1,60})<\/Code>/.exec(await response.text())?.[1] ?? '';
    const known = codes[said];
    if (!known) return error;
    const { retryAfterMs } = error;
    return new AdapterError(...known, { cause: error, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
  };
  return {
    send,
    faultOf,
    call: async (method, call) => {
      const response = await send(method, call);
      if (!response.ok) throw await faultOf(response);
      return response;
    },
  };
}

/** What the store says in the body, where the status says less (S3 API reference, error responses). */
const codes: Readonly<Record<string, readonly [AdapterErrorCode, string]>> = {
  InvalidAccessKeyId: ['sign_in_refused', 'The store doesn’t know this access key.'],
  SignatureDoesNotMatch: ['sign_in_refused', 'The store refuses the signature: the secret key is another.'],
  ExpiredToken: ['sign_in_refused', 'The access key has expired.'],
  RequestTimeTooSkewed: ['sign_in_refused', 'The clock of this machine or of the store is wrong.'],
  AccessDenied: ['not_permitted', 'The access key may not do this in the bucket.'],
  NoSuchBucket: ['refused', 'The store has no bucket of this name.'],
  NoSuchKey: ['not_found', 'The store has no file of that name.'],
  PermanentRedirect: ['refused', 'The bucket lies in another region. Set endpoint and region to it.'],
  AuthorizationHeaderMalformed: ['refused', 'The bucket lies in another region. Set endpoint and region to it.'],
  SlowDown: ['rate_limited', 'The store asked for fewer calls.'],
};
