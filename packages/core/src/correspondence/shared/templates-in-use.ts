import { getPartnership } from '../../authorities/index.js';
import type { Reads } from '../../kernel/db/database.js';
import type { Kernel } from '../../kernel/kernel.js';
import { everyAuthority, withReader, type AuthorityId } from '../../kernel/scope.js';
import { slotOf } from '../rules.js';
import { listTemplatesOf } from '../templates-repository.js';
import type { MessageTemplate } from '../types.js';
import { listSharedWith } from './shared-templates-repository.js';

/** From where templates are read: what the partnership shares is for all. */
interface Source {
  readonly db: Reads;
  readonly kernel: Kernel;
}

/**
 * The templates that authorities use, by name: their own, and the partnership's wherever they have none in its place. One
 * of the partnership's stands once for each authority, as if it were its own; its id stays the partnership's.
 */
export async function listTemplatesInUse(
  { db, kernel }: Source,
  authorities: readonly AuthorityId[],
): Promise<MessageTemplate[]> {
  const everything = db.within(withReader(db.scope, everyAuthority));
  const own = await listTemplatesOf(everything, authorities);
  const { id: partnership } = await getPartnership(kernel);
  const shared = await listSharedWith(everything, partnership, authorities);
  const used = shared.filter((one) => !own.some((mine) => standsInPlaceOf(mine, one)));
  return [...own, ...used].sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0));
}

/** The template that an authority uses under an id: its own, or one of the partnership's that it has nothing in place of. */
export async function findTemplateInUse(
  source: Source,
  authorityId: AuthorityId,
  id: string,
): Promise<MessageTemplate | undefined> {
  return (await listTemplatesInUse(source, [authorityId])).find((template) => template.id === id);
}

/** Whether a council's own is what it has in place of the partnership's: of the same key, or for the same event. */
export function standsInPlaceOf(own: MessageTemplate, shared: MessageTemplate): boolean {
  if (own.authorityId !== shared.authorityId) return false;
  return own.key === shared.key || (shared.occasion !== 'by-hand' && slotOf(own) === slotOf(shared));
}
