import { createHash, createHmac } from 'node:crypto';
import { AdapterError, errorFromStatus, type AdapterContext, type AdapterErrorCode } from '@moothall/adapter-sdk';

/** Larkwing's interface 3 as its manual has it: forms out, one line of text back, every request signed. */
export interface Larkwing {
  /** What is left of the account's credit, in messages. */
  credit(): Promise<number>;
  /** Answers their number of the message. Under one `ref` they send once, and answer the same number again. */
  send(text: {
    readonly ref: string;
    readonly to: string;
    readonly from: string;
    readonly text: string;
  }): Promise<string>;
}

export interface LarkwingAccount {
  readonly url: string;
  readonly account: string;
  readonly key: string;
}

export function openLarkwing(
  { url, account, key }: LarkwingAccount,
  { fetch, now }: Pick<AdapterContext<unknown, unknown>, 'fetch' | 'now'>,
): Larkwing {
  const call = async (method: 'GET' | 'POST', path: string, fields: Record<string, string> = {}): Promise<string> => {
    const body = new URLSearchParams(fields).toString();
    const signature = sign(key, account, method, path, body);
    const response = await fetch(new URL(path, url), {
      method,
      headers: {
        'x-larkwing-account': account,
        'x-larkwing-signature': signature,
        ...(method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      ...(method === 'POST' ? { body } : {}),
    });
    if (!response.ok) throw errorFromStatus(response, now());
    return readLine(await response.text());
  };
  return {
    credit: async () => wholeNumber(await call('GET', '/3/credit')),
    send: (text) => call('POST', '/3/send', text),
  };
}

/** HMAC-SHA256 over account, method, path and the digest of the body (manual, section 2.1). */
export function sign(key: string, account: string, method: string, path: string, body: string): string {
  const digest = createHash('sha256').update(body).digest('hex');
  return createHmac('sha256', key).update([account, method, path, digest].join('\n')).digest('hex');
}

/** Their numbers of errors (manual, section 5), which come with status 200. */
const errors: Readonly<Record<string, readonly [AdapterErrorCode, string]>> = {
  '1': ['sign_in_refused', 'Larkwing does not know the account or its key.'],
  '2': ['refused', 'Larkwing can’t reach that number.'],
  '3': ['refused', 'Larkwing refuses the words.'],
  '4': ['rate_limited', 'Larkwing asked for fewer messages.'],
  '5': ['not_permitted', 'The account has no credit left. Ask finance to top it up.'],
  '6': ['failed_at_far_end', 'Larkwing has a fault of its own.'],
};
const waitWhenBusyMs = 60_000;

/** What follows `OK`. @throws AdapterError for `ERR`, and for what is neither */
function readLine(answer: string): string {
  const [, word, rest = ''] = /^(OK|ERR) ([\w-]{1,60})\s*$/.exec(answer) ?? [];
  if (word === 'OK') return rest;
  const [code, message] = errors[rest] ?? [];
  if (word !== 'ERR' || code === undefined)
    throw new AdapterError('unreadable_answer', 'The answer is no line of theirs.');
  throw new AdapterError(code, message ?? '', code === 'rate_limited' ? { retryAfterMs: waitWhenBusyMs } : {});
}

function wholeNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new AdapterError('unreadable_answer', 'The credit is no number.');
}
