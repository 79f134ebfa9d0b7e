import { z } from 'zod';
import { notFound } from '../kernel/errors.js';
import { uuidField } from '../kernel/input.js';
import { defineQuery } from '../kernel/query.js';
import { findBulletin, listLatest } from './repository.js';

const atOnce = 100;

/** The councils' notices of every state, those that begin last first. */
export const listBulletins = defineQuery({
  name: 'bulletins.list-bulletins',
  permission: 'bulletins.read',
  input: z.strictObject({}),
  run: ({ db }) => listLatest(db, atOnce),
});

/** @throws not_found */
export const getBulletin = defineQuery({
  name: 'bulletins.get-bulletin',
  permission: 'bulletins.read',
  input: z.strictObject({ id: uuidField }),
  run: async ({ db }, { id }) => {
    const bulletin = await findBulletin(db, id);
    if (!bulletin) throw notFound();
    return bulletin;
  },
});
