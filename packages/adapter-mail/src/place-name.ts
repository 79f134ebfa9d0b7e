import { isIPv6 } from 'node:net';

/** A host as lists of hosts write it: `imap.westmoor.example:993`. */
export function placeName({ host, port }: { readonly host: string; readonly port: number }): string {
  return new URL(`tcp://${isIPv6(host) ? `[${host}]` : host}:${port}`).host;
}
