import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What came in. */
export interface Got {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A receiver of webhooks on a loopback port. It answers as told, in turn, and then with 204. */
export interface Receiver {
  readonly address: string;
  readonly host: string;
  readonly got: Got[];
  readonly answers: number[];
  readonly server: Server;
}

export async function openReceiver(): Promise<Receiver> {
  const [got, answers]: [Got[], number[]] = [[], []];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      got.push({ headers: request.headers, body });
      response.writeHead(answers.shift() ?? 204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { address: `http://${host}/hooks/moothall`, host, got, answers, server };
}
