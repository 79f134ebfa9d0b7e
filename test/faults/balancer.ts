import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A balancer in front of servers that come and go, as simple as one can be. */
export interface Balancer {
  readonly address: string;
  /** Servers to send requests to, in turn. */
  use(addresses: readonly string[]): void;
  close(): Promise<void>;
}

/**
 * Asks each server whether it is ready, and sends requests in turn to those that are. A request that a server did not
 * take at all goes to another one, as nginx does; one that was cut off in the middle has failed.
 */
export async function openBalancer(checkEveryMs = 50): Promise<Balancer> {
  let servers: readonly string[] = [];
  let ready: readonly string[] = [];
  let turn = 0;
  const check = async (): Promise<void> => {
    const answers = await Promise.all(servers.map(isReady));
    ready = servers.filter((_, index) => answers[index]);
  };
  const timer = setInterval(() => void check(), checkEveryMs);
  const server = createServer((incoming, outgoing) => {
    const order = [...ready.slice(turn % (ready.length || 1)), ...ready.slice(0, turn % (ready.length || 1))];
    turn += 1;
    void pass(incoming, outgoing, order);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    use: (addresses) => {
      servers = addresses;
    },
    close: async () => {
      clearInterval(timer);
      await closeServer(server);
    },
  };
}

async function isReady(address: string): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(500);
    return (await fetch(`${address}/health/ready`, { signal, headers: { Connection: 'close' } })).ok;
  } catch {
    return false;
  }
}

async function pass(incoming: IncomingMessage, outgoing: ServerResponse, order: readonly string[]): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
  for (const address of order) if (await passTo(address, incoming, Buffer.concat(chunks), outgoing)) return;
  outgoing.writeHead(502).end('no server took the request');
}

/** Resolves to false when the server did not take the request. */
function passTo(address: string, incoming: IncomingMessage, body: Buffer, outgoing: ServerResponse): Promise<boolean> {
  return new Promise((resolve) => {
    const { method = 'GET', url = '/', headers } = incoming;
    const sent = request(address + url, { method, agent: false, headers: { ...headers, connection: 'close' } });
    sent.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, { 'content-type': answer.headers['content-type'] ?? 'text/plain' });
      answer.pipe(outgoing);
      answer.on('error', () => outgoing.destroy());
      answer.on('end', () => resolve(true));
    });
    sent.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') return resolve(false);
      outgoing.writeHead(502).end(`cut off: ${error.code ?? error.message}`);
      resolve(true);
    });
    sent.end(body);
  });
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
