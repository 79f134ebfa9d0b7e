/** A base that no browser resolves; only its origin matters. */
const base = 'http://own.invalid';

/**
 * The path if it leads to this site whatever a browser makes of it, else `otherwise`. Refused are full addresses,
 * `//elsewhere`, backslashes, and control characters, which browsers drop before they read an address.
 */
export function ownPath(to: string, otherwise = '/desk'): string {
  if (!/^\/(?![/\\])[^\\\u0000-\u001f\u007f]*$/.test(to)) return otherwise;
  try {
    const url = new URL(to, base);
    return url.origin === base && !url.pathname.startsWith('//') ? to : otherwise;
  } catch {
    return otherwise;
  }
}
