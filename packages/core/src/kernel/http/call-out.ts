import { lookup as lookUpHost } from 'node:dns';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** A request to another system, bounded in every respect. */
export interface CallOut {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** From the beginning to the last byte of the answer. */
  readonly timeoutMs: number;
  /** Of the answer's body. */
  readonly maxBytes: number;
  /** Hosts, as `name` or `name:port`, that may lie at a private address and be spoken to without TLS. */
  readonly privateHosts: readonly string[];
}

export interface CallAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** Why nothing came back, in words for whoever looks after the link; never what the far end sent. */
export class CallOutError extends Error {
  readonly reason: string;
  /** The connection was made, and broke before the answer had come: it may have been read there. */
  get wasCut(): boolean {
    return this.reason === cut;
  }
  constructor(reason: string, cause?: unknown) {
    super(reason, cause === undefined ? undefined : { cause });
    this.name = 'CallOutError';
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
  const mayBePrivate = isNamed(call.privateHosts, call.url);
  refuseAddress(call.url, mayBePrivate);
  const send = call.url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const { url, method, headers = {}, body } = call;
    const length = body === undefined ? {} : { 'content-length': String(body.length) };
    const lookup = mayBePrivate ? {} : { lookup: publicOnly };
    const sent = send(url, { method, headers: { ...headers, ...length }, agent: false, ...lookup }, (response) => {
      collect(response, call.maxBytes).then(resolve, fail);
    });
    const late = setTimeout(
      () => fail(new CallOutError(`No answer came within ${call.timeoutMs / 1000} seconds`)),
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

function isNamed(hosts: readonly string[], { hostname, host }: URL): boolean {
  return hosts.includes(hostname) || hosts.includes(host);
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
function refuseAddress({ protocol, hostname, username, password }: URL, mayBePrivate: boolean): void {
  if (username !== '' || password !== '') throw new CallOutError('Leave the name and password out of the address');
  if (protocol !== 'https:' && !(protocol === 'http:' && mayBePrivate))
    throw new CallOutError('The address must begin with https://');
  const literal = hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) !== 0 && !mayBePrivate && !isPublicAddress(literal)) throw privateAddress();
}

function privateAddress(): CallOutError {
  return new CallOutError('The address lies in a private network that the configuration does not name');
}

const publicOnly: LookupFunction = (hostname, options, callback) => {
  lookUpHost(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '', 0);
    const allowed = addresses.filter(({ address }) => isPublicAddress(address));
    const [first] = allowed;
    if (!first) return callback(privateAddress(), '', 0);
    if (options.all) return callback(null, allowed);
    callback(null, first.address, first.family);
  });
};

async function collect(response: IncomingMessage, maxBytes: number): Promise<CallAnswer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new CallOutError('The answer is larger than is taken');
    chunks.push(chunk);
  }
  return { status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks, size) };
}

const cut = 'The connection was cut';
const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nothing answers at that address',
  ECONNRESET: cut,
  EPIPE: cut,
  ENOTFOUND: 'No such host is known',
  EAI_AGAIN: 'The host’s address could not be looked up',
  ETIMEDOUT: 'The connection could not be made in time',
  EHOSTUNREACH: 'The host can’t be reached',
  ENETUNREACH: 'The host can’t be reached',
  CERT_HAS_EXPIRED: 'Its certificate has run out',
};

function asCallOutError(error: unknown): CallOutError {
  if (error instanceof CallOutError) return error;
  const { code = '' } = error as { code?: string };
  const isCertificate = /CERT|SIGNED|ALTNAME/.test(code);
  const reason = reasons[code] ?? (isCertificate ? 'Its certificate can’t be trusted' : 'The connection failed');
  return new CallOutError(reason, error);
}
