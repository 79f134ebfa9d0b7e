import { adapterApiVersion, defineAdapter, errorFromStatus, type LineOfBusinessInstance } from '@moothall/adapter-sdk';
import { z } from 'zod';
import { startFarEnd } from '../far-end.js';
import { lineOfBusinessConformance } from '../line-of-business.js';

let told = 0;

/** An adapter with one fault of each sort, for the test of the suite: run by mocha in a process of its own. */
const adapter = defineAdapter({
  kind: 'line-of-business',
  name: 'Faulty depot',
  apiVersion: adapterApiVersion,
  settings: z.strictObject({ url: z.url() }),
  secrets: z.strictObject({ token: z.string() }),
  supports: { update: true, cancel: true, changes: true, files: true, addFile: true, theirFiles: true },
  hosts: ({ url }) => [new URL(url).host],
  create: ({ settings, fetch, log, now }): LineOfBusinessInstance => {
    const post = async (body: string): Promise<{ reference: string }> => {
      const response = await fetch(new URL('/jobs', settings.url), { method: 'POST', body });
      if (!response.ok) throw errorFromStatus(response, now());
      return (await response.json()) as { reference: string };
    };
    return {
      check: async () => ({ ok: true }),
      create: async ({ reference, customer }) => {
        log.info({ name: customer.name }, 'a job was sent');
        return await post(reference);
      },
      update: ({ text }) => post(text),
      addFile: ({ text }) => post(text),
      cancel: async () => ({ reference: null }),
      changesSince: async () => ({
        changes: [
          {
            ...{ id: String((told += 1)), theirReference: 'J-1', at: 0, comment: null },
            status: { key: null, outcome: null, words: '' },
          },
        ],
        ...{ cursor: '', hasMore: false },
      }),
    };
  },
});

const got: string[] = [];

lineOfBusinessConformance({
  adapter,
  settings: (url) => ({ url }),
  secrets: { token: 'swordfish-4821' },
  startFarEnd: () =>
    startFarEnd(({ body }) => {
      got.push(body);
      return { body: { reference: `J-${got.length}` } };
    }),
  service: { key: 'missed-bin' },
  countCreated: (reference) => got.filter((one) => one === reference).length,
  countWords: (_theirs, text) => got.filter((one) => one === text).length,
  isCancelled: () => false,
  change: () => undefined,
  changeWithPhoto: () => undefined,
  changedTo: { key: 'in-progress', outcome: null },
  countFiles: () => 0,
});
