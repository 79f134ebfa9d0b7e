import type { AppError } from '../errors.js';

/** RFC 9457 problem details, with each fault by field and the fix. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly requestId: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
  readonly [fact: string]: unknown;
}

const titles: Readonly<Record<number, string>> = {
  400: 'The request could not be read',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Conflict',
  410: 'No longer kept',
  412: 'Changed since you read it',
  413: 'Too large',
  422: 'Some fields need another look',
  429: 'Too many attempts',
  500: 'Something went wrong here',
  503: 'Busy',
  507: 'No room left',
};

export function problemFor(error: AppError, requestId: string): Problem {
  return {
    ...error.facts,
    type: `urn:moothall:problem:${error.code}`,
    title: titles[error.status] ?? 'Refused',
    status: error.status,
    code: error.code,
    detail: error.message,
    requestId,
    ...(error.faults.length > 0 ? { errors: error.faults } : {}),
  };
}
