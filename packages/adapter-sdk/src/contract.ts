import type { Socket } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import type { z } from 'zod';
import type { AdapterError, AdapterErrorCode } from './errors.js';
import type { InboundNews, InboundRequest } from './inbound.js';
import type { AdapterKind } from './kinds.js';

/** The contract's version. It rises when an adapter written for the one before would no longer work. */
export const adapterApiVersion = 1;

/** Structured log lines. Fields named in the adapter's `secrets` are masked before a line is written. */
export interface AdapterLog {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

/** Where a socket leads. */
export interface SocketPlace {
  /** A name or an address; IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
  /**
   * `from-start`: under TLS from the first byte. `later`: it begins in the clear, and the adapter has its protocol go over
   * to TLS before it says anything that matters, or ends it (STARTTLS). `by-itself`: its protocol encrypts without TLS (SSH),
   * and the adapter holds the far end to the keys that its settings name. `never`: in the clear, for a host that the
   * instance's configuration names under `withoutTls`.
   */
  readonly secure: 'from-start' | 'later' | 'by-itself' | 'never';
}

export interface OpenSocket {
  /**
   * Connected. It ends after ten silent seconds (`timed_out`), half a minute, or 32 megabytes (`unreadable_answer`).
   */
  readonly socket: Socket;
  /** Why it broke, once it has: libraries that speak over it put their own words in place of that. */
  readonly fault: () => AdapterError | undefined;
  /** With `later`: what the protocol goes over to TLS with. Whom to trust and who calls stand in it. */
  readonly tls: ConnectionOptions;
}

/** Everything that an adapter is given. Nothing else of the host is reachable. */
export interface AdapterContext<Settings, Secrets> {
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly log: AdapterLog;
  /** Whole milliseconds since 1970, UTC. */
  readonly now: () => number;
  /**
   * Calls the far end. Moothall applies a time-out, a size limit and the instance's list of allowed hosts, and follows no
   * redirect. @throws AdapterError with `unreachable`, `timed_out`, `unreadable_answer` or `refused`
   */
  readonly fetch: (url: URL, init?: RequestInit) => Promise<Response>;
  /**
   * Connects to the far end by a protocol other than HTTP, within the same bounds: the instance's hosts, its private
   * networks, its certificates, and TLS unless its configuration says otherwise.
   * @throws AdapterError with `unreachable`, `timed_out`, `sign_in_refused` or `refused`
   */
  readonly connect: (place: SocketPlace) => Promise<OpenSocket>;
}

/** What `check()` found. `detail` is read by staff: what is wrong and what to do about it. */
export type AdapterCheck = { ok: true } | { ok: false; code: AdapterErrorCode; detail: string };

/** What every running adapter can do; each kind adds its own operations. */
export interface AdapterInstance {
  /** Tests settings, connection and credentials, and writes nothing at the far end. */
  check(): Promise<AdapterCheck>;
  /**
   * The ability `receive`: reads what the far end says by itself, at most a hundred pieces of news. It looks at the signature
   * or the token first, over the bytes as they came, and asks and writes nothing. News that it has no use for is left out.
   *
   * @throws AdapterError `sign_in_refused`: it doesn't come from the far end; `unreadable_answer`: it does, and is not in
   * the agreed format
   */
  receive?(request: InboundRequest): Promise<readonly InboundNews[]>;
  /** Releases connections. Called once, at shutdown. */
  close?(): Promise<void>;
}

/** A plain description of an adapter: what it is for, what it must be told, and how to start it. */
export interface Adapter<
  Settings extends z.ZodType = z.ZodType,
  Secrets extends z.ZodType = z.ZodType,
  Instance extends AdapterInstance = AdapterInstance,
> {
  readonly kind: AdapterKind;
  /** The name that staff see, such as "GOV.UK Notify". */
  readonly name: string;
  readonly apiVersion: number;
  readonly settings: Settings;
  /** Kept apart from settings: read from `secrets.yaml` or the environment, shown masked, never logged. */
  readonly secrets: Secrets;
  /** Optional abilities of the kind, by name. What is claimed here is proved by the conformance suite. */
  readonly supports: Readonly<Record<string, boolean>>;
  /** The hosts, as `name` or `name:port`, that these settings have it call. The configuration may allow more. */
  readonly hosts?: (settings: z.output<Settings>) => readonly string[];
  create(context: AdapterContext<z.output<Settings>, z.output<Secrets>>): Instance;
}
