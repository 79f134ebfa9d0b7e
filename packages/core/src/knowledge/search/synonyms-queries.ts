import { z } from 'zod';
import { notFound } from '../../kernel/errors.js';
import { isInScope } from '../../kernel/scope.js';
import { defineQuery } from '../../kernel/query.js';
import { findSharedSynonyms } from '../shared/find-shared-synonyms.js';
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
    const version = own?.version ?? 0;
    if (own?.groups) return { groups: own.groups, version, whose: 'own' as const };
    const shared = await findSharedSynonyms(context, authorityId);
    if (shared) return { groups: shared.groups, version, whose: 'partnership' as const };
    return { groups: councilSynonyms, version, whose: 'shipped' as const };
  },
});
