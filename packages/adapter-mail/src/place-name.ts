import { isIPv6 } from 'node:net';
import type { OAuth2 } from './sign-in-settings.js';

/** A host as lists of hosts write it: `imap.westmoor.example:993`. */
export function placeName({ host, port }: { readonly host: string; readonly port: number }): string {
  return new URL(`tcp://${isIPv6(host) ? `[${host}]` : host}:${port}`).host;
}

/** The mail server, and who gives the tokens that an account signs in with there. */
export function placesOf(settings: {
  readonly host: string;
  readonly port: number;
  readonly oauth2?: OAuth2 | undefined;
}): string[] {
  const { oauth2 } = settings;
  return [placeName(settings), ...(oauth2 ? [new URL(oauth2.tokenUrl).host] : [])];
}
