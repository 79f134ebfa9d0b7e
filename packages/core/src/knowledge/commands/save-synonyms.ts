import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound, staleVersion } from '../../kernel/errors.js';
import { line } from '../../kernel/input.js';
import { isInScope } from '../../kernel/scope.js';
import { expectChanges } from '../search/knowledge-index.js';
import { baseOf, findSharedSynonyms } from '../shared/find-shared-synonyms.js';
import { saveSynonymList } from '../search/synonyms-repository.js';

const group = z
  .array(line(60))
  .min(2, 'Give at least two ways to say it')
  .max(20, 'Give at most 20 ways to say it: make two groups of it');

/** Saves an authority's list of words that mean the same, in place of the shared one for its searches. */
export const saveSynonyms = defineCommand({
  name: 'knowledge.save-synonyms',
  permission: 'knowledge.edit',
  input: z.strictObject({
    authorityId: z.coerce.number().int(),
    /** 0: the authority has no list of its own yet. */
    expectedVersion: z.coerce.number().int().min(0),
    groups: z.array(group).max(1000, 'Keep the list to 1,000 groups'),
  }),
  run: async (context, { authorityId, expectedVersion, groups }) => {
    if (!isInScope(context.db.scope, authorityId)) throw notFound();
    const list = { authorityId, groups, version: expectedVersion };
    // The first of its own is held against the partnership's as it is now; later ones stay with what they were.
    const shared = await findSharedSynonyms(context, authorityId);
    const held = shared && !shared.own ? baseOf(shared) : undefined;
    if (!(await saveSynonymList(context.db, list, context.now, held))) throw staleVersion();
    const details = { groups: groups.length };
    await context.audit({ authorityId, subject: { kind: 'synonyms', id: String(authorityId) }, details });
    expectChanges(context.kernel.db);
    return { version: expectedVersion + 1 };
  },
});
