import { getAuthority, hasCalendar, listAuthorities } from '../../authorities/index.js';
import { findTeamByKey } from '../../directory/index.js';
import type { Reads } from '../../kernel/db/database.js';
import type { Kernel } from '../../kernel/kernel.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { checkDefinition } from './definition-checks.js';
import type { Fault, ServiceDefinition } from '../types.js';
import { missingWelsh } from '../welsh-words.js';

/**
 * Everything that keeps a definition from being published by an authority: what is wrong in itself, hours and
 * teams that the authority doesn't have (or has no more), and Welsh that is missing in Wales.
 */
export async function checkDesign(
  { db, kernel }: { readonly db: Reads; readonly kernel: Kernel },
  authorityId: AuthorityId,
  definition: ServiceDefinition,
  /** Keys of teams that whoever asks sees to. */
  seenTo: readonly string[] = [],
): Promise<Fault[]> {
  // Teams and hours are those of the council that takes it.
  if ((await getAuthority(kernel, authorityId)).kind === 'partnership') return checkDefinition(definition);
  return [
    ...checkDefinition(definition),
    ...(await checkCalendar(kernel, authorityId, definition)),
    ...(await checkTeams(db, authorityId, definition)).filter(({ team }) => !seenTo.includes(team)),
    ...(await checkStaffOf(kernel, definition)),
    ...(await checkWelsh(kernel, authorityId, definition)),
  ];
}

async function checkCalendar(kernel: Kernel, authorityId: AuthorityId, { sla }: ServiceDefinition): Promise<Fault[]> {
  if (await hasCalendar(kernel, authorityId, sla.calendar)) return [];
  const message = 'The council has set no such hours: choose another calendar, or have IT set the hours';
  return [{ path: 'sla.calendar', message }];
}

async function checkTeams(
  db: Reads,
  authorityId: AuthorityId,
  definition: ServiceDefinition,
): Promise<(Fault & { readonly team: string })[]> {
  const named = teamsNamed(definition);
  const known = new Map<string, boolean>();
  for (const { team } of named)
    if (!known.has(team)) known.set(team, (await findTeamByKey(db, authorityId, team)) !== undefined);
  return named
    .filter(({ team }) => !known.get(team))
    .map(({ path, team }) => ({ path, team, message: `The council has no team ${team} now: choose another` }));
}

async function checkStaffOf(kernel: Kernel, { staffOf }: ServiceDefinition): Promise<Fault[]> {
  if (staffOf.length === 0) return [];
  const known = new Set((await listAuthorities(kernel)).map(({ slug }) => slug));
  const unknown = staffOf.filter((slug) => !known.has(slug));
  return unknown.map((slug) => ({
    path: 'staffOf',
    message: `There is no council ${slug} here: correct its short name`,
  }));
}

/** Every team that a definition names, and where. */
export function teamsNamed({
  routing,
  tasks,
}: Pick<ServiceDefinition, 'routing' | 'tasks'>): { path: string; team: string }[] {
  return [
    ...routing.map(({ team }, index) => ({ path: `routing.${index}.team`, team })),
    ...tasks.flatMap(({ team }, index) => (team === undefined ? [] : [{ path: `tasks.${index}.team`, team }])),
  ];
}

/** Councils in Wales treat Welsh no less favourably (Welsh Language (Wales) Measure 2011); elsewhere it is offered as it comes. */
async function checkWelsh(kernel: Kernel, authorityId: AuthorityId, definition: ServiceDefinition): Promise<Fault[]> {
  const { nation, name } = await getAuthority(kernel, authorityId);
  const missing = missingWelsh(definition);
  const [first] = missing;
  if (nation !== 'wales' || !first) return [];
  const count = missing.length === 1 ? 'One sentence has' : `${missing.length} sentences have`;
  const message = `${count} no Welsh yet, which ${name} needs: write it, beginning with “${first.english}”`;
  return [{ path: `welsh.${first.key}`, message }];
}
