import { listAuthorities } from '../authorities/index.js';
import type { Actor } from '../kernel/actor.js';
import type { ConfiguredAdapter } from '../kernel/adapters.js';
import { notAllowed, notFound } from '../kernel/errors.js';
import type { Kernel } from '../kernel/kernel.js';
import { may, type AuthorityId } from '../kernel/scope.js';

/** The instances that serve a council in which the actor may see them. One of another council's is there for nobody else. */
export function visibleTo({ adapters }: Kernel, actor: Actor): ConfiguredAdapter[] {
  return adapters.list.filter(({ authorityIds }) =>
    authorityIds === 'all'
      ? may(actor, 'adapters.read')
      : authorityIds.some((authorityId) => may(actor, 'adapters.read', authorityId)),
  );
}

/** @throws not_found when there is none of that name, or it serves none of the actor's councils */
export function visibleInstance(kernel: Kernel, actor: Actor, name: string): ConfiguredAdapter {
  const found = visibleTo(kernel, actor).find((one) => one.name === name);
  if (!found) throw notFound();
  return found;
}

/** Every council that an instance serves now. */
export async function servedBy(kernel: Kernel, { authorityIds }: ConfiguredAdapter): Promise<readonly AuthorityId[]> {
  if (authorityIds !== 'all') return authorityIds;
  return (await listAuthorities(kernel)).filter(({ kind }) => kind === 'authority').map(({ id }) => id);
}

/** Whether the actor looks after every council that an instance serves: pausing it stops what all of them send. */
export async function mayManage(kernel: Kernel, actor: Actor, one: ConfiguredAdapter): Promise<boolean> {
  const served = await servedBy(kernel, one);
  return served.length > 0 && served.every((authorityId) => may(actor, 'adapters.manage', authorityId));
}

/**
 * The instance for a change that all whom it serves feel.
 * @throws not_found; not_allowed for whoever doesn't look after every council that it serves
 */
export async function instanceToManage(kernel: Kernel, actor: Actor, name: string): Promise<ConfiguredAdapter> {
  const one = visibleInstance(kernel, actor, name);
  if (await mayManage(kernel, actor, one)) return one;
  throw notAllowed({}, 'It serves councils that you don’t look after. Ask an administrator of them all.');
}
