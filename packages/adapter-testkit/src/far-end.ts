import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

/** A request that came, whole. */
export interface ReceivedRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  /** The body as it came, where it came by HTTP. */
  readonly bytes?: Uint8Array;
}

export interface FarEndAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text and bytes are sent as they are, anything else as JSON. */
  readonly body?: unknown;
}

/** What a far end can do instead of answering. */
export const farEndFaults = [
  'hang',
  'slow-headers',
  'slow-body',
  'reset',
  '400',
  '401',
  '403',
  '404',
  '409',
  '429',
  '500',
  '503',
  'garbage',
  'huge',
  'half-a-body',
  'wrong-type',
  'redirect',
] as const;
export type FarEndFault = (typeof farEndFaults)[number];

/** A real HTTP server on loopback that answers as a supplier's does, or fails as told. */
export interface FarEnd {
  /** `http://127.0.0.1:40123`, over TLS `https://localhost:40123` */
  readonly url: string;
  /** Everything that came since `forget`. */
  readonly requests: readonly ReceivedRequest[];
  forget(): void;
  /** Fails from now on; nothing: it answers again. */
  fail(fault?: FarEndFault): void;
  /** Does what it is asked and loses the answer on its way: once, of the next request or the next of some. */
  loseNextAnswer(of?: (request: ReceivedRequest) => boolean): void;
  /** Does what it is asked once, and answers each time twice in succession. */
  answerTwice?(): void;
  /** Nothing listens any more. */
  close(): Promise<void>;
}

/** Of what `429` asks for, in seconds. */
export const retryAfterS = 120;
/** More than Moothall takes. */
const hugeBytes = 11_000_000;

export interface FarEndOptions {
  /** Without one, any that is free. */
  readonly port?: number;
  /** Serves over TLS, as https://localhost: its key and certificate, and whether callers show one (`requestCert`). */
  readonly tls?: ServerOptions;
}

/** Starts a far end. `answer` says what it answers while nothing is wrong. */
export async function startFarEnd(
  answer: (request: ReceivedRequest) => FarEndAnswer | Promise<FarEndAnswer>,
  { port = 0, tls }: FarEndOptions = {},
): Promise<FarEnd> {
  const requests: ReceivedRequest[] = [];
  const sockets = new Set<Socket>();
  let fault: FarEndFault | undefined;
  let twice = false;
  let loses: ((request: ReceivedRequest) => boolean) | undefined;
  const respond = (request: IncomingMessage, response: ServerResponse): void => {
    void receive(request).then(async (received) => {
      requests.push(received);
      if (fault !== undefined) return failAs(fault, response);
      const good = await answer(received);
      if (twice) return sendTwice(response, good);
      if (loses?.(received) === true) {
        loses = undefined;
        return void response.socket?.destroy();
      }
      return send(response, good);
    });
  };
  const server = tls ? createTlsServer(tls, respond) : createServer(respond);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const at = await listen(server, port);
  const url = tls ? `https://localhost:${at}` : `http://127.0.0.1:${at}`;
  return {
    url,
    requests,
    forget: () => void requests.splice(0),
    fail: (next) => void (fault = next),
    answerTwice: () => void (twice = true),
    loseNextAnswer: (of = () => true) => void (loses = of),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}

async function receive(request: IncomingMessage): Promise<ReceivedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    headers,
    body: bytes.toString('utf8'),
    bytes,
  };
}

function send(response: ServerResponse, { status = 200, headers = {}, body = '' }: FarEndAnswer): void {
  const isWhole = typeof body === 'string' || body instanceof Uint8Array;
  const type = isWhole ? {} : { 'content-type': 'application/json' };
  response.writeHead(status, { ...type, ...headers }).end(isWhole ? body : JSON.stringify(body));
}

/** In one piece, so that the second answer comes before anything else is asked. */
function sendTwice({ socket }: ServerResponse, { status = 200, headers = {}, body = '' }: FarEndAnswer): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const all = { 'content-type': 'application/json', ...headers, 'content-length': String(Buffer.byteLength(text)) };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  const whole = `HTTP/1.1 ${status} Again\r\n${lines.join('')}\r\n${text}`;
  socket?.write(whole + whole);
}

/** What hangs or is slow goes on until the caller ends it, or the far end closes. */
function failAs(fault: FarEndFault, response: ServerResponse): void {
  const json = { 'content-type': 'application/json' };
  switch (fault) {
    case 'hang':
      return;
    case 'slow-headers':
      return void response.socket?.write('HTTP/1.1 200 OK\r\nContent-Type: appl');
    case 'slow-body':
      return void response.writeHead(200, json).write('{"reference":"');
    case 'reset':
      return void response.socket?.destroy();
    case '429':
      return send(response, { status: 429, headers: { 'retry-after': String(retryAfterS) } });
    case 'garbage':
      return send(response, { headers: json, body: '\u0000{]not json at all' });
    case 'huge':
      return send(response, { headers: json, body: `{"reference":"${'x'.repeat(hugeBytes)}"}` });
    case 'half-a-body':
      response.writeHead(200, { ...json, 'content-length': '5000' }).write('{"reference":"abc');
      return void setImmediate(() => response.socket?.destroy());
    case 'wrong-type':
      return send(response, { headers: { 'content-type': 'text/html' }, body: '<html><title>Sign in</title></html>' });
    case 'redirect':
      return send(response, { status: 302, headers: { location: 'http://127.0.0.1:9/elsewhere' } });
    default:
      return send(response, { status: Number(fault), headers: json, body: '{"error":"as it was told"}' });
  }
}
