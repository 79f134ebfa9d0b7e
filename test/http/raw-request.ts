import { connect } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
  readonly chunked?: boolean;
}

/** Sends bytes as they are and reads until the answer is whole or the connection ends. */
export async function rawRequest(address: string, request: RawRequest): Promise<RawAnswer> {
  const body = Buffer.from(request.body ?? '');
  const length = request.chunked ? { 'Transfer-Encoding': 'chunked' } : { 'Content-Length': String(body.length) };
  const headers = { Host: new URL(address).host, Connection: 'close', ...length, ...request.headers };
  const head = [
    `${request.method} ${request.path} HTTP/1.1`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ].join('\r\n');
  const content = request.chunked
    ? [Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n0\r\n\r\n')]
    : [body];
  return readAnswer(await exchangeBytes(address, Buffer.concat([Buffer.from(`${head}\r\n\r\n`), ...content])));
}

/** Sends these bytes and answers all that comes back until the other side closes. */
export function exchangeBytes(address: string, bytes: Buffer | string): Promise<string> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let received = '';
    const end = (): void => {
      socket.destroy();
      resolve(received);
    };
    socket.on('data', (chunk: Buffer) => (received += chunk.toString('utf8')));
    // A server that refuses a long body may close before it has taken all of it.
    socket.on('error', () => undefined);
    socket.on('close', end);
    socket.write(bytes);
  });
}

/** Splits what came back. An answer that is cut off has status 0. */
export function readAnswer(received: string): RawAnswer {
  const [head = '', ...rest] = received.split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 0), headers, text: rest.join('\r\n\r\n') };
}
