import {
  besidePartnership,
  listShared,
  outdatedBase,
  sharedAt,
  SharedList,
  type ComparedVariant,
} from '../../authorities/index.js';
import { notFound } from '../../kernel/errors.js';
import { defineQuery } from '../../kernel/query.js';
import { TemplatePurpose } from '../template-input.js';
import { compareTemplates } from './compare-templates.js';
import { findSharedTemplate, listSharedTemplates, type SharedTemplate } from './find-shared.js';
import { findBaseWords, listDiffering } from './shared-templates-repository.js';

const permission = 'correspondence.edit-templates';

/**
 * The partnership's templates that are in use, and how an authority stands to each. For the partnership itself: how many
 * councils, and which, have other words; nothing of what they say.
 */
export const listShareds = defineQuery({
  name: 'correspondence.list-shared',
  permission,
  input: SharedList,
  run: async (context, { authorityId, ...filter }) => {
    const beside = await besidePartnership(context, authorityId);
    return await listShared(context.kernel, beside, filter, {
      all: await listSharedTemplates(context, authorityId),
      isFor: () => true,
      differing: () => listDiffering(beside.everything, authorityId),
    });
  },
});

/** A template of the partnership's beside an authority's own. */
export type ComparedTemplate = SharedTemplate & ComparedVariant;

/** @throws not_found when the partnership has no template of that key that the authority could use */
export const compareShared = defineQuery({
  name: 'correspondence.compare-shared',
  permission,
  input: sharedAt(TemplatePurpose.shape.key),
  run: async (context, { authorityId, key }): Promise<ComparedTemplate> => {
    await besidePartnership(context, authorityId);
    const found = await findSharedTemplate(context, authorityId, key);
    if (!found) throw notFound();
    const { own, template, ownTemplate } = found;
    const base = own && outdatedBase(found) !== undefined ? await findBaseWords(context.db, own.id) : undefined;
    return {
      ...found,
      changes: base && compareTemplates({ words: base, enabled: true }, template),
      differences: ownTemplate && compareTemplates(template, ownTemplate),
    };
  },
});
