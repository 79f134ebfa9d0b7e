import { z } from 'zod';
import { DAY_MS } from '../../kernel/clock.js';
import type { Reads } from '../../kernel/db/database.js';
import { defineQuery, type QueryContext } from '../../kernel/query.js';
import { may, scopeFor } from '../../kernel/scope.js';
import { listEnquiries } from '../enquiries-repository.js';
import { listEntered, type EnteredContact } from './captured-repository.js';

/** For so long it is shown what became of such a contact. */
const shownForMs = 14 * DAY_MS;
const atMost = 100;

/** With what they asked first; null where that is kept back from the reader. */
export interface ListedContact extends EnteredContact {
  readonly words: string | null;
}

/**
 * Contacts of the last fourteen days that were taken while the desk stood in, the latest first: the reader's own, and
 * those of others where they may read contacts.
 */
export const listCaptured = defineQuery({
  name: 'interactions.list-captured',
  permission: 'interactions.handle',
  input: z.strictObject({}),
  run: async (context): Promise<ListedContact[]> => {
    const { actor, kernel } = context;
    const own = actor.kind === 'staff' ? await listWith(context, context.db, actor.staffId) : [];
    const mayRead = may(actor, 'interactions.read');
    const all = mayRead ? await listWith(context, kernel.db.read(scopeFor(actor, 'interactions.read'))) : [];
    const others = all.filter(({ id }) => !own.some((each) => each.id === id));
    const found = [...own, ...others].sort(latestFirst).slice(0, atMost);
    for (const { authorityId, id } of found) context.shown(authorityId, 'interaction', [id]);
    return found;
  },
});

async function listWith({ now }: QueryContext, db: Reads, adviser?: string): Promise<ListedContact[]> {
  const about = { since: now - shownForMs, limit: atMost, ...(adviser === undefined ? {} : { adviser }) };
  const found = await listEntered(db, about);
  const ids = found.map(({ id }) => id);
  const enquiries = await listEnquiries(db, ids);
  const wordsOf = (id: string) => enquiries.find(({ interactionId }) => interactionId === id)?.words ?? null;
  return found.map((contact) => ({ ...contact, words: wordsOf(contact.id) }));
}

const latestFirst = (one: ListedContact, other: ListedContact): number =>
  other.takenAt - one.takenAt || (one.id < other.id ? 1 : -1);
