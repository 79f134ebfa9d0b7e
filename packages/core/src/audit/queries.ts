import { z } from 'zod';
import { line, uuidField } from '../kernel/input.js';
import { defineQuery } from '../kernel/query.js';
import { isKeptBack, listAbout } from './repository.js';

/** Who saw or changed one record, newest first; nothing of a case that is restricted to others. */
export const listAuditOf = defineQuery({
  name: 'audit.list-audit-of',
  permission: 'audit.read',
  input: z.strictObject({
    kind: line(40),
    id: uuidField,
    limit: z.coerce.number().int().min(1).max(200).default(100),
  }),
  run: async ({ db, kernel }, { kind, id, limit }) =>
    kind === 'case' && (await isKeptBack(kernel.db, db, id)) ? [] : await listAbout(db, kind, id, limit),
});
