import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { addressesFor, lookUpWithin, mayBePlain, type Bounds } from './address-rule.js';
import { asCallOutError, CallOutError } from './call-out-error.js';

/** A request to another system, bounded in every respect. */
export interface CallOut extends Bounds {
  readonly method: string;
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** From the beginning to the last byte of the answer. */
  readonly timeoutMs: number;
  /** Of the answer's body. */
  readonly maxBytes: number;
  /** Ends the call when it is aborted. */
  readonly signal?: AbortSignal;
}

export interface CallAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/**
 * Calls another system. Redirects are answers like others and never followed. The address that a name stands for is
 * checked in the look-up that the connection uses, so that it can't change between the two; an address in place of a name
 * is checked before.
 * @throws CallOutError
 */
export function callOut(call: CallOut): Promise<CallAnswer> {
  refuseAddress(call);
  const mayLieAt = addressesFor(call, call.url);
  const send = call.url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const { url, method, headers = {}, body } = call;
    const length = body === undefined ? {} : { 'content-length': String(body.length) };
    const { tls = {}, signal } = call;
    const about = { method, headers: { ...headers, ...length }, agent: false, lookup: lookUpWithin(mayLieAt), ...tls };
    const sent = send(url, { ...about, ...(signal ? { signal } : {}) }, (response) => {
      collect(response, call.maxBytes).then(resolve, fail);
    });
    const late = setTimeout(
      () => fail(new CallOutError('timed-out', `No answer came within ${call.timeoutMs / 1000} seconds`)),
      call.timeoutMs,
    );
    sent.on('error', (error) => fail(asCallOutError(error)));
    sent.on('close', () => clearTimeout(late));
    sent.end(body);
    function fail(error: Error): void {
      reject(asCallOutError(error));
      sent.destroy();
    }
  });
}

/** `URL` has brought every spelling of an IPv4 address (octal, hexadecimal, one number) into its usual form. */
function refuseAddress(call: CallOut): void {
  const { protocol, username, password } = call.url;
  if (username !== '' || password !== '')
    throw new CallOutError('not-allowed', 'Leave the name and password out of the address');
  if (protocol !== 'https:' && !(protocol === 'http:' && mayBePlain(call, call.url)))
    throw new CallOutError('not-allowed', 'The address must begin with https://');
}

async function collect(response: IncomingMessage, maxBytes: number): Promise<CallAnswer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new CallOutError('too-large', 'The answer is larger than is taken');
    chunks.push(chunk);
  }
  return { status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks, size) };
}
