import { z } from 'zod';
import { badInput, notFound } from '../../kernel/errors.js';
import { defineCommand } from '../../kernel/command.js';
import { isDuplicate } from '../../kernel/db/storage-errors.js';
import { isInScope } from '../../kernel/scope.js';
import { insertLine } from '../repository.js';
import { LineWords } from './change-contact-line.js';

/** Adds a number that customers dial; calls to it are answered as this authority. */
export const addContactLine = defineCommand({
  name: 'authorities.add-contact-line',
  permission: 'authorities.manage',
  input: z.strictObject({
    authorityId: z.coerce.number().int(),
    telephone: z.string().regex(/^\+[1-9]\d{6,14}$/, 'Write the number with its country code, such as +441632960100'),
    ...LineWords,
  }),
  run: async (context, { authorityId, telephone, name, openingWords }) => {
    if (!isInScope(context.db.scope, authorityId)) throw notFound();
    const id = context.newId();
    try {
      await insertLine(context.db, { id, authorityId, telephone, name, openingWords });
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      throw badInput({ faults: [{ field: 'telephone', message: 'This line exists already. Give another number' }] });
    }
    await context.audit({ authorityId, subject: { kind: 'contact-line', id }, details: { telephone } });
    return { id };
  },
});
