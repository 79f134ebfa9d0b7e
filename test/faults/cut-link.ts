import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A line between two installations, which can be cut in the middle of what it carries. */
export interface CutLink {
  /** At which one installation knows the other, whatever port that has just now. */
  readonly address: string;
  /** Where it leads now; undefined: nowhere. */
  leadTo(address: string | undefined): void;
  /** Whether it leads anywhere now. */
  leads(): boolean;
  /** How many connections it has carried. */
  carried(): number;
  /** How many of them were cut. */
  cuts(): number;
  close(): Promise<void>;
}

/** Every so-many-th connection is cut after some bytes of the request, or of the answer, in turn. */
export async function openCutLink({ cutEvery }: { readonly cutEvery: number }): Promise<CutLink> {
  let target: URL | undefined;
  let count = 0;
  let cuts = 0;
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    sockets.add(near);
    near.on('error', () => undefined).on('close', () => sockets.delete(near));
    if (!target) return void near.destroy();
    const far = connect(Number(target.port), target.hostname);
    sockets.add(far);
    far.on('error', () => near.destroy()).on('close', () => sockets.delete(far));
    count += 1;
    const isCut = count % cutEvery === 0;
    if (isCut) cuts += 1;
    const [cutRequest, cutAnswer] = isCut ? (cuts % 2 === 1 ? [900, Infinity] : [Infinity, 60]) : [Infinity, Infinity];
    carry(near, far, cutRequest);
    carry(far, near, cutAnswer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    leadTo: (address) => {
      target = address === undefined ? undefined : new URL(address);
      for (const socket of sockets) socket.destroy();
    },
    leads: () => target !== undefined,
    carried: () => count,
    cuts: () => cuts,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Passes on what comes until so many bytes have gone; then both ends are gone. */
function carry(from: Socket, to: Socket, atMost: number): void {
  let left = atMost;
  from.on('data', (chunk: Buffer) => {
    if (chunk.length < left) {
      left -= chunk.length;
      to.write(chunk);
      return;
    }
    to.write(chunk.subarray(0, left));
    setImmediate(() => {
      from.destroy();
      to.destroy();
    });
  });
  from.on('end', () => to.end());
}
