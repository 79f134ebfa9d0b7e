import { createHmac } from 'node:crypto';
import type { CallState, InboundRequest } from '@moothall/adapter-sdk';

/** What the telephone system posts, as its manual has it. */
export function posted(call: { id: string; state: CallState; agent: string }, key: string): InboundRequest {
  const told = { call: call.id, event: call.state, from: '01632960144', to: '01632960011', extension: call.agent };
  const body = JSON.stringify({ ...told, at: Date.UTC(2026, 10, 16, 10) });
  const signature = createHmac('sha256', key).update(body).digest('hex');
  const headers = { 'content-type': 'application/json', 'x-signature': signature };
  return { body: new TextEncoder().encode(body), headers, query: {} };
}
