import { z } from 'zod';
import { removeDraft } from '../../identity/index.js';
import { defineJob } from '../../kernel/jobs.js';
import { localDateAt } from '../../kernel/london-time.js';
import { everyAuthority } from '../../kernel/scope.js';
import { listGuestDrafts, namesOf } from './drafts-repository.js';

/**
 * When an agreement ends, what the provider's staff had begun to write about the receiver's cases, customers, contacts
 * and services goes too: it holds what customers told them. What they write at home stays, and so does everything while
 * another agreement still gives them access.
 */
export const forgetDrafts = defineJob({
  kind: 'desk.forget-drafts',
  payload: z.looseObject({ payload: z.looseObject({ receiverId: z.number().int(), providerId: z.number().int() }) }),
  topics: ['agreement.ended'],
  run: async (kernel, { payload: { receiverId, providerId } }) => {
    const now = kernel.clock.now();
    const db = kernel.db.read(everyAuthority);
    const drafts = await listGuestDrafts(db, { receiverId, providerId, now, today: localDateAt(now) });
    const named = drafts.map(({ key }) => ({ ids: idsIn(key), references: referencesIn(key) }));
    const theirs = await namesOf(db, receiverId, {
      ids: [...new Set(named.flatMap(({ ids }) => ids))],
      references: [...new Set(named.flatMap(({ references }) => references))],
    });
    for (const [index, { personId, key }] of drafts.entries()) {
      const { ids = [], references = [] } = named[index] ?? {};
      if ([...ids, ...references].some((name) => theirs.has(name))) await removeDraft(kernel, personId, key);
    }
  },
});

function idsIn(key: string): string[] {
  return key.match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? [];
}

/** Of the cases in the address of a form that an expired session sent. */
function referencesIn(key: string): string[] {
  return [...key.matchAll(/\/cases\/([A-Z0-9]+(?:-[A-Z0-9]+)+)/g)].map(([, reference = '']) => reference);
}
