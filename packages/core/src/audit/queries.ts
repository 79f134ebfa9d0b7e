import { z } from 'zod';
import { line, uuidField } from '../kernel/input.js';
import type { Reads } from '../kernel/db/database.js';
import { defineQuery } from '../kernel/query.js';
import type { Scope } from '../kernel/scope.js';
import { isKeptBack, listAbout, withFormer } from './repository.js';

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
    kind === 'case' && (await isKeptBack(kernel.db, db, id))
      ? []
      : await listAbout(db.within(await andFormer(db)), kind, id, limit),
});

/**
 * What happened to a record before its authority followed another stands in the former one's chain. Whoever reads the
 * audit of the one by their own role reads it there too; an agreement covers the one alone.
 */
async function andFormer(db: Reads): Promise<Scope> {
  const { scope } = db;
  if (scope.authorityIds === 'all') return scope;
  const byAgreement = new Set(
    scope.grants.flatMap(({ authorityId, agreementId }) => (agreementId ? [authorityId] : [])),
  );
  const own = scope.authorityIds.filter((id) => !byAgreement.has(id));
  const former = own.length === 0 ? [] : await withFormer(db, own);
  return { ...scope, authorityIds: [...new Set([...scope.authorityIds, ...former])].sort((a, b) => a - b) };
}
