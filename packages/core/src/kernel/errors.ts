/**
 * Errors that a caller can tell apart by `code`. A message says what happened, to which record, and what the reader
 * can do next; it never holds personal data, because messages reach logs.
 */
export interface FieldFault {
  /** Path of the field as the sender named it, for example `answers.colour`. */
  readonly field: string;
  /** The label and the fix: "Enter the postcode". */
  readonly message: string;
}

export interface AppErrorDetails {
  readonly faults?: readonly FieldFault[];
  /** Seconds after which the same request may succeed (sent as Retry-After). */
  readonly retryAfterS?: number;
  /** Facts that the page or the problem document may show; never personal data. */
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

export class AppError extends Error {
  readonly code: string;
  readonly status: number;
  readonly faults: readonly FieldFault[];
  readonly retryAfterS: number | undefined;
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(code: string, status: number, message: string, details: AppErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'AppError';
    this.code = code;
    this.status = status;
    this.faults = details.faults ?? [];
    this.retryAfterS = details.retryAfterS;
    this.facts = details.facts ?? {};
  }
}

/** A maker of one kind of error: `const caseClosed = defineError('case_already_closed', 409, 'That case is closed…')`. */
export type ErrorMaker = ((details?: AppErrorDetails, message?: string) => AppError) & { readonly code: string };

const codes = new Map<string, number>();

/** Defines an error once. The code is the contract; status is its HTTP meaning. */
export function defineError(code: string, status: number, message: string): ErrorMaker {
  if (!/^[a-z][a-z0-9_]*$/.test(code)) throw new Error(`error code ${code} is not snake_case`);
  const known = codes.get(code);
  if (known !== undefined && known !== status) throw new Error(`error code ${code} is defined with two statuses`);
  codes.set(code, status);
  const make = (details: AppErrorDetails = {}, text = message): AppError => new AppError(code, status, text, details);
  return Object.assign(make, { code });
}

/** Whether a caught value is the error with this code. */
export function isError(error: unknown, code: string): error is AppError {
  return error instanceof AppError && error.code === code;
}

export const notFound = defineError('not_found', 404, 'Nothing is here under that address. Check the reference.');
export const notSignedIn = defineError('not_signed_in', 401, 'Sign in to go on.');
export const notAllowed = defineError(
  'not_allowed',
  403,
  'Your role does not allow this. Ask your team leader or an administrator.',
);
export const notCovered = defineError(
  'not_covered',
  403,
  'The agreement by which you work for this council does not cover that. Choose another service or way of getting in touch.',
);
export const badInput = defineError('bad_input', 422, 'Some answers need another look.');
export const malformed = defineError('malformed_request', 400, 'The request could not be read.');
export const tooLarge = defineError('too_large', 413, 'That is larger than is accepted here.');
export const staleVersion = defineError(
  'stale_version',
  409,
  'Somebody else changed this record after you opened it. Nothing of yours was saved yet.',
);
export const preconditionFailed = defineError(
  'precondition_failed',
  412,
  'The record has changed since the version that If-Match names. Read it again.',
);
export const idempotencyMismatch = defineError(
  'idempotency_key_reused',
  422,
  'That Idempotency-Key was used before with another body. Use a new key for a new request.',
);
export const beingUpgraded = defineError(
  'being_upgraded',
  503,
  'Moothall is being upgraded, and until that is done it can only be read. Nothing of this was saved.',
);
export const storageBusy = defineError(
  'storage_busy',
  503,
  'The database is busy. Nothing was saved; try again in a few seconds.',
);
export const storageFull = defineError(
  'storage_full',
  507,
  'There is no room left to save. Nothing was saved; tell your IT team that the disk is full.',
);
export const storageUnavailable = defineError(
  'storage_unavailable',
  503,
  'The database can’t be written to now. Nothing was saved; reading still works.',
);
export const tooManyAttempts = defineError('too_many_attempts', 429, 'Too many attempts. Wait before trying again.');
