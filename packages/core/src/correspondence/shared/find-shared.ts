import { getPartnership, type Variant } from '../../authorities/index.js';
import type { Reads } from '../../kernel/db/database.js';
import type { Kernel } from '../../kernel/kernel.js';
import { everyAuthority, withReader, type AuthorityId } from '../../kernel/scope.js';
import { listTemplatesOf } from '../templates-repository.js';
import type { MessageTemplate } from '../types.js';
import { listSharedWith } from './shared-templates-repository.js';
import { standsInPlaceOf } from './templates-in-use.js';

/** A template of the partnership's, and what one authority has in its place. */
export interface SharedTemplate extends Variant {
  /** As if it were the authority's own. */
  readonly template: MessageTemplate;
  readonly ownTemplate: MessageTemplate | undefined;
}

/** What the partnership shares with an authority, by name; with itself nothing stands in its place. */
export async function listSharedTemplates(
  { db, kernel }: { readonly db: Reads; readonly kernel: Kernel },
  authorityId: AuthorityId,
): Promise<SharedTemplate[]> {
  const everything = db.within(withReader(db.scope, everyAuthority));
  const { id: partnership } = await getPartnership(kernel);
  const own = await listTemplatesOf(everything, [authorityId]);
  if (authorityId === partnership)
    return own.filter(({ enabled }) => enabled).map((template) => toShared(template, undefined));
  const shared = await listSharedWith(everything, partnership, [authorityId]);
  return shared.map((template) =>
    toShared(
      template,
      own.find((mine) => standsInPlaceOf(mine, template)),
    ),
  );
}

/** @returns undefined where the partnership has none of that key that the authority could use */
export async function findSharedTemplate(
  context: { readonly db: Reads; readonly kernel: Kernel },
  authorityId: AuthorityId,
  key: string,
): Promise<SharedTemplate | undefined> {
  const { id: partnership } = await getPartnership(context.kernel);
  if (authorityId === partnership) return undefined;
  return (await listSharedTemplates(context, authorityId)).find((shared) => shared.key === key);
}

function toShared(template: MessageTemplate, ownTemplate: MessageTemplate | undefined): SharedTemplate {
  const { key, name: title, version: number, updatedAt: changedAt } = template;
  const own = ownTemplate && {
    ...{ id: ownTemplate.id, version: ownTemplate.version, basedOn: ownTemplate.basedOn, inUse: true },
    isSame: ownTemplate.enabled && JSON.stringify(ownTemplate.words) === JSON.stringify(template.words),
  };
  return {
    ...{ key, title, template, ownTemplate, own, shared: { number, changedAt, changedBy: undefined } },
    ...(ownTemplate?.enabled === false ? { note: 'Ours is off: nothing is sent' } : {}),
  };
}
