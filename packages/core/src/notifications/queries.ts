import { z } from 'zod';
import { malformed } from '../kernel/errors.js';
import { uuidField } from '../kernel/input.js';
import { defineQuery } from '../kernel/query.js';
import { listNewest, type ListPlace } from './repository.js';
import type { Notification } from './types.js';

const atOnce = 50;

export interface NotificationList {
  readonly items: readonly Notification[];
  readonly nextCursor: string | null;
}

/** The actor's own notifications, newest first. */
export const listNotifications = defineQuery({
  name: 'notifications.list-notifications',
  permission: 'notifications.read',
  input: z.strictObject({ cursor: z.string().max(200).optional() }),
  run: async ({ actor, db }, { cursor }): Promise<NotificationList> => {
    if (actor.kind !== 'staff') return { items: [], nextCursor: null };
    const place = cursor === undefined ? undefined : placeOf(cursor);
    const found = await listNewest(db, actor.staffId, atOnce + 1, place);
    const items = found.slice(0, atOnce);
    const last = items.at(-1);
    return { items, nextCursor: last && found.length > atOnce ? `${last.at}.${last.id}` : null };
  },
});

function placeOf(cursor: string): ListPlace {
  const [at, id] = cursor.split('.');
  const parsed = z.strictObject({ at: z.coerce.number().int(), id: uuidField }).safeParse({ at, id });
  if (parsed.success) return parsed.data;
  throw malformed({}, 'The cursor is not one that a list gave. Begin at the first page.');
}
