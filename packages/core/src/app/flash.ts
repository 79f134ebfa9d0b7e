import type { Cookie } from '../kernel/route.js';

const name = 'moothall-said';

/** A sentence for the top of the next page. Holds references, never personal data. */
export function flashCookie(text: string): Cookie {
  return { name, value: Buffer.from(text, 'utf8').toString('base64url'), maxAgeS: 60 };
}

/** The sentence that the last request left, and the cookie that takes it away. */
export function takeFlash(cookies: Readonly<Record<string, string>>): { said: string[]; clears: Cookie[] } {
  const value = cookies[name];
  if (!value) return { said: [], clears: [] };
  return {
    said: [Buffer.from(value, 'base64url').toString('utf8').slice(0, 300)],
    clears: [{ name, value: '', maxAgeS: 0 }],
  };
}
