import { createServer, type Server } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Moothall is being upgraded</title>
<body style="font: 1.1rem/1.5 sans-serif; max-width: 36em; margin: 3em auto; padding: 0 1em">
<h1>Moothall is being upgraded</h1>
<p>It will be back in a few minutes. Write down what people tell you until then, and enter it afterwards.</p>
<p>If you have just sent a form, nothing of it was saved: go back, and send it again once Moothall is back.</p>
</body>
</html>
`;

const tries = 20;
const tryAgainAfterMs = 100;

/**
 * Answers every request with 503 and a page that says so, where the server was, while its processes are away. Answers
 * `undefined` where the port can't be had.
 */
export async function openClosedDesk(address: string): Promise<{ close(): Promise<void> } | undefined> {
  if (address === '') return undefined;
  const { hostname, port } = new URL(address);
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(503, {
      'Content-Type': 'text/html; charset=utf-8',
      'Retry-After': '60',
      'Cache-Control': 'no-store',
      Connection: 'close',
    });
    response.end(page);
  });
  for (let tried = 0; tried < tries; tried += 1) {
    if (await listens(server, hostname.replace(/^\[|\]$/g, ''), Number(port))) return { close: () => closed(server) };
    await pause(tryAgainAfterMs); // the last process has only just let go of the port
  }
  return undefined;
}

function listens(server: Server, host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const failed = (): void => resolve(false);
    server.once('error', failed);
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', failed);
      resolve(true);
    });
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
