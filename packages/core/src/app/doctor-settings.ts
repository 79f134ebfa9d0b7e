import type { Config } from '../kernel/config.js';
import type { Finding } from './doctor.js';

const area = 'settings';

/** What browsers and proxies are told, and how people sign in. */
export function checkSettings(config: Config): Finding[] {
  return [address(config), proxies(config), secondFactor(config)];
}

function address({ origin }: Config): Finding {
  if (origin === undefined)
    return {
      area,
      state: 'advice',
      says: 'No origin is set, so links in messages lead nowhere.',
      fix: 'Set origin in moothall.yaml to the address that people type',
    };
  const { protocol, hostname } = new URL(origin);
  if (protocol === 'https:' || isOwn(hostname)) return { area, state: 'good', says: `People come to ${origin}` };
  return {
    area,
    state: 'fault',
    says: `${origin} is not encrypted: passwords and records can be read on the way.`,
    fix: 'Put a proxy with TLS in front, and set origin to its https address',
  };
}

/** Without it every request seems to come from the proxy, and one person’s wrong passwords shut everybody out. */
function proxies({ origin, listen }: Config): Finding {
  const hasProxy = origin?.startsWith('https:') ?? false;
  if (hasProxy && listen.trustedProxies === 0)
    return {
      area,
      state: 'fault',
      says: 'A proxy ends TLS, and listen.trustedProxies says that there is none: everybody seems to sit at one address.',
      fix: 'Set listen.trustedProxies to the number of proxies in front, usually 1',
    };
  if (!hasProxy && listen.trustedProxies > 0)
    return {
      area,
      state: 'fault',
      says: 'X-Forwarded-For is believed, and origin says that no proxy is in front: anybody can claim any address.',
      fix: 'Set listen.trustedProxies to 0, or origin to the proxy’s https address',
    };
  if (!hasProxy && !isOwn(listen.host))
    return {
      area,
      state: 'advice',
      says: `It listens on ${listen.host} without TLS.`,
      fix: 'Set listen.host to 127.0.0.1, and put a proxy with TLS in front',
    };
  return { area, state: 'good', says: 'The number of proxies fits the address' };
}

function secondFactor({ sessions }: Config): Finding {
  if (sessions.secondFactor === 'required') return { area, state: 'good', says: 'Everybody needs a second factor' };
  return {
    area,
    state: 'advice',
    says: 'A password alone opens records.',
    fix: 'Set sessions.secondFactor to required',
  };
}

const isOwn = (host: string): boolean => /^(?:localhost|127\..*|::1|\[::1\])$/.test(host);
