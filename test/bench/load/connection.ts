import net from 'node:net';

export interface HttpAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: Buffer;
}

/**
 * One keep-alive connection that sends a prepared request and reads its answer: as little work as can be, because the
 * load shares the machine with what it measures.
 */
export interface LoadConnection {
  send(request: string): Promise<HttpAnswer>;
  close(): void;
}

const headEnd = Buffer.from('\r\n\r\n');

export async function openConnection(port: number): Promise<LoadConnection> {
  const socket = net.connect({ port, host: '127.0.0.1', noDelay: true });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  let received: Buffer[] = [];
  let pending: { resolve(answer: HttpAnswer): void; reject(error: Error): void } | undefined;
  const fail = (error: Error): void => pending?.reject(error);
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('the server closed the connection')));
  socket.on('data', (chunk) => {
    received.push(chunk);
    const answer = readAnswer(received);
    if (answer === undefined) return;
    received = [];
    const waiting = pending;
    pending = undefined;
    waiting?.resolve(answer);
  });
  return {
    send: (request) =>
      new Promise((resolve, reject) => {
        pending = { resolve, reject };
        socket.write(request);
      }),
    close: () => socket.destroy(),
  };
}

/** The answer once all of it has come. Moothall states every length; a chunked answer is read to its end. */
function readAnswer(received: Buffer[]): HttpAnswer | undefined {
  const all = received.length === 1 ? received[0] : Buffer.concat(received);
  if (all === undefined) return undefined;
  if (received.length > 1) received.splice(0, received.length, all);
  const at = all.indexOf(headEnd);
  if (at < 0) return undefined;
  const head = all.toString('latin1', 0, at);
  const status = Number(head.slice(9, 12));
  const from = at + headEnd.length;
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (length !== undefined) {
    return all.length < from + Number(length)
      ? undefined
      : { status, head, body: all.subarray(from, from + Number(length)) };
  }
  if (/\r\ntransfer-encoding: chunked/i.test(head))
    return all.toString('latin1', all.length - 5) === '0\r\n\r\n'
      ? { status, head, body: all.subarray(from) }
      : undefined;
  return { status, head, body: all.subarray(from) };
}
