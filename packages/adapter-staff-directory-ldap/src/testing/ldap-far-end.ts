import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { FarEnd, FarEndFault, ReceivedRequest } from '@moothall/adapter-testkit';

export const account = { user: 'cn=moothall,dc=dunmere,dc=example', password: 'a-password-that-stands-nowhere-else' };

/** An entry as the server keeps it. */
export interface KeptEntry {
  readonly dn: string;
  readonly attributes: Readonly<Record<string, readonly string[]>>;
}

/** Tags of LDAP’s messages (RFC 4511), as far as this server speaks. */
const tags = {
  ...{ bind: 0x60, bound: 0x61, unbind: 0x42, search: 0x63, entry: 0x64, done: 0x65 },
  ...{ extended: 0x77, answered: 0x78 },
};
const methods: Readonly<Record<number, string>> = {
  ...{ [tags.bind]: 'BIND', [tags.unbind]: 'UNBIND', [tags.search]: 'SEARCH', [tags.extended]: 'EXTENDED' },
};

/** What the directory says in place of what HTTP has a status for: the operation, and the result code. */
const refusals: Partial<Record<FarEndFault, readonly [number, number]>> = {
  '400': [tags.search, 2],
  '401': [tags.bind, 49],
  '403': [tags.search, 50],
  '404': [tags.search, 32],
  '409': [tags.search, 68],
  '429': [tags.search, 51],
  '500': [tags.search, 80],
  '503': [tags.search, 52],
  redirect: [tags.search, 10],
};

/** What it does on the wire instead of speaking. */
const onTheWire: Partial<Record<FarEndFault, (socket: Socket) => void>> = {
  hang: () => undefined,
  'slow-headers': (socket) => void socket.write(Buffer.from([0x30, 0x0c])),
  'slow-body': (socket) => void socket.write(Buffer.from([0x30, 0x0c, 0x02, 0x01, 0x01, 0x61])),
  reset: (socket) => void socket.destroy(),
  garbage: (socket) => void socket.write('\u0000{]not a message'),
  'wrong-type': (socket) => void socket.write('220 mail.dunmere.example ESMTP\r\n'),
  huge: (socket) => {
    socket.write(Buffer.from([0x30, 0x84, 0x7f, 0xff, 0xff, 0xff]));
    socket.write(Buffer.alloc(1_200_000));
  },
  'half-a-body': (socket) => void socket.end(Buffer.from([0x30, 0x0c, 0x02, 0x01])),
};

/** A directory on loopback that knows one account, gives the same entries to every search, and fails as told. */
export async function startLdap(entries: readonly KeptEntry[]): Promise<FarEnd> {
  const requests: ReceivedRequest[] = [];
  const sockets = new Set<Socket>();
  let fault: FarEndFault | undefined;
  const answer = (socket: Socket, message: Buffer): void => {
    const id = partsOf(message)[0]?.content ?? Buffer.alloc(0);
    const operation = partsOf(message)[1] ?? { tag: 0, content: Buffer.alloc(0) };
    const send = (content: Buffer): void => void socket.write(part(0x30, part(0x02, id), content));
    const result = (tag: number, code: number): Buffer =>
      part(tag, part(0x0a, Buffer.from([code])), part(0x04, Buffer.alloc(0)), part(0x04, Buffer.from(account.user)));
    const { tag, content } = operation;
    requests.push({ ...{ method: methods[tag] ?? String(tag), path: '/', headers: {} }, body: '' });
    const [at, code] = (fault === undefined ? undefined : refusals[fault]) ?? [];
    if (tag === tags.unbind) return void socket.end();
    if (tag === tags.bind) {
      const [, name, password] = partsOf(content).map((one) => one.content.toString());
      const isOurs = name === account.user && password === account.password;
      return send(result(tags.bound, at === tag ? (code ?? 0) : isOurs ? 0 : 49));
    }
    // It has no TLS (RFC 4511, section 4.14.2).
    if (tag === tags.extended) return send(result(tags.answered, 2));
    if (at === tag) return send(result(tags.done, code ?? 0));
    for (const one of entries) send(entryOf(one));
    send(result(tags.done, 0));
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
    const act = fault === undefined ? undefined : onTheWire[fault];
    if (act) return void socket.once('data', () => act(socket));
    let left = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      left = Buffer.concat([left, chunk]);
      for (let next = partAt(left, 0); next; next = partAt(left, 0)) {
        left = left.subarray(next.end);
        answer(socket, next.content);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `ldap://127.0.0.1:${port}`,
    requests,
    forget: () => void requests.splice(0),
    fail: (next) => void (fault = next),
    loseNextAnswer: () => undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function entryOf({ dn, attributes }: KeptEntry): Buffer {
  const list = Object.entries(attributes).map(([name, values]) =>
    part(0x30, part(0x04, Buffer.from(name)), part(0x31, ...values.map((value) => part(0x04, Buffer.from(value))))),
  );
  return part(tags.entry, part(0x04, Buffer.from(dn)), part(0x30, ...list));
}

interface Part {
  readonly tag: number;
  readonly content: Buffer;
  readonly end: number;
}

/** A part of a message as BER has it: a tag, a length, and so many bytes. Undefined: it isn’t all there yet. */
function partAt(bytes: Buffer, at: number): Part | undefined {
  const [tag, first] = [bytes[at], bytes[at + 1]];
  if (tag === undefined || first === undefined) return undefined;
  const lengthBytes = first < 0x80 ? 0 : first - 0x80;
  const begin = at + 2 + lengthBytes;
  if (bytes.length < begin) return undefined;
  const length = lengthBytes === 0 ? first : bytes.readUIntBE(at + 2, lengthBytes);
  if (bytes.length < begin + length) return undefined;
  return { tag, content: bytes.subarray(begin, begin + length), end: begin + length };
}

function partsOf(bytes: Buffer): Part[] {
  const parts: Part[] = [];
  for (let next = partAt(bytes, 0); next; next = partAt(bytes, next.end)) parts.push(next);
  return parts;
}

function part(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const length = Buffer.from([0x82, content.length >> 8, content.length & 0xff]);
  return Buffer.concat([Buffer.from([tag]), length, content]);
}
