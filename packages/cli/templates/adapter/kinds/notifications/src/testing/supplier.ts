import type { FarEndAnswer, ReceivedRequest } from '@moothall/adapter-testkit';

/** The supplier as its manual has it: what it answers, and how many messages it sent under a key. */
export function aSupplier(): {
  answer: (request: ReceivedRequest) => FarEndAnswer;
  countSent: (key: string) => number;
} {
  const sent = new Map<string, string>();
  return {
    countSent: (key) => (sent.has(key) ? 1 : 0),
    answer: ({ method, path, body }) => {
      if (method === 'GET' && path === '/account') return { body: { name: 'Westmoor' } };
      if (method !== 'POST' || path !== '/messages') return { status: 404 };
      const { key } = JSON.parse(body) as { key: string };
      const reference = sent.get(key) ?? `M-${sent.size + 1}`;
      sent.set(key, reference);
      return { body: { reference } };
    },
  };
}
