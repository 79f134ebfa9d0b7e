import type { FarEndAnswer, ReceivedRequest } from '@moothall/adapter-testkit';

/** A street that the supplier knows: invented, as UPRNs are that begin with 9999. */
export const known = ['2', '4', '6'].map((number, at) => ({
  uprn: `99990000910${at + 1}`,
  address: `${number} CHANDLER AVENUE, DUNMERE, DM4 2LL`,
  postcode: 'DM4 2LL',
  changed: '2026-11-02',
}));

/** The supplier as its manual has it. */
export function aSupplier(): { answer: (request: ReceivedRequest) => FarEndAnswer } {
  return {
    answer: ({ method, path }) => {
      const { pathname, searchParams } = new URL(path, 'http://supplier.example');
      if (method !== 'GET') return { status: 405 };
      if (pathname === '/account') return { body: { name: 'Westmoor' } };
      if (pathname !== '/addresses') return { status: 404 };
      const postcode = searchParams.get('postcode');
      const words = (searchParams.get('text') ?? '').toUpperCase().split(' ');
      const isWanted = ({ address, ...one }: (typeof known)[number]): boolean =>
        postcode === null ? words.every((word) => address.includes(word)) : one.postcode === postcode;
      return { body: known.filter(isWanted) };
    },
  };
}
