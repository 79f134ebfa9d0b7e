import { z } from 'zod';
import { notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { defineQuery } from '../../kernel/query.js';
import { listAllKeys, type KeyInUse } from './keys-repository.js';

const permission = 'open311.manage';

/** The keys of the reader's councils, without their secrets: the good ones first. */
export const listKeys = defineQuery({
  name: 'open311.list-keys',
  permission,
  input: z.strictObject({ authorityId: z.coerce.number().int().optional() }),
  run: async ({ db }, { authorityId }): Promise<KeyInUse[]> =>
    (await listAllKeys(db)).filter((key) => authorityId === undefined || key.authorityId === authorityId),
});

/** One of them. @throws not_found */
export const getKey = defineQuery({
  name: 'open311.get-key',
  permission,
  input: z.strictObject({ id: uuidField }),
  run: async ({ db }, { id }): Promise<KeyInUse> => {
    const found = (await listAllKeys(db)).find((key) => key.id === id);
    if (!found) throw notFound();
    return found;
  },
});
