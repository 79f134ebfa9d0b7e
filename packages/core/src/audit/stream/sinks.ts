import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { open } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { addressesFor, lookUpWithin, mayBePlain, type Bounds } from '../../kernel/http/address-rule.js';
import { CallOutError, asCallOutError } from '../../kernel/http/call-out-error.js';
import { openSocket, placeOf } from '../../kernel/http/open-socket.js';
import { jsonLine, type StreamEvent } from './stream-event.js';
import { syslogDatagram, syslogFrame, syslogMessage } from './syslog-message.js';

/** Where a stream goes. */
export interface Sink {
  /** @throws CallOutError, or what the disk says */
  send(events: readonly StreamEvent[]): Promise<void>;
  /** Whether what was sent may be taken as arrived: a connection that broke since has lost what was under way. */
  isWhole(): boolean;
  /** Resolves once everything is out of our hands. @throws CallOutError when it is not known to be */
  close(): Promise<void>;
}

/** One JSON object a line, on disk when `send` resolves. The file is opened by its name each time, so it may be rotated. */
export function fileSink(file: string): Sink {
  return {
    send: async (events) => {
      const handle = await open(file, 'a+', 0o600);
      try {
        const { size } = await handle.stat();
        const last = size > 0 ? (await handle.read(Buffer.alloc(1), 0, 1, size - 1)).buffer.toString() : '\n';
        const lines = events.map((event) => `${jsonLine(event)}\n`).join('');
        await handle.appendFile(last === '\n' ? lines : `\n${lines}`); // a line that was cut off stays one line
        await handle.datasync();
      } finally {
        await handle.close();
      }
    },
    isWhole: () => true,
    close: () => Promise.resolve(),
  };
}

export interface SyslogPlace extends Bounds {
  readonly host: string;
  readonly port: number;
  /** Who says so: the installation's own name. */
  readonly from: string;
}

const timeoutMs = 10_000;

/** Syslog over TLS (RFC 5425) or plain TCP (RFC 6587), within the bounds of every call. @throws CallOutError */
export async function socketSink(place: SyslogPlace, secure: 'from-start' | 'never'): Promise<Sink> {
  const socket = await openSocket({ ...place, secure, timeoutMs });
  let isOpen = true;
  socket.on('close', () => (isOpen = false));
  socket.on('end', () => (isOpen = false));
  socket.resume(); // nothing is said back; what is said anyway must not fill the buffer
  return {
    send: (events) => {
      const text = events.map((event) => syslogFrame(syslogMessage(event, place.from))).join('');
      return within(socket, (done) => socket.write(text, done));
    },
    isWhole: () => isOpen && socket.writableLength === 0,
    close: () => within(socket, (done) => socket.once('close', done).end()).finally(() => void socket.destroy()),
  };
}

/** @throws CallOutError when it breaks, or takes too long */
function within(socket: Socket, work: (done: (error?: unknown) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const cut = (): void => end(new CallOutError('cut', 'The connection was cut'));
    const late = setTimeout(() => end(new CallOutError('timed-out', 'It took nothing for too long')), timeoutMs);
    const end = (error?: unknown): void => {
      clearTimeout(late);
      socket.off('error', end);
      if (error instanceof Error) reject(asCallOutError(error));
      else resolve();
    };
    if (socket.destroyed) return cut();
    socket.once('error', end);
    work(end);
  });
}

/** Syslog over UDP (RFC 5426): nobody says whether it arrives. @throws CallOutError */
export async function datagramSink(place: SyslogPlace): Promise<Sink> {
  const target = placeOf(place);
  if (!mayBePlain(place, target))
    throw new CallOutError('not-allowed', 'Datagrams go in the clear: name the host in withoutTls of its network');
  const { address, family } = await lookUp(place);
  const socket = createSocket(family === 6 ? 'udp6' : 'udp4');
  socket.on('error', () => undefined);
  socket.unref();
  return {
    send: async (events) => {
      for (const event of events) await sendOne(socket, syslogDatagram(event, place.from), place.port, address);
    },
    isWhole: () => true,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

function lookUp(place: SyslogPlace): Promise<{ address: string; family: number }> {
  const look = lookUpWithin(addressesFor(place, placeOf(place)));
  return new Promise((resolve, reject) => {
    look(place.host, {}, (error, address, family) => {
      if (error) reject(asCallOutError(error));
      else if (typeof address === 'string') resolve({ address, family: family ?? 4 });
      else reject(asCallOutError(new Error('no single address')));
    });
  });
}

function sendOne(socket: UdpSocket, message: string, port: number, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.send(message, port, address, (error) => (error ? reject(asCallOutError(error)) : resolve()));
  });
}
