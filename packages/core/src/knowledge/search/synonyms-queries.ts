import { z } from 'zod';
import { getPartnership } from '../../authorities/index.js';
import { notFound } from '../../kernel/errors.js';
import { isInScope } from '../../kernel/scope.js';
import { defineQuery } from '../../kernel/query.js';
import { councilSynonyms } from './synonyms.js';
import { findSynonymList } from './synonyms-repository.js';

/** The synonyms that an authority's searches use: its own, else the partnership's, else those that Moothall brings. */
export const getSynonyms = defineQuery({
  name: 'knowledge.get-synonyms',
  permission: 'knowledge.edit',
  input: z.strictObject({ authorityId: z.coerce.number().int() }),
  run: async (context, { authorityId }) => {
    if (!isInScope(context.db.scope, authorityId)) throw notFound();
    const own = await findSynonymList(context.db, authorityId);
    if (own) return { groups: own.groups, version: own.version, whose: 'own' as const };
    const partnership = await getPartnership(context.kernel);
    const shared = await findSynonymList(context.db, partnership.id);
    if (shared) return { groups: shared.groups, version: 0, whose: 'partnership' as const };
    return { groups: councilSynonyms, version: 0, whose: 'shipped' as const };
  },
});
