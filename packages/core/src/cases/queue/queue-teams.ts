import { listAuthorities } from '../../authorities/index.js';
import { listMyTeams, listTeams, type Team } from '../../directory/index.js';
import type { RouteContext } from '../../kernel/route.js';
import { may } from '../../kernel/scope.js';

type Context = RouteContext<unknown, unknown, unknown>;

/** Somebody of several teams sees the work of all of them in one queue. */
export function teamsIn(team: string, own: readonly Team[]): { team?: string; teams?: string[] } {
  if (team === 'all') return {};
  return team === 'own' ? { teams: own.map(({ id }) => id) } : { team };
}

export async function teamsOf(context: Context): Promise<{ teams: Team[]; own: Team[] }> {
  if (!may(context.visitor.actor, 'directory.read')) return { teams: [], own: [] };
  return { teams: await context.read(listTeams, {}), own: await context.read(listMyTeams, {}) };
}

export async function authorityNames({ kernel }: Context): Promise<ReadonlyMap<number, string>> {
  return new Map((await listAuthorities(kernel)).map(({ id, shortName }) => [id, shortName]));
}
