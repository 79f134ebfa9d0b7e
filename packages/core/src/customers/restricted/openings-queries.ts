import { z } from 'zod';
import { badInput } from '../../kernel/errors.js';
import { defineQuery } from '../../kernel/query.js';
import { listNewestOpenings, type OpeningPlace, type RestrictedOpening } from './openings-repository.js';

export const openingLists = ['new', 'all'] as const;

export interface OpeningList {
  readonly items: readonly RestrictedOpening[];
  readonly nextCursor: string | null;
}

const fromTheEnd: OpeningPlace = { at: Number.MAX_SAFE_INTEGER, id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

/** Who opened which restricted record, when and why; the newest first. */
export const listOpenings = defineQuery({
  name: 'customers.list-openings',
  permission: 'customers.review-openings',
  input: z.strictObject({
    show: z.enum(openingLists).default('new'),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    cursor: z.string().max(100).optional(),
  }),
  run: async ({ db, shown }, { show, limit, cursor }): Promise<OpeningList> => {
    const found = await listNewestOpenings(db, show, readCursor(cursor), limit + 1);
    const items = found.slice(0, limit);
    for (const { authorityId, customerId } of items) shown(authorityId, 'customer', [customerId]);
    const last = items.at(-1);
    return { items, nextCursor: found.length > limit && last ? makeCursor(last) : null };
  },
});

function makeCursor({ openedAt, id }: RestrictedOpening): string {
  return Buffer.from(`${openedAt} ${id}`).toString('base64url');
}

function readCursor(cursor: string | undefined): OpeningPlace {
  if (cursor === undefined) return fromTheEnd;
  const [, at, id] = /^(\d{1,16}) ([0-9a-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (at === undefined || id === undefined)
    throw badInput({ faults: [{ field: 'cursor', message: 'Use the nextCursor of an earlier answer' }] });
  return { at: Number(at), id };
}
