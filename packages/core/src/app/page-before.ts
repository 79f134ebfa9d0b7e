import type { Request } from 'express';

/** Address of the page that somebody was on: of a form, its referrer's, because its own may not be a page. */
export function pageBefore(request: Request): string {
  if (request.method === 'GET') return request.originalUrl;
  const referrer = request.headers.referer;
  try {
    return referrer ? new URL(referrer).pathname : '/desk';
  } catch {
    return '/desk';
  }
}
