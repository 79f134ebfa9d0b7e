import type { FarEndAnswer, ReceivedRequest } from '@moothall/adapter-testkit';
import { sign } from '../larkwing.js';

export interface Gateway {
  readonly answer: (request: ReceivedRequest) => FarEndAnswer;
  /** How many messages it sent under a reference of ours. */
  readonly countSent: (ref: string) => number;
}

/** Larkwing as its manual has it, for one account. */
export function aGateway({ account, key, credit = 500 }: { account: string; key: string; credit?: number }): Gateway {
  const sent = new Map<string, string>();
  const line = (body: string): FarEndAnswer => ({ headers: { 'content-type': 'text/plain' }, body: `${body}\n` });
  const send = (fields: URLSearchParams): FarEndAnswer => {
    const ref = fields.get('ref') ?? '';
    const known = sent.get(ref);
    if (known !== undefined) return line(`OK ${known}`);
    if (!/^\d{8,15}$/.test(fields.get('to') ?? '')) return line('ERR 2');
    if (fields.get('text') === '') return line('ERR 3');
    if (sent.size >= credit) return line('ERR 5');
    sent.set(ref, `LW-${1000 + sent.size}`);
    return line(`OK ${sent.get(ref)}`);
  };
  return {
    countSent: (ref) => (sent.has(ref) ? 1 : 0),
    answer: ({ method, path, headers, body }) => {
      if (headers['x-larkwing-signature'] !== sign(key, account, method, path, body)) return line('ERR 1');
      if (method === 'GET' && path === '/3/credit') return line(`OK ${credit - sent.size}`);
      return method === 'POST' && path === '/3/send' ? send(new URLSearchParams(body)) : { status: 404 };
    },
  };
}
