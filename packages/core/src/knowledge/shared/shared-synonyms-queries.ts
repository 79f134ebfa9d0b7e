import { z } from 'zod';
import {
  besidePartnership,
  listShared,
  outdatedBase,
  sharedAt,
  SharedList,
  type ComparedVariant,
  type Difference,
} from '../../authorities/index.js';
import { notFound } from '../../kernel/errors.js';
import { defineQuery } from '../../kernel/query.js';
import { listOtherSynonyms } from '../search/synonyms-repository.js';
import type { SynonymGroup } from '../search/synonyms.js';
import { findSharedSynonyms, synonymsKey, type SharedSynonyms } from './find-shared-synonyms.js';

const permission = 'knowledge.edit';

/** The partnership's one list of words that mean the same, and how an authority stands to it; for it, who has their own. */
export const listSharedSynonyms = defineQuery({
  name: 'knowledge.list-shared-synonyms',
  permission,
  input: SharedList,
  run: async (context, { authorityId, ...filter }) => {
    const beside = await besidePartnership(context, authorityId);
    const found = await findSharedSynonyms(context, authorityId);
    return await listShared(context.kernel, beside, filter, {
      all: found ? [found] : [],
      isFor: () => true,
      differing: () => listOtherSynonyms(beside.everything, authorityId, synonymsKey),
    });
  },
});

/** The partnership's list beside an authority's own. */
export type ComparedSynonyms = SharedSynonyms & ComparedVariant;

/** @throws not_found where the partnership has no list of its own, and for the partnership itself */
export const compareSharedSynonyms = defineQuery({
  name: 'knowledge.compare-shared-synonyms',
  permission,
  input: sharedAt(z.literal(synonymsKey)),
  run: async (context, { authorityId }): Promise<ComparedSynonyms> => {
    const { isPartnership } = await besidePartnership(context, authorityId);
    const found = isPartnership ? undefined : await findSharedSynonyms(context, authorityId);
    if (!found) throw notFound();
    const { own, groups, ownList } = found;
    const isBehind = outdatedBase(found) !== undefined;
    return {
      ...found,
      changes: isBehind && ownList?.base ? compareGroups(ownList.base, groups) : undefined,
      differences: own && ownList?.groups ? compareGroups(groups, ownList.groups) : undefined,
    };
  },
});

/** The groups that one list has and the other hasn't, a line each. */
function compareGroups(was: readonly SynonymGroup[], is: readonly SynonymGroup[]): Difference[] {
  const [before, after] = [was.map(lineOf), is.map(lineOf)];
  const gone = before.filter((line) => !after.includes(line));
  const added = after.filter((line) => !before.includes(line));
  if (gone.length + added.length === 0) return [];
  return [{ label: 'Groups of words', was: gone.join('\n'), is: added.join('\n') }];
}

const lineOf = (group: SynonymGroup): string => group.join(', ');
