import type { FarEndAnswer, ReceivedRequest } from '@moothall/adapter-testkit';

/** Whom the supplier lists: invented people. */
export const known = [
  {
    ...{ name: 'Helen Tranter', mail: 'helen.tranter@dunmere.example', phone: '01632 960144' },
    ...{ post: 'Team leader', manager: null },
  },
  {
    ...{ name: 'Tom Reyes', mail: 'tom.reyes@dunmere.example', phone: null, post: 'Adviser' },
    manager: 'helen.tranter@dunmere.example',
  },
];

/** The supplier as its manual has it: one person a page. */
export function aSupplier(): { answer: (request: ReceivedRequest) => FarEndAnswer } {
  return {
    answer: ({ method, path }) => {
      const { pathname, searchParams } = new URL(path, 'http://supplier.example');
      if (method !== 'GET') return { status: 405 };
      if (pathname === '/account') return { body: { name: 'Dunmere' } };
      if (pathname !== '/people') return { status: 404 };
      const from = Number(searchParams.get('from') ?? 0);
      return { body: { people: known.slice(from, from + 1), next: from + 1 < known.length ? String(from + 1) : null } };
    },
  };
}
