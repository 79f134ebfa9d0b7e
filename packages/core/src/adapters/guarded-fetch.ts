import { BlockList, isIP } from 'node:net';
import { AdapterError, type AdapterContext, type AdapterErrorCode } from '@moothall/adapter-sdk';
import type { InstanceConfig } from '../kernel/config.js';
import { readCertificates } from './read-certificates.js';
import { isNamed, type Bounds } from '../kernel/http/address-rule.js';
import { callOut, type CallAnswer } from '../kernel/http/call-out.js';
import { CallOutError, type CallOutFault } from '../kernel/http/call-out-error.js';

export type Fetch = AdapterContext<unknown, unknown>['fetch'];

/** One call as it went: for the log of exchanges. Never a body, a query or a header. */
export interface Call {
  readonly method: string;
  readonly url: URL;
  readonly status: number | null;
  /** Why no answer came. */
  readonly reason: string | null;
  readonly sentBytes: number;
  readonly answerBytes: number;
}

export interface Reach {
  readonly hosts: readonly string[];
  readonly withoutTls: readonly string[];
  /** Hosts that may lie at a private address and be spoken to without TLS. */
  readonly privateHosts?: readonly string[];
  readonly privateRanges: BlockList;
  readonly tls: NonNullable<Bounds['tls']>;
}

const timeoutMs = 10_000;
const maxBytes = 10_485_760;

/** What an instance may reach; in words, what is wrong with its certificates. */
export function reachOf(
  network: InstanceConfig['network'],
  ownHosts: readonly string[],
  directory: string,
): Reach | string {
  const { hosts, withoutTls, privateRanges: ranges } = network;
  const privateRanges = new BlockList();
  for (const range of ranges) {
    const [net = '', prefix] = range.split('/');
    privateRanges.addSubnet(net, Number(prefix), isIP(net) === 6 ? 'ipv6' : 'ipv4');
  }
  const tls = readCertificates(network, directory);
  if (typeof tls === 'string') return tls;
  return { hosts: [...ownHosts, ...hosts], withoutTls, privateRanges, tls };
}

/**
 * `fetch` within an instance's bounds: its hosts and networks alone, no redirect followed, ten seconds from the beginning
 * to the last byte, ten megabytes.
 */
export function guardedFetch(
  reach: Reach,
  made: (call: Call) => void,
  limits: { timeoutMs: number } = { timeoutMs },
): Fetch {
  return async (url, init) => {
    const request = new Request(url, init);
    const target = new URL(request.url);
    const body = Buffer.from(await request.arrayBuffer());
    const note = (about: Pick<Call, 'status' | 'reason' | 'answerBytes'>): void =>
      made({ method: request.method, url: target, sentBytes: body.length, ...about });
    try {
      refuseOtherHosts(reach, target);
      const answer = await callOut({
        ...{ method: request.method, url: target, headers: Object.fromEntries(request.headers), maxBytes },
        ...{ timeoutMs: limits.timeoutMs, signal: request.signal, ...boundsOf(reach) },
        ...(body.length > 0 ? { body } : {}),
      });
      note({ status: answer.status, reason: null, answerBytes: answer.body.length });
      return toResponse(answer);
    } catch (error) {
      if (!(error instanceof CallOutError)) throw error;
      note({ status: null, reason: error.reason, answerBytes: 0 });
      throw adapterErrorOf(error);
    }
  };
}

/** @throws CallOutError `not-allowed` unless the instance's settings or its configuration name the host */
export function refuseOtherHosts({ hosts }: Reach, place: URL): void {
  if (!isNamed(hosts, place))
    throw new CallOutError('not-allowed', `Its configuration does not allow the host ${place.host}`);
}

/** An instance's reach as the rule for addresses takes it. */
export function boundsOf({ privateHosts = [], withoutTls, privateRanges, tls }: Reach): Bounds {
  return { privateHosts, withoutTls, privateRanges, tls };
}

/** What a call failed of, as an error of the contract. */
export function adapterErrorOf(error: CallOutError): AdapterError {
  return new AdapterError(codes[error.fault], `${error.reason}.`, { cause: error });
}

const codes: Readonly<Record<CallOutFault, AdapterErrorCode>> = {
  'not-allowed': 'refused',
  unreachable: 'unreachable',
  'certificate-refused': 'sign_in_refused',
  'timed-out': 'timed_out',
  cut: 'unreachable',
  'too-large': 'unreadable_answer',
};

/** Statuses that the Fetch standard allows no body. */
const bodiless = new Set([101, 204, 205, 304]);

function toResponse({ status, headers, body }: CallAnswer): Response {
  const list = Object.entries(headers).flatMap(([name, value = []]) =>
    [value].flat().map((one) => [name, one] as [string, string]),
  );
  if (status < 200 || status > 599) throw new CallOutError('cut', 'The answer has no status that HTTP knows');
  return new Response(bodiless.has(status) ? null : new Uint8Array(body), { status, headers: list });
}
