import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { addressesFor, lookUpWithin, mayBePlain, type Bounds } from './address-rule.js';
import { asCallOutError, CallOutError } from './call-out-error.js';

/** A connection to another system by a protocol other than HTTP. */
export interface SocketCall extends Bounds {
  /** A name or an address; IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
  /**
   * `later`: it begins in the clear, and the protocol goes over to TLS before it says anything (STARTTLS). `by-itself`: it
   * encrypts without TLS (SSH).
   */
  readonly secure: 'from-start' | 'later' | 'by-itself' | 'never';
  /** Until it is connected, and under TLS where it begins so. */
  readonly timeoutMs: number;
}

/** The place that a socket leads to, for the log of calls and for lists of hosts. */
export function placeOf({ host, port }: Pick<SocketCall, 'host' | 'port'>): URL {
  return new URL(`tcp://${isIP(host) === 6 ? `[${host}]` : host}:${port}`);
}

/**
 * Connects to another system within the bounds of every call. It is never without a listener for errors, so that one
 * that breaks while nobody looks ends nothing but itself.
 * @throws CallOutError
 */
export async function openSocket(call: SocketCall): Promise<Socket> {
  const { host, port, secure, timeoutMs, tls = {} } = call;
  const place = placeOf(call);
  if (secure === 'never' && !mayBePlain(call, place))
    throw new CallOutError('not-allowed', 'It must be spoken to under TLS, unless withoutTls of its network names it');
  const about = { host, port, lookup: lookUpWithin(addressesFor(call, place)) };
  return new Promise((resolve, reject) => {
    const underTls = secure === 'from-start';
    const socket = underTls ? connectTls({ ...about, ...tls, ...servernameOf(host) }) : connectTcp(about);
    const late = setTimeout(
      () => fail(new CallOutError('timed-out', `No connection was made within ${timeoutMs / 1000} seconds`)),
      timeoutMs,
    );
    socket.once(underTls ? 'secureConnect' : 'connect', () => {
      clearTimeout(late);
      resolve(socket);
    });
    socket.on('error', fail);
    socket.on('close', () => fail(new CallOutError('cut', 'The connection was cut')));
    function fail(error: Error): void {
      clearTimeout(late);
      reject(asCallOutError(error));
      socket.destroy();
    }
  });
}

/** An address is no name that a server is asked for by (RFC 6066, section 3). */
export function servernameOf(host: string): { readonly servername?: string } {
  return isIP(host) === 0 ? { servername: host } : {};
}
