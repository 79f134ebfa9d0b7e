import { createHash } from 'node:crypto';
import type { FarEndAnswer, ReceivedRequest, SignInPerson } from '@moothall/adapter-testkit';

/** Whoever signs in by hand, where `npm run far-end` serves it. */
const anybody: SignInPerson = {
  ...{ subject: '1', signInName: 'sam.sand', displayName: 'Sam Sand', email: 'sam.sand@council.example' },
  ...{ groups: ['advisers'], secondFactor: 'not-asked' },
};

/** The supplier as its manual has it: what it answers, and what its sign-in page does in a browser. */
export function aSupplier(): {
  answer: (request: ReceivedRequest) => FarEndAnswer;
  visit: (goTo: URL, person: SignInPerson, how?: 'cancel') => Promise<URL>;
} {
  const tickets = new Map<string, { person: SignInPerson; challenge: string }>();
  const sendBack = (goTo: URL, person: SignInPerson, how?: 'cancel'): URL => {
    const back = new URL(goTo.searchParams.get('back') ?? '');
    back.searchParams.set('state', goTo.searchParams.get('state') ?? '');
    if (how === 'cancel') return back;
    const ticket = `T-${tickets.size + 1}-${back.searchParams.get('state') ?? ''}`;
    tickets.set(ticket, { person, challenge: goTo.searchParams.get('challenge') ?? '' });
    back.searchParams.set('ticket', ticket);
    return back;
  };
  return {
    visit: async (goTo, person, how) => sendBack(goTo, person, how),
    answer: ({ method, path, body }) => {
      const url = new URL(path, 'http://supplier.invalid');
      if (method === 'GET' && path === '/account') return { body: { name: 'Westmoor' } };
      if (method === 'GET' && url.pathname === '/sign-in')
        return { status: 303, headers: { location: sendBack(url, anybody).href } };
      if (method !== 'POST' || path !== '/tickets') return { status: 404 };
      const { ticket, proof } = JSON.parse(body) as { ticket: string; proof: string };
      const given = tickets.get(ticket);
      tickets.delete(ticket);
      if (given?.challenge !== createHash('sha256').update(proof).digest('hex')) return { status: 410 };
      const { subject: id, signInName: signIn, displayName: name, email: mail, groups, secondFactor } = given.person;
      return { body: { id, signIn, name, mail, groups, secondFactor } };
    },
  };
}
