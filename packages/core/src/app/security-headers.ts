import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';
import type { Config } from '../kernel/config.js';

/** Sets a response's security headers; scripts and styles may carry its nonce. */
export type SecurityHeaders = (response: ServerResponse, nonce: string) => void;

/** Stands for the nonce while the headers are worked out. */
const placeholder = 'a-nonce-goes-here';

/**
 * Content security policy without `unsafe-*`: scripts and styles are files of ours, or carry the response's nonce; and
 * helmet's other headers. They differ by the nonce alone, so helmet is asked once and not for each response.
 */
export function securityHeaders(config: Pick<Config, 'origin' | 'map'>): SecurityHeaders {
  const headers = askHelmet(config).map(([name, value]) => [name, value.split(placeholder)] as const);
  return (response, nonce) => {
    for (const [name, parts] of headers) response.setHeader(name, parts.join(nonce));
  };
}

function askHelmet({ origin, map }: Pick<Config, 'origin' | 'map'>): [name: string, value: string][] {
  const secure = origin?.startsWith('https:') ?? false;
  const tiles = map.tileUrl ? [new URL(map.tileUrl.replace(/\{[a-z]\}/g, 'a')).origin] : [];
  const ask = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'", `'nonce-${placeholder}'`],
        styleSrc: ["'self'", `'nonce-${placeholder}'`],
        imgSrc: ["'self'", 'data:', ...tiles],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        manifestSrc: ["'self'"],
        ...(secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  });
  const set = new Map<string, string>();
  // A request and a response as far as helmet looks at them: it reads nothing and only sets and removes headers.
  const response = {
    setHeader: (name: string, value: string) => set.set(name, value),
    removeHeader: (name: string) => set.delete(name),
  } as unknown as ServerResponse;
  ask({} as IncomingMessage, response, (error) => {
    if (error !== undefined) throw new Error('the security headers could not be worked out', { cause: error });
  });
  return [...set];
}
