import { z } from 'zod';
import { notFound } from '../kernel/errors.js';
import { uuidField } from '../kernel/input.js';
import { defineQuery } from '../kernel/query.js';
import { findTemplate, listTemplatesOf } from './templates-repository.js';
import type { MessageTemplate } from './types.js';

/** The wording of the reader's authorities, by name. */
export const listTemplates = defineQuery({
  name: 'correspondence.list-templates',
  permission: 'correspondence.edit-templates',
  input: z.strictObject({ authorityId: z.coerce.number().int().optional() }),
  run: async ({ db }, { authorityId }): Promise<MessageTemplate[]> => {
    const { authorityIds } = db.scope;
    const own = authorityIds === 'all' ? [] : authorityIds;
    return await listTemplatesOf(
      db,
      own.filter((id) => authorityId === undefined || id === authorityId),
    );
  },
});

/** @throws not_found */
export const getTemplate = defineQuery({
  name: 'correspondence.get-template',
  permission: 'correspondence.edit-templates',
  input: z.strictObject({ id: uuidField }),
  run: async ({ db }, { id }): Promise<MessageTemplate> => {
    const template = await findTemplate(db, id);
    if (!template) throw notFound();
    return template;
  },
});
