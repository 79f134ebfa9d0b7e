import { z } from 'zod';
import { addFile, addNote, StoredUpload } from '../../cases/index.js';
import { defineCommand } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { line, longText, uuidField } from '../../kernel/input.js';
import { findKey } from '../keys/keys-repository.js';
import { geoErrors } from '../wire/geo-errors.js';
import { findTaken, insertUpdate, isOwnCase } from './updates-repository.js';

/**
 * Notes on a case what the system that reported it says of it. It moves the case nowhere: what becomes of it is for staff
 * to decide. The same update_id makes one note, however often it comes.
 * @throws open311_key_invalid; not_found for a case that wasn't reported with the key, or is restricted
 */
export const takeUpdate = defineCommand({
  name: 'open311.take-update',
  permission: 'open311.manage',
  input: z.strictObject({
    keyId: uuidField,
    caseId: uuidField,
    updateId: line(200),
    text: longText(9000),
    files: z.array(StoredUpload).max(10).default([]),
  }),
  output: z.object({ updateId: z.string() }),
  run: async (context, { keyId, caseId, updateId, text, files }) => {
    const { db } = context;
    const key = await findKey(db, keyId);
    if (!key) throw notFound();
    if (key.revokedAt !== null || !key.rights.includes('update')) throw geoErrors.key();
    const { authorityId, name } = key;
    const audit = (details: Readonly<Record<string, unknown>>): Promise<void> =>
      context.audit({
        authorityId,
        subject: { kind: 'case', id: caseId },
        details: { keyId, keyName: name, ...details },
      });
    const before = await findTaken(db, keyId, updateId);
    if (before !== undefined) {
      await audit({ repeats: before });
      return { updateId: before };
    }
    if (!(await isOwnCase(db, keyId, caseId)))
      throw notFound({}, 'The service_request_id was not found among what was reported with the key.');
    const note = { caseId, text: `From ${name}: ${text}`, visibility: 'customer' as const };
    const { id: eventId } = await context.call(addNote, note);
    for (const file of files) await context.call(addFile, { caseId, file });
    await insertUpdate(db, { keyId, authorityId, updateId, caseId, eventId, madeAt: context.now });
    await audit({ noteId: eventId });
    return { updateId: eventId };
  },
});
