import type { Socket } from 'node:net';
import { AdapterError } from './errors.js';

export interface SocketLimits {
  /** Without a byte either way. */
  readonly idleMs: number;
  readonly lifeMs: number;
  /** Received. */
  readonly maxBytes: number;
}

const lookEveryMs = 100;

/**
 * Ends a socket that is silent, goes on or says too much, and tells `ended` why. It counts what
 * passed instead of listening, because the library that a socket is given to may take every listener away, or put TLS
 * over it. For hosts of adapters; an adapter's own sockets are watched already.
 */
export function watchSocket(socket: Socket, limits: SocketLimits, ended?: (why: AdapterError) => void): void {
  let looks = 0;
  let silentLooks = 0;
  let passed = 0;
  const timer = setInterval(() => {
    if (socket.destroyed) return clearInterval(timer);
    looks += 1;
    const sum = socket.bytesRead + socket.bytesWritten;
    silentLooks = sum === passed ? silentLooks + 1 : 0;
    passed = sum;
    const been = { lifeMs: looks * lookEveryMs, silentMs: silentLooks * lookEveryMs, bytes: socket.bytesRead };
    const why = faultOf(been, limits);
    if (why === undefined) return;
    clearInterval(timer);
    ended?.(why);
    // Another one: libraries write upon the errors that pass through them.
    socket.destroy(new Error(why.message));
  }, lookEveryMs);
  timer.unref();
}

function faultOf(
  been: { readonly lifeMs: number; readonly silentMs: number; readonly bytes: number },
  { idleMs, lifeMs, maxBytes }: SocketLimits,
): AdapterError | undefined {
  if (been.bytes > maxBytes) return new AdapterError('unreadable_answer', 'It sent more than is taken.');
  if (been.silentMs >= idleMs) return new AdapterError('timed_out', `It said nothing for ${idleMs / 1000} seconds.`);
  if (been.lifeMs >= lifeMs) return new AdapterError('timed_out', `It took longer than ${lifeMs / 1000} seconds.`);
  return undefined;
}
