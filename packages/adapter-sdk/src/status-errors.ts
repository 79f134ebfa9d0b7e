import { AdapterError, type AdapterErrorCode } from './errors.js';

const codes: Readonly<Record<number, AdapterErrorCode>> = {
  401: 'sign_in_refused',
  403: 'not_permitted',
  404: 'not_found',
  408: 'timed_out',
  409: 'conflict',
  410: 'not_found',
  425: 'rate_limited',
  429: 'rate_limited',
};

/**
 * What an HTTP answer other than a success means, by its status alone; `Retry-After` (RFC 9110, section 10.2.3) says how
 * long to wait. A redirect is a refusal: none is followed, and what it names must be configured.
 */
export function errorFromStatus(response: Response, now: number): AdapterError {
  const { status } = response;
  const code = codes[status] ?? (status >= 500 ? 'failed_at_far_end' : 'refused');
  const retryAfterMs = waitAsked(response.headers.get('retry-after'), now);
  const isBusy = code === 'rate_limited' || status === 503;
  return new AdapterError(isBusy && retryAfterMs !== undefined ? 'rate_limited' : code, `It answered ${status}.`, {
    ...(isBusy && retryAfterMs !== undefined ? { retryAfterMs } : {}),
  });
}

/** Seconds, or a date. */
function waitAsked(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
