/**
 * How a call to an outside system failed, and so what happens to its delivery. `after` says when it is tried again:
 * `back-off` with growing waits, `wait` when the far end has said how long, `never` until staff have acted.
 */
export const adapterErrors = {
  unreachable: { after: 'back-off', means: 'no connection could be made' },
  timed_out: { after: 'back-off', means: 'no answer came within the time limit' },
  failed_at_far_end: { after: 'back-off', means: 'the far end reported a fault of its own' },
  unreadable_answer: { after: 'back-off', means: 'the answer was cut short or was not in the agreed format' },
  rate_limited: { after: 'wait', means: 'the far end asked for fewer calls' },
  sign_in_refused: { after: 'never', means: 'the credentials were refused or have expired' },
  not_permitted: { after: 'never', means: 'the credentials do not allow this call' },
  not_found: { after: 'never', means: 'the far end has no such record' },
  conflict: { after: 'never', means: 'the far end holds something that contradicts this' },
  refused: { after: 'never', means: 'the far end understood the call and refused it' },
  adapter_failed: { after: 'back-off', means: 'the adapter itself failed' },
} as const satisfies Record<string, { after: 'back-off' | 'wait' | 'never'; means: string }>;

export type AdapterErrorCode = keyof typeof adapterErrors;

/**
 * The one error that an adapter throws. Callers compare `code`. The message is read by staff and written to logs:
 * it holds no personal data and no secrets.
 */
export class AdapterError extends Error {
  override readonly name = 'AdapterError';
  readonly code: AdapterErrorCode;
  /** For `rate_limited`: how long the far end asked callers to wait. */
  readonly retryAfterMs: number | undefined;

  constructor(code: AdapterErrorCode, message: string, options: { cause?: unknown; retryAfterMs?: number } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
  }
}
