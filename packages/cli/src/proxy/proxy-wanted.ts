import type { Config } from '@moothall/core';
import type { ProxyWanted } from './proxy-files.js';

const filesInARequest = 10;
const megabyte = 1_048_576;

/** @throws Error where the configuration has no address with TLS */
export function proxyWanted(
  { origin, listen, files }: Config,
  { certificate, key }: { readonly certificate?: string; readonly key?: string },
): ProxyWanted {
  const { protocol, hostname: host, port } = new URL(origin ?? 'none:');
  if (protocol !== 'https:')
    throw new Error(
      'Set origin in moothall.yaml to the address that people will type, such as https://desk.council.example: moothall config set origin ADDRESS',
    );
  if (port !== '') throw new Error(`The origin ${origin} names a port. A proxy listens on 443: leave the port out.`);
  const own = listen.host === '0.0.0.0' || listen.host === '::' ? '127.0.0.1' : listen.host;
  return {
    host,
    upstream: `${own.includes(':') ? `[${own}]` : own}:${listen.port}`,
    bodyMegabytes: Math.ceil((filesInARequest * files.maxBytes) / megabyte) + 2,
    certificate: certificate ?? `/etc/letsencrypt/live/${host}/fullchain.pem`,
    key: key ?? `/etc/letsencrypt/live/${host}/privkey.pem`,
    isFirst: listen.trustedProxies <= 1,
  };
}
