import type { Cookie } from '../route.js';

export function parseCookies(header: string | undefined): Record<string, string> {
  const cookies = Object.create(null) as Record<string, string>;
  for (const part of (header ?? '').split(';')) {
    const cut = part.indexOf('=');
    if (cut > 0) cookies[part.slice(0, cut).trim()] ??= part.slice(cut + 1).trim();
  }
  return cookies;
}

/** HttpOnly, SameSite=Lax, whole site; Secure (and the `__Host-` prefix, see `cookieName`) when served over TLS. */
export function serialiseCookie(cookie: Cookie, secure: boolean): string {
  const age = cookie.maxAgeS === undefined ? '' : `; Max-Age=${cookie.maxAgeS}`;
  return `${cookieName(cookie.name, secure)}=${cookie.value}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}${age}`;
}

export function cookieName(name: string, secure: boolean): string {
  return secure ? `__Host-${name}` : name;
}
