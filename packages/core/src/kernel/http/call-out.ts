import { lookup as lookUpHost } from 'node:dns';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** A request to another system, bounded in every respect. */
export interface CallOut {
  readonly method: string;
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** From the beginning to the last byte of the answer. */
  readonly timeoutMs: number;
  /** Of the answer's body. */
  readonly maxBytes: number;
  /** Hosts, as `name` or `name:port`, that may lie at a private address and be spoken to without TLS. */
  readonly privateHosts: readonly string[];
  /** Hosts that may be spoken to without TLS wherever they lie. */
  readonly withoutTls?: readonly string[];
  /** Private addresses at which any host may lie. */
  readonly privateRanges?: BlockList;
  /** A certificate authority of one's own; a certificate that says who calls. PEM. */
  readonly tls?: { readonly ca?: Buffer; readonly cert?: Buffer; readonly key?: Buffer };
  /** Ends the call when it is aborted. */
  readonly signal?: AbortSignal;
}

export interface CallAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** What kind of failure it was, for whoever decides whether to call again. */
export type CallOutFault = 'not-allowed' | 'unreachable' | 'certificate-refused' | 'timed-out' | 'cut' | 'too-large';

/** Why nothing came back, in words for whoever looks after the link; never what the far end sent. */
export class CallOutError extends Error {
  readonly reason: string;
  readonly fault: CallOutFault;
  /** The connection was made, and broke before the answer had come: it may have been read there. */
  get wasCut(): boolean {
    return this.fault === 'cut';
  }
  constructor(fault: CallOutFault, reason: string, cause?: unknown) {
    super(reason, cause === undefined ? undefined : { cause });
    this.name = 'CallOutError';
    this.fault = fault;
    this.reason = reason;
  }
}

/**
 * Calls another system. Redirects are answers like others and never followed. The address that a name stands for is
 * checked in the look-up that the connection uses, so that it can't change between the two; an address in place of a name
 * is checked before.
 * @throws CallOutError
 */
export function callOut(call: CallOut): Promise<CallAnswer> {
  const mayLieAt = addressesFor(call);
  refuseAddress(call, mayLieAt);
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

/** Whether a list of `name` or `name:port` names an address's host. */
export function isNamed(hosts: readonly string[], { hostname, host }: URL): boolean {
  return hosts.includes(hostname) || hosts.includes(host);
}

type MayLieAt = (address: string) => boolean;

function addressesFor({ privateHosts, privateRanges, url }: CallOut): MayLieAt {
  if (isNamed(privateHosts, url)) return () => true;
  return (address) =>
    isPublicAddress(address) || (privateRanges?.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4') ?? false);
}

/** Addresses at which nothing public lies (IANA special-purpose registries for IPv4 and IPv6). */
const notPublic = new BlockList();
const ranges4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];
for (const [net, prefix] of ranges4) notPublic.addSubnet(net, prefix, 'ipv4');

/** Global unicast (2000::/3) alone is public, less documentation and what carries an IPv4 address inside it. */
const public6 = new BlockList();
public6.addSubnet('2000::', 3, 'ipv6');
const carrying6 = new BlockList();
for (const [net, prefix] of [
  ['2001:db8::', 32],
  ['2001::', 32],
  ['2002::', 16],
] as const)
  carrying6.addSubnet(net, prefix, 'ipv6');

/** Whether an address may be connected to without being named in the configuration. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !notPublic.check(address, 'ipv4');
  return family === 6 && public6.check(address, 'ipv6') && !carrying6.check(address, 'ipv6');
}

/** `URL` has brought every spelling of an IPv4 address (octal, hexadecimal, one number) into its usual form. */
function refuseAddress({ url, privateHosts, withoutTls = [] }: CallOut, mayLieAt: MayLieAt): void {
  const { protocol, hostname, username, password } = url;
  if (username !== '' || password !== '')
    throw new CallOutError('not-allowed', 'Leave the name and password out of the address');
  const mayBePlain = isNamed(privateHosts, url) || isNamed(withoutTls, url);
  if (protocol !== 'https:' && !(protocol === 'http:' && mayBePlain))
    throw new CallOutError('not-allowed', 'The address must begin with https://');
  const literal = hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) !== 0 && !mayLieAt(literal)) throw privateAddress();
}

function privateAddress(): CallOutError {
  return new CallOutError('not-allowed', 'The address lies in a private network that the configuration does not name');
}

function lookUpWithin(mayLieAt: MayLieAt): LookupFunction {
  return (hostname, options, callback) => {
    lookUpHost(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0);
      const allowed = addresses.filter(({ address }) => mayLieAt(address));
      const [first] = allowed;
      if (!first) return callback(privateAddress(), '', 0);
      if (options.all) return callback(null, allowed);
      callback(null, first.address, first.family);
    });
  };
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

const cut = { fault: 'cut', reason: 'The connection was cut' } as const;
const away = (reason: string) => ({ fault: 'unreachable', reason }) as const;
const unknownSigner = away('Its certificate is signed by nobody whom this machine trusts');
const known: Readonly<Record<string, { readonly fault: CallOutFault; readonly reason: string }>> = {
  ECONNREFUSED: away('Nothing answers at that address'),
  ECONNRESET: cut,
  EPIPE: cut,
  ABORT_ERR: { fault: 'timed-out', reason: 'The call was ended' },
  ENOTFOUND: away('No such host is known'),
  EAI_AGAIN: away('The host’s address could not be looked up'),
  ETIMEDOUT: { fault: 'timed-out', reason: 'The connection could not be made in time' },
  EHOSTUNREACH: away('The host can’t be reached'),
  ENETUNREACH: away('The host can’t be reached'),
  CERT_HAS_EXPIRED: away('Its certificate has run out. Whoever looks after it renews it'),
  CERT_NOT_YET_VALID: away('Its certificate is not valid yet. Compare the clocks'),
  ERR_TLS_CERT_ALTNAME_INVALID: away('Its certificate is for another host'),
  DEPTH_ZERO_SELF_SIGNED_CERT: unknownSigner,
  SELF_SIGNED_CERT_IN_CHAIN: unknownSigner,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownSigner,
  UNABLE_TO_GET_ISSUER_CERT: unknownSigner,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownSigner,
};

/** Alerts of TLS with which a far end refuses the certificate that it was shown, or that none was (RFC 8446, section 6). */
const certificateRefused = /SSL alert number (?:40|4[2-6]|48|49|116)\b/;

function asCallOutError(error: unknown): CallOutError {
  if (error instanceof CallOutError) return error;
  const { code = '', message = '' } = error as { code?: string; message?: string };
  if (certificateRefused.test(message))
    return new CallOutError(
      'certificate-refused',
      'It refused the certificate that says who calls, or asks for one',
      error,
    );
  const isCertificate = /CERT|SIGNED|ALTNAME/.test(code);
  const { fault, reason } =
    known[code] ?? away(isCertificate ? 'Its certificate can’t be trusted' : 'The connection failed');
  return new CallOutError(fault, reason, error);
}
