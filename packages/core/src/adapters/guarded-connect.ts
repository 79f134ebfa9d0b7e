import type { Socket } from 'node:net';
import { createSecureContext } from 'node:tls';
import { watchSocket, type AdapterContext, type AdapterError, type SocketLimits } from '@moothall/adapter-sdk';
import { asCallOutError, CallOutError } from '../kernel/http/call-out-error.js';
import { openSocket, placeOf, servernameOf } from '../kernel/http/open-socket.js';
import { adapterErrorOf, boundsOf, refuseOtherHosts, type Call, type Reach } from './guarded-fetch.js';

export type Connect = AdapterContext<unknown, unknown>['connect'];

const limits: SocketLimits = { idleMs: 10_000, lifeMs: 30_000, maxBytes: 33_554_432 };

/**
 * Sockets within an instance's bounds, as `guardedFetch` has calls: its hosts and networks alone, under TLS unless its
 * configuration says otherwise, ten silent seconds, half a minute, 32 megabytes.
 */
export function guardedConnect(reach: Reach, made: (call: Call) => void, within: SocketLimits = limits): Connect {
  return async ({ host, port, secure }) => {
    const place = placeOf({ host, port });
    try {
      refuseOtherHosts(reach, place);
      const socket = await openSocket({ host, port, secure, timeoutMs: within.idleMs, ...boundsOf(reach) });
      const fault = faultOf(socket, within);
      made(callOf(place, socket, fault));
      return { socket, fault, tls: { secureContext: createSecureContext(reach.tls), ...servernameOf(host) } };
    } catch (error) {
      if (!(error instanceof CallOutError)) throw error;
      made({ method: 'CONNECT', url: place, status: null, reason: error.reason, sentBytes: 0, answerBytes: 0 });
      throw adapterErrorOf(error);
    }
  };
}

function faultOf(socket: Socket, within: SocketLimits): () => AdapterError | undefined {
  let fault: AdapterError | undefined;
  watchSocket(socket, within, (why) => void (fault = why));
  socket.on('error', (error) => void (fault ??= adapterErrorOf(asCallOutError(error))));
  return () => fault;
}

/** What passed is read when the attempt is over: the socket is open until then. */
function callOf(url: URL, socket: Socket, fault: () => AdapterError | undefined): Call {
  return {
    ...{ method: 'CONNECT', url, status: null },
    get reason() {
      return fault()?.message ?? 'Connected';
    },
    get sentBytes() {
      return socket.bytesWritten;
    },
    get answerBytes() {
      return socket.bytesRead;
    },
  };
}
