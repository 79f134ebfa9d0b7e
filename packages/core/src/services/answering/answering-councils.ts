import { listAuthorities, type Authority } from '../../authorities/index.js';
import type { RouteContext } from '../../kernel/route.js';
import { may } from '../../kernel/scope.js';

type Context = RouteContext<unknown, unknown, unknown>;

/** Who may be named. */
export async function councilsOf({ kernel }: Context): Promise<Authority[]> {
  return (await listAuthorities(kernel)).filter(({ kind }) => kind === 'authority');
}

/** In whose areas the visitor says who answers. */
export async function ownCouncils(context: Context): Promise<Authority[]> {
  return (await councilsOf(context)).filter(({ id }) => may(context.visitor.actor, 'places.manage', id));
}
