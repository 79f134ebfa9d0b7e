import { oursSeen, requireOwn, sharedSeen } from '../../authorities/index.js';
import { defineCommand } from '../../kernel/command.js';
import { isDuplicate } from '../../kernel/db/storage-errors.js';
import { digest } from '../../kernel/digest.js';
import { notFound, staleVersion } from '../../kernel/errors.js';
import { designErrors } from '../design/design-errors.js';
import { findDesign, insertService, keepDraft } from '../design/draft-repository.js';
import { Key } from '../form/condition-types.js';
import { requireShared } from '../shared/require-shared.js';
import { saveBasedOn } from '../shared/shared-repository.js';

const Ours = oursSeen(Key);

/**
 * Begins an authority's own service from one that the partnership defined, as a draft that remembers the version.
 * @throws service_key_taken when the authority has one of that key; stale_version when the shared one has changed
 */
export const takeSharedService = defineCommand({
  name: 'services.take-shared',
  permission: 'services.design',
  input: sharedSeen(Key),
  run: async (context, seen) => {
    const { own, definition } = await requireShared(context, seen);
    if (own) throw designErrors.keyTaken();
    const { authorityId, key, number } = seen;
    const id = context.newId();
    const by = context.actor.kind === 'staff' ? context.actor.staffId : null;
    try {
      await insertService(context.db, { id, authorityId, definition, by, at: context.now, basedOn: number });
    } catch (error) {
      if (isDuplicate(error)) throw designErrors.keyTaken({ cause: error });
      throw error;
    }
    const details = { key, after: digest(definition), from: 'partnership', basedOn: number };
    await context.audit({ authorityId, subject: { kind: 'service', id }, details });
    return { id, version: 1 };
  },
});

/**
 * Puts the partnership's definition into the draft of an authority's own service. Published as it stands, the two are the
 * same again.
 * @throws not_found; stale_version when either has changed since it was looked at
 */
export const useSharedService = defineCommand({
  name: 'services.use-shared',
  permission: 'services.design',
  input: Ours,
  run: async (context, seen) => {
    const { own, definition } = await requireShared(context, seen);
    const design = own && (await findDesign(context.db, own.id));
    if (!design) throw notFound();
    if (design.version !== seen.expectedVersion) throw staleVersion({ facts: { version: design.version } });
    const by = context.actor.kind === 'staff' ? context.actor.staffId : null;
    await keepDraft(context.db, design, { definition, by, at: context.now });
    const { id, key, authorityId } = design;
    const details = { key, before: digest(design.definition), after: digest(definition), from: 'partnership' };
    await context.audit({ authorityId, subject: { kind: 'service', id }, details });
    return { id, version: design.version + 1 };
  },
});

/**
 * Says that an authority's own service was held against the partnership's as it stands and stays as it is.
 * @throws not_found; stale_version when either has changed since it was looked at
 */
export const keepOwnService = defineCommand({
  name: 'services.keep-own',
  permission: 'services.design',
  input: Ours,
  run: async (context, seen) => {
    const own = requireOwn(await requireShared(context, seen), seen.expectedVersion);
    await saveBasedOn(context.db, own, seen.number);
    const details = { key: seen.key, before: own.basedOn, basedOn: seen.number };
    await context.audit({ authorityId: seen.authorityId, subject: { kind: 'service', id: own.id }, details });
    return { id: own.id, version: own.version + 1 };
  },
});
