import { z } from 'zod';
import {
  getAuthority,
  getPartnership,
  listVariants,
  namesByKey,
  standings,
  type Authority,
  type Difference,
} from '../../authorities/index.js';
import { notFound } from '../../kernel/errors.js';
import { defineQuery, type QueryContext } from '../../kernel/query.js';
import { everyAuthority, isInScope, type AuthorityId } from '../../kernel/scope.js';
import { compareDefinitions, entryNames } from '../design/compare-definitions.js';
import { differenceLine } from '../design/versions-views.js';
import { findServiceVersion } from '../design/versions-repository.js';
import { Key } from '../form/condition-types.js';
import type { ServiceDefinition } from '../types.js';
import { findSharedService, listDiffering, listSharedServices, type SharedService } from './shared-repository.js';

/** The partnership's services are for all to read; of an authority's own only its designers'. */
async function pairOf({ kernel, db }: Pick<QueryContext, 'kernel' | 'db'>, authorityId: AuthorityId) {
  if (!isInScope(db.scope, authorityId)) throw notFound();
  const { id: partnership } = await getPartnership(kernel);
  return { pair: { authority: authorityId, partnership }, everything: kernel.db.read(everyAuthority) };
}

const isFor =
  ({ tier }: Authority) =>
  ({ definition }: SharedService): boolean =>
    (definition.tier as readonly string[]).includes(tier);

/**
 * The services that the partnership defined, and how an authority stands to each. For the partnership itself: how many
 * councils, and which, offer it otherwise.
 */
export const listShared = defineQuery({
  name: 'services.list-shared',
  permission: 'services.design',
  input: z.strictObject({
    authorityId: z.coerce.number().int(),
    show: z.enum([...standings, 'all']).default('all'),
    page: z.coerce.number().int().min(1).max(1000).default(1),
  }),
  run: async (context, { authorityId, ...filter }) => {
    const { pair, everything } = await pairOf(context, authorityId);
    const authority = await getAuthority(context.kernel, authorityId);
    const all = await listSharedServices(everything, pair);
    const isPartnership = authority.kind === 'partnership';
    const differing = isPartnership
      ? await namesByKey(context.kernel, await listDiffering(everything, pair.partnership))
      : undefined;
    const listed = isPartnership ? all.map((one) => ({ ...one, own: undefined })) : all.filter(isFor(authority));
    return { ...listVariants(listed, filter, differing), differing };
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
  input: z.strictObject({ authorityId: z.coerce.number().int(), key: Key }),
  run: async (context, { authorityId, key }): Promise<ComparedService> => {
    const { pair, everything } = await pairOf(context, authorityId);
    const found = pair.authority === pair.partnership ? undefined : await findSharedService(everything, pair, key);
    if (!found) throw notFound();
    const { own, shared, definition, ownDefinition } = found;
    const basedOn = own?.basedOn ?? undefined;
    const base =
      basedOn !== undefined && basedOn < shared.number
        ? await findServiceVersion(everything, found.sharedId, basedOn)
        : undefined;
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
