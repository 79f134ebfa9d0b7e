import { staffDirectoryConformance, startFarEnd } from '@moothall/adapter-testkit';
import { adapter } from './adapter.js';
import { aSupplier, known } from './testing/supplier.js';

staffDirectoryConformance({
  adapter,
  settings: (url) => ({ url }),
  secrets: { token: 'a-token-that-stands-nowhere-else' },
  startFarEnd: () => startFarEnd(aSupplier().answer),
  lists: {
    people: known.map(({ name, mail, phone, post, manager }) => ({
      ...{ name, email: mail, telephone: phone, jobTitle: post, managerEmail: manager },
    })),
    leftOut: 0,
  },
});
