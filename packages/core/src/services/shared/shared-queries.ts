import {
  besidePartnership,
  listShared as listSharedBeside,
  outdatedBase,
  sharedAt,
  SharedList,
  type Difference,
} from '../../authorities/index.js';
import { notFound } from '../../kernel/errors.js';
import { defineQuery } from '../../kernel/query.js';
import { compareDefinitions, entryNames } from '../design/compare-definitions.js';
import { differenceLine } from '../design/versions-views.js';
import { findServiceVersion } from '../design/versions-repository.js';
import { Key } from '../form/condition-types.js';
import type { ServiceDefinition } from '../types.js';
import { findSharedService, listDiffering, listSharedServices, type SharedService } from './shared-repository.js';

/**
 * The services that the partnership defined, and how an authority stands to each. For the partnership itself: how many
 * councils, and which, offer it otherwise.
 */
export const listShared = defineQuery({
  name: 'services.list-shared',
  permission: 'services.design',
  input: SharedList,
  run: async (context, { authorityId, ...filter }) => {
    const beside = await besidePartnership(context, authorityId);
    const { authority, pair, everything } = beside;
    return await listSharedBeside(context.kernel, beside, filter, {
      all: await listSharedServices(everything, pair),
      isFor: ({ definition }) => (definition.tier as readonly string[]).includes(authority.tier),
      differing: () => listDiffering(everything, pair.partnership),
    });
  },
});

/** A shared service beside an authority's own. */
export interface ComparedService extends SharedService {
  readonly changes: readonly Difference[] | undefined;
  readonly differences: readonly Difference[] | undefined;
}

/** @throws not_found when the partnership has defined no service of that key */
export const compareShared = defineQuery({
  name: 'services.compare-shared',
  permission: 'services.design',
  input: sharedAt(Key),
  run: async (context, { authorityId, key }): Promise<ComparedService> => {
    const { pair, everything, isPartnership } = await besidePartnership(context, authorityId);
    const found = isPartnership ? undefined : await findSharedService(everything, pair, key);
    if (!found) throw notFound();
    const { definition, ownDefinition } = found;
    const basedOn = outdatedBase(found);
    const base = basedOn === undefined ? undefined : await findServiceVersion(everything, found.sharedId, basedOn);
    return {
      ...found,
      changes: base && inWords(base.definition, definition),
      differences: ownDefinition && inWords(definition, ownDefinition),
    };
  },
});

function inWords(was: ServiceDefinition, is: ServiceDefinition): Difference[] {
  const names = new Map([...entryNames(was), ...entryNames(is)]);
  return compareDefinitions(was, is).map((change) => {
    const { where, was: before, is: after } = differenceLine(change, names);
    return { label: where, was: before, is: after };
  });
}
