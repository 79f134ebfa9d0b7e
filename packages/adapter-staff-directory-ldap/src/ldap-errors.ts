import { AdapterError, type AdapterErrorCode } from '@moothall/adapter-sdk';
import { ResultCodeError } from 'ldapts';

/** What a result code means (RFC 4511, appendix A), in words for staff; never the server's own, which name entries. */
const results: Readonly<Record<number, readonly [AdapterErrorCode, string]>> = {
  1: ['failed_at_far_end', 'The directory reports a fault of its own.'],
  4: ['unreadable_answer', 'The directory cut the list short: its limit for this account is too low.'],
  3: ['timed_out', 'The directory took too long to search.'],
  8: ['sign_in_refused', 'The directory wants another way of signing in than a name and a password.'],
  11: ['unreadable_answer', 'The directory cut the list short: its limit for this account is too low.'],
  13: ['sign_in_refused', 'The directory wants TLS before the password: set security to ldaps or starttls.'],
  32: ['not_found', 'The base is not in the directory, or the account may not see it.'],
  34: ['refused', 'The base, or the account’s name, is no distinguished name.'],
  48: ['sign_in_refused', 'The directory takes no password of this account.'],
  49: ['sign_in_refused', 'The directory refuses the account or its password.'],
  50: ['not_permitted', 'The account may not read there.'],
  51: ['rate_limited', 'The directory is busy.'],
  52: ['failed_at_far_end', 'The directory is not available.'],
  80: ['failed_at_far_end', 'The directory reports a fault of its own.'],
};

/** LDAP doesn’t say for how long it is busy. */
const busyMs = 120_000;

export function ldapError(thrown: unknown, broken: AdapterError | undefined): AdapterError {
  if (thrown instanceof AdapterError) return thrown;
  if (broken) return broken;
  if (thrown instanceof ResultCodeError) {
    const [code, words] = results[thrown.code] ?? ['refused', `The directory refused it (result ${thrown.code}).`];
    return new AdapterError(code, words, code === 'rate_limited' ? { retryAfterMs: busyMs } : {});
  }
  const { code = '', message = '' } = (thrown ?? {}) as { readonly code?: string; readonly message?: string };
  if (/CERT|SIGN|ALTNAME|SSL|TLS|HOSTNAME|INVALID_CA/.test(code))
    return new AdapterError(
      'unreachable',
      'TLS could not be agreed with the directory: its certificate isn’t trusted.',
    );
  if (/^E[A-Z]+$/.test(code) || /^(Connection closed|Socket error)/.test(message))
    return new AdapterError('unreachable', 'The connection was cut.');
  return notLdap();
}

export function notLdap(): AdapterError {
  return new AdapterError(
    'unreadable_answer',
    'What answers there does not speak LDAP as agreed. Check host and port.',
  );
}
