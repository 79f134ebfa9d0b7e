import { z } from 'zod';
import { addFile, logCase, StoredUpload } from '../../cases/index.js';
import { defineCommand } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { Participant } from '../../interactions/index.js';
import { findKey } from '../keys/keys-repository.js';
import { geoErrors } from '../wire/geo-errors.js';
import { insertRequest } from './requests-repository.js';

/**
 * Logs what another system reported as the desk does, with its photos, and remembers whose it is. The key is looked at
 * again here: one that was revoked meanwhile reports nothing.
 * @throws open311_key_invalid; what logging a case throws
 */
export const takeReport = defineCommand({
  name: 'open311.take-report',
  permission: 'open311.manage',
  input: z.strictObject({
    keyId: uuidField,
    serviceId: uuidField,
    answers: z.unknown(),
    location: z.unknown().optional(),
    participant: Participant,
    note: z.string().optional(),
    description: z.string().optional(),
    mediaUrl: z.string().optional(),
    files: z.array(StoredUpload).max(10).default([]),
  }),
  output: z.object({ id: z.string(), reference: z.string() }),
  run: async (context, { keyId, files, description, mediaUrl, note: given, ...report }) => {
    const key = await findKey(context.db, keyId);
    if (!key) throw notFound();
    if (key.revokedAt !== null || !key.rights.includes('report')) throw geoErrors.key();
    const { authorityId, name } = key;
    const note = [`Reported by ${name}, by Open311.`, given].filter(Boolean).join('\n');
    const { id, reference } = await context.call(logCase, { ...report, authorityId, note });
    for (const file of files) await context.call(addFile, { caseId: id, file });
    await insertRequest(context.db, { caseId: id, authorityId, keyId, description, mediaUrl, madeAt: context.now });
    await context.audit({ authorityId, subject: { kind: 'case', id }, details: { keyId, keyName: name } });
    return { id, reference };
  },
});
