import { AdapterError, type AdapterErrorCode } from '@moothall/adapter-sdk';
import { tokenRefused, type Credential } from './account.js';

/** What imapflow throws. */
interface Thrown {
  readonly code?: string;
  readonly message?: string;
  readonly authenticationFailed?: boolean;
  readonly tlsFailed?: boolean;
  readonly responseStatus?: string;
  readonly serverResponseCode?: string;
}

/** What a mail server's response codes mean (RFC 5530 and its kin). */
const meanings: Readonly<Record<string, readonly [AdapterErrorCode, string]>> = {
  UNAVAILABLE: ['failed_at_far_end', 'The mail server can’t open mailboxes just now.'],
  SERVERBUG: ['failed_at_far_end', 'The mail server reports a fault of its own.'],
  CORRUPTION: ['failed_at_far_end', 'The mail server finds the mailbox damaged.'],
  INUSE: ['failed_at_far_end', 'The mailbox is in use by somebody else.'],
  LIMIT: ['rate_limited', 'The mail server is asked too often.'],
  OVERQUOTA: ['rate_limited', 'The mail server is asked too often.'],
  THROTTLED: ['rate_limited', 'The mail server is asked too often.'],
  NONEXISTENT: ['not_found', 'There is no folder of this name.'],
  NOPERM: ['not_permitted', 'The account may not read the folder.'],
  CANNOT: ['refused', 'The mail server can’t do that, however often it is asked.'],
  CLIENTBUG: ['refused', 'The mail server refuses what it was asked.'],
  REFERRAL: ['refused', 'The mailbox is on another server. Name that under host.'],
  PRIVACYREQUIRED: ['sign_in_refused', 'The mail server wants TLS before the password: check security.'],
};

/** Mail servers don't say for how long they want to be left alone. */
const busyMs = 120_000;

/**
 * What went wrong, in words for staff; never the server's own.
 * @param broken what ended the socket, if anything did
 */
export function imapError(thrown: unknown, broken: AdapterError | undefined, credential: Credential): AdapterError {
  if (thrown instanceof AdapterError) return thrown;
  if (broken) return broken;
  const { code = '', message = '', ...said } = (thrown ?? {}) as Thrown;
  const known = meanings[said.serverResponseCode ?? ''];
  if (known || code === 'ETHROTTLE') {
    const [becomes, words] = known ?? meanings['THROTTLED'] ?? ['rate_limited', ''];
    return new AdapterError(becomes, words, becomes === 'rate_limited' ? { retryAfterMs: busyMs } : {});
  }
  if (/^Unsupported authentication|^Login is disabled|^No matching/.test(message))
    return new AdapterError('sign_in_refused', 'The mail server offers no way to sign in that is known here.');
  if (said.authenticationFailed === true)
    return credential && 'token' in credential
      ? tokenRefused()
      : new AdapterError('sign_in_refused', 'The mail server refuses the account or its password.');
  if (said.responseStatus === 'NO')
    return new AdapterError('not_permitted', 'The account may not read the folder, or there is none of this name.');
  if (said.responseStatus === 'BAD') return new AdapterError('refused', 'The mail server refuses what it was asked.');
  if (said.tlsFailed === true || /CERT|SIGN|ALTNAME|SSL|TLS|HOSTNAME|INVALID_CA/.test(code))
    return new AdapterError('unreachable', 'TLS could not be agreed with the mail server. Check security and port.');
  if (/TIMEDOUT|TIMEOUT/i.test(code)) return new AdapterError('timed_out', 'The mail server did not answer in time.');
  if (/^E[A-Z]+$|NoConnection|^ClosedAfter/.test(code))
    return new AdapterError('unreachable', 'The connection was cut.');
  return notImap();
}

export function notImap(): AdapterError {
  return new AdapterError(
    'unreadable_answer',
    'What answers there does not speak IMAP as agreed. Check host and port.',
  );
}
