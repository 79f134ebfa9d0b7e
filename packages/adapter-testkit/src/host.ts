import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import {
  AdapterError,
  watchSocket,
  type Adapter,
  type AdapterContext,
  type AdapterInstance,
  type OpenSocket,
  type SocketPlace,
} from '@moothall/adapter-sdk';

/** Where an adapter runs in a test: bounded as Moothall bounds it, and everything that it logs is kept. */
export interface Host {
  /** What it logged, as text. */
  readonly lines: readonly string[];
  readonly context: (given: { settings: unknown; secrets: unknown }) => AdapterContext<unknown, unknown>;
}

/** A tenth of what Moothall takes, so that a far end that sends too much is found out soon. */
const maxBytes = 1_048_576;

/**
 * @param timeoutMs of a call: short, so that a far end that hangs doesn't hold up the tests
 * @param now the time that it tells; a system that isn't the tests' own has the real one
 */
export function aHost(timeoutMs = 1000, now = (): number => Date.UTC(2026, 10, 16, 10)): Host {
  const lines: string[] = [];
  const write = (fields: Readonly<Record<string, unknown>>, message: string): void =>
    void lines.push(`${message} ${JSON.stringify(fields)}`);
  return {
    lines,
    context: ({ settings, secrets }) => ({
      settings,
      secrets,
      now,
      log: { info: write, warn: write, error: write },
      fetch: (url, init) => boundedFetch(url, init, timeoutMs),
      connect: (place) => boundedConnect(place, timeoutMs),
    }),
  };
}

/** Parses as Moothall does, and starts the adapter. @throws when its own schemas refuse what is given */
export function startAdapter<Instance extends AdapterInstance>(
  adapter: Adapter,
  host: Host,
  given: { readonly settings: unknown; readonly secrets: unknown },
): Instance {
  const settings = adapter.settings.parse(given.settings);
  const secrets = adapter.secrets.parse(given.secrets);
  // The suite of the kind says what its instances can do, and proves it.
  return adapter.create(host.context({ settings, secrets })) as Instance;
}

/** As core's: no redirect is followed, a time-out from the beginning to the last byte, a limit to the answer. */
async function boundedFetch(url: URL, init: RequestInit | undefined, timeoutMs: number): Promise<Response> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, { ...init, redirect: 'manual', signal });
    const body = await bounded(response);
    const bodiless = [204, 205, 304].includes(response.status);
    return new Response(bodiless ? null : new Uint8Array(body), { status: response.status, headers: response.headers });
  } catch (error) {
    if (error instanceof AdapterError) throw error;
    if (signal.aborted) throw new AdapterError('timed_out', 'No answer came in time.', { cause: error });
    throw new AdapterError('unreachable', 'The connection failed.', { cause: error });
  }
}

async function bounded(response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > maxBytes) throw new AdapterError('unreadable_answer', 'The answer is larger than is taken.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** As core's: a limit to silence, to the whole and to what is said. What is shown under TLS on loopback is taken unseen. */
async function boundedConnect({ host, port, secure }: SocketPlace, timeoutMs: number): Promise<OpenSocket> {
  const tls = { rejectUnauthorized: false };
  const socket = await new Promise<Socket>((resolve, reject) => {
    const underTls = secure === 'from-start';
    const opened = underTls ? connectTls({ host, port, ...tls }) : connectTcp({ host, port });
    opened.on('error', (error) => reject(new AdapterError('unreachable', 'The connection failed.', { cause: error })));
    opened.once(underTls ? 'secureConnect' : 'connect', () => resolve(opened));
  });
  let fault: AdapterError | undefined;
  watchSocket(socket, { idleMs: timeoutMs, lifeMs: 3 * timeoutMs, maxBytes }, (why) => void (fault = why));
  socket.on('error', (cause) => (fault ??= new AdapterError('unreachable', 'The connection broke.', { cause })));
  return { socket, fault: () => fault, tls };
}
