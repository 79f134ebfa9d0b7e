import { z } from 'zod';
import { readCursor, writeCursor } from '../../kernel/cursor.js';
import { line, optional, uuidField } from '../../kernel/input.js';
import { defineQuery } from '../../kernel/query.js';
import { foldName } from '../names.js';
import { listIdentities, type ListedIdentity } from './identities-repository.js';

const place = z.tuple([z.string().max(200), uuidField]);

/** The accounts of the reader's councils that open by another system, by name. */
export const listSignInIdentities = defineQuery({
  name: 'identity.list-sign-in-identities',
  permission: 'access.manage',
  input: z.strictObject({
    /** Part of a name, or a sign-in name. */
    name: optional(line(100)),
    cursor: optional(z.string().max(600)),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  run: async ({ db }, { name, cursor, limit }) => {
    const [sortName, id] = cursor === undefined ? [] : readCursor(place, cursor);
    const after = sortName === undefined || id === undefined ? undefined : { sortName, id };
    const found = await listIdentities(db, { name: foldName(name ?? ''), after, limit: limit + 1 });
    const items: readonly ListedIdentity[] = found.slice(0, limit);
    const last = found.length > limit ? items.at(-1) : undefined;
    return { items, nextCursor: last ? writeCursor([last.sortName, last.id]) : null };
  },
});
