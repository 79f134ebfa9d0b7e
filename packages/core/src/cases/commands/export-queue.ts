import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { isInScope } from '../../kernel/scope.js';
import { QueueQuery } from '../list-queries.js';

/** What of a queue is taken out: its filter, whatever its length. */
export const ExportFilter = QueueQuery.omit({ cursor: true, limit: true }).partial();

/**
 * Keeps in the audit trail, before the file is made, that somebody takes the cases of a queue out, and by which filter.
 * @throws not_found for an authority out of reach
 */
export const exportQueue = defineCommand({
  name: 'cases.export-queue',
  permission: 'cases.export',
  input: ExportFilter,
  output: z.object({}),
  run: async ({ db, audit }, { q, authority, ...filter }) => {
    if (authority !== undefined && !isInScope(db.scope, authority)) throw notFound();
    const { authorityIds } = db.scope;
    const concerned = authority !== undefined ? [authority] : authorityIds === 'all' ? [] : authorityIds;
    const personal = q === undefined ? {} : { personal: { words: q } };
    for (const authorityId of concerned)
      await audit({ authorityId, subject: { kind: 'queue', id: filter.team ?? 'all' }, details: filter, ...personal });
    return {};
  },
});
