import { AdapterError, type AdapterErrorCode } from '@moothall/adapter-sdk';

/** What nodemailer throws: its own code, and the server's answer where there was one. */
interface Thrown {
  readonly code?: string;
  readonly command?: string;
  /** Of three digits; false where the answer began otherwise. */
  readonly responseCode?: number | false;
  readonly response?: string;
}

/**
 * What went wrong, in words for staff. The server's own words are looked at and never repeated: they may name somebody.
 * @param broken what ended the socket, if anything did
 */
export function smtpError(thrown: unknown, broken: AdapterError | undefined): AdapterError {
  if (broken) return broken;
  const { code = '', command = '', responseCode = false, response = '' } = (thrown ?? {}) as Thrown;
  if (code === 'ETLS')
    return new AdapterError('unreachable', 'TLS could not be agreed with the mail server. Check security and port.');
  if (responseCode !== false && responseCode >= 400) return refusalOf(responseCode, response, command);
  if (code === 'EAUTH') return new AdapterError('sign_in_refused', noWayToSignIn);
  if (code === 'ETIMEDOUT') return new AdapterError('timed_out', 'The mail server did not answer in time.');
  if (code === 'ECONNECTION' || code === 'ESOCKET')
    return new AdapterError('unreachable', 'The connection was cut.', { cause: thrown });
  return new AdapterError(
    'unreadable_answer',
    'What answers there does not speak SMTP as agreed. Check host and port.',
  );
}

/** An answer of 400 or more (RFC 5321, section 4.2; what follows it, RFC 3463). */
function refusalOf(code: number, response: string, command: string): AdapterError {
  const refusal = { code, enhanced: /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})/m.exec(response)?.[1] ?? '', words: response };
  if (code < 500) return temporary(refusal);
  if (code === 504 && /^AUTH/i.test(command)) return new AdapterError('sign_in_refused', noWayToSignIn);
  if ([530, 534, 535, 538].includes(code)) return new AdapterError('sign_in_refused', signInRefused);
  const { becomes, means } = permanent(refusal, stageOf(command));
  return new AdapterError(becomes, means);
}

interface Refusal {
  readonly code: number;
  /** `5.1.1`; empty where the server gives none. */
  readonly enhanced: string;
  readonly words: string;
}

const noWayToSignIn = 'The mail server offers no way to sign in that is known here.';
const signInRefused = 'The mail server refuses the account or its password. Put the right one into secrets.yaml.';
const asksToWait = /grey-?list|rate|too many|throttl|try (again )?later|come back/i;

function temporary({ code, enhanced, words }: Refusal): AdapterError {
  const retryAfterMs = waitIn(words);
  if (code === 454 && enhanced === '4.7.0')
    return new AdapterError('failed_at_far_end', 'The mail server can’t check who signs in just now.');
  if (retryAfterMs !== undefined || (code !== 421 && asksToWait.test(words)))
    return new AdapterError(
      'rate_limited',
      'The mail server asks to come back later.',
      retryAfterMs === undefined ? {} : { retryAfterMs },
    );
  return new AdapterError('failed_at_far_end', 'The mail server can’t take mail just now.');
}

const unitMs: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };

/** How long a server asks to wait, as those that make mail wait write it: `00:05:00`, `in 300 seconds`, `for 5 minutes`. */
function waitIn(words: string): number | undefined {
  const clock = /\b(\d{1,2}):(\d\d):(\d\d)\b/.exec(words);
  if (clock) return ((Number(clock[1]) * 60 + Number(clock[2])) * 60 + Number(clock[3])) * 1000;
  const span = /\b(?:in|for|after)\s+(\d{1,5})\s*(s|m|h)(?:ec|in|our|$|\b)/i.exec(words);
  return span ? Number(span[1]) * (unitMs[(span[2] ?? '').toLowerCase()] ?? 0) : undefined;
}

type Stage = 'greeting' | 'sender' | 'recipient' | 'content';

function stageOf(command: string): Stage {
  if (/^MAIL/i.test(command)) return 'sender';
  if (/^RCPT/i.test(command)) return 'recipient';
  return /^(DATA|API|MESSAGE)/i.test(command) ? 'content' : 'greeting';
}

/** Some have the connection rest, because no message would go; others give up this message alone. */
function permanent(
  { code, enhanced, words }: Refusal,
  stage: Stage,
): { readonly becomes: AdapterErrorCode; readonly means: string } {
  if (code === 552 || /^5\.(2\.3|3\.4)$/.test(enhanced))
    return { becomes: 'refused', means: 'The mail server takes none that is so long. Shorten it.' };
  switch (stage) {
    case 'greeting':
      return { becomes: 'not_permitted', means: 'The mail server takes no mail from this machine.' };
    case 'sender':
      return {
        becomes: 'not_permitted',
        means: 'The mail server does not let this account send from the address under from or bouncesTo.',
      };
    case 'recipient':
      if (/relay|authenticat/i.test(words))
        return {
          becomes: 'not_permitted',
          means: 'The mail server takes mail for others from signed-in accounts alone.',
        };
      if (code === 551) return { becomes: 'refused', means: 'The mailbox has moved. Ask for the new address.' };
      return code === 550 && !/^5\.7\./.test(enhanced)
        ? { becomes: 'not_found', means: 'The mail server knows no such mailbox. Ask for another address.' }
        : { becomes: 'refused', means: 'The mail server takes nothing for that address. Write another way.' };
    case 'content':
      return { becomes: 'refused', means: 'The mail server refused the message after it had read it.' };
  }
}
