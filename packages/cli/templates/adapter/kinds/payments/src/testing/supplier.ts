import type { FarEndAnswer, ReceivedRequest } from '@moothall/adapter-testkit';

interface Payment {
  readonly id: string;
  readonly key: string;
  readonly pence: number;
  state: string;
}

/** The supplier as its manual has it: payments by their keys, and what becomes of them. */
export function aSupplier(): {
  answer: (request: ReceivedRequest) => FarEndAnswer;
  countStarted: (key: string) => number;
  become: (key: string, state: string) => void;
} {
  const payments: Payment[] = [];
  const take = (body: string): Payment => {
    const { key, pence } = JSON.parse(body) as { key: string; pence: number };
    const known = payments.find((one) => one.key === key);
    if (known) return known;
    const made = { id: `P-${payments.length + 1}`, key, pence, state: 'started' };
    payments.push(made);
    return made;
  };
  return {
    countStarted: (key) => payments.filter((one) => one.key === key).length,
    become: (key, state) => {
      const one = payments.find((payment) => payment.key === key);
      if (one) one.state = state;
    },
    answer: ({ method, path, body }) => {
      if (method === 'GET' && path === '/account') return { body: { name: 'Westmoor' } };
      if (method === 'POST' && path === '/payments') return { body: shown(take(body)) };
      const [, list, id, what] = path.split('/');
      const one = list === 'payments' ? payments.find((payment) => payment.id === id) : undefined;
      if (!one) return { status: 404 };
      if (what === 'cancel' && one.state === 'started') one.state = 'cancelled';
      return { body: shown(one) };
    },
  };
}

function shown({ id, pence, state }: Payment): unknown {
  const page = `https://payments.example/pay/${id}`;
  return { id, pence, state, page, paidAt: state === 'paid' ? Date.UTC(2026, 10, 16, 10) : null };
}
