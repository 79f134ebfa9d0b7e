import { ownPath } from '../kernel/http/own-path.js';

/** Where to go after signing in: a page of the desk, never another site and never back to signing in. */
export function nextPage(next: string | undefined): string {
  const path = ownPath(next ?? '/desk');
  return /^\/sign-(?:in|out)(?:[/?#]|$)/.test(path) ? '/desk' : path;
}
