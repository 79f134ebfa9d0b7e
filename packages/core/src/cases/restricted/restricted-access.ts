import { isTeamMember, listMembers } from '../../directory/index.js';
import type { Actor } from '../../kernel/actor.js';
import { MINUTE_MS, type Instant } from '../../kernel/clock.js';
import type { Reads } from '../../kernel/db/database.js';
import { notFound } from '../../kernel/errors.js';
import { everyAuthority, may, type AuthorityId } from '../../kernel/scope.js';
import { caseErrors } from '../case-errors.js';
import { hasOpened } from '../events-repository.js';
import { findCase } from '../repository.js';
import { restrictionReasons, type CaseSummary, type RestrictionReason } from '../types.js';

/** How long a restricted case stays open to a person who gave a reason. */
export const opensForMs = 30 * MINUTE_MS;

/**
 * Whether the actor is told of restricted cases of other people's teams. Who isn't never reads one: their scope leaves
 * them out of every statement on cases (the table's `restriction`), so nothing here has to.
 */
export function isToldOfRestricted(actor: Actor, authorityId: AuthorityId): boolean {
  return may(actor, 'cases.read-restricted', authorityId);
}

/**
 * Lets nobody read or change a restricted case who is not of its team and hasn't said why.
 * @throws not_found without the permission (that there is such a case is restricted too); case_reason_needed
 */
export async function refuseUnlessOpen(
  { db, actor, now }: { readonly db: Reads; readonly actor: Actor; readonly now: Instant },
  { id, authorityId, teamId, restricted }: Pick<CaseSummary, 'id' | 'authorityId' | 'teamId' | 'restricted'>,
): Promise<void> {
  if (!restricted || actor.kind === 'system') return;
  if (actor.kind !== 'staff') throw notFound();
  if (await isTeamMember(db.within(everyAuthority), teamId, actor.staffId)) return;
  if (!isToldOfRestricted(actor, authorityId)) throw notFound();
  if (!(await hasOpened(db, id, actor.staffId, now - opensForMs))) throw caseErrors.reasonNeeded();
}

/** Veils the restricted cases of other people's teams for somebody who is told of them. */
export async function veilOthers<C extends CaseSummary>(
  context: { readonly db: Reads; readonly actor: Actor },
  found: readonly C[],
): Promise<C[]> {
  const isOther = await othersTeams(context, found);
  return found.map((each) => (isOther(each) ? veil(each) : each));
}

/** Tells which of the cases are restricted and of other people's teams; asks for the teams only where any is. */
export async function othersTeams(
  { db, actor }: { readonly db: Reads; readonly actor: Actor },
  found: readonly Pick<CaseSummary, 'restricted' | 'teamId'>[],
): Promise<(one: Pick<CaseSummary, 'restricted' | 'teamId'>) => boolean> {
  const restricted = found.filter((each) => each.restricted);
  if (actor.kind !== 'staff' || restricted.length === 0) return () => false;
  const others = new Set<string>();
  for (const teamId of new Set(restricted.map((each) => each.teamId)))
    if (!(await isTeamMember(db.within(everyAuthority), teamId, actor.staffId))) others.add(teamId);
  return (one) => one.restricted && others.has(one.teamId);
}

/** Of some people, those who may be told of a case: of a restricted one the members of its team. */
export async function whoMayBeTold(db: Reads, caseId: string, people: readonly string[]): Promise<string[]> {
  const found = await findCase(db, caseId);
  if (!found?.restricted) return [...people];
  const members = new Set((await listMembers(db, found.teamId)).map(({ personId }) => personId));
  return people.filter((person) => members.has(person));
}

/** What a list shows of a restricted case to those who may only know of it: its reference, and no words about anybody. */
function veil<C extends CaseSummary>(found: C): C {
  const words = { title: 'Restricted case', participantName: null, customerId: null, locationText: null };
  return { ...found, ...words, veiled: true };
}

export const restrictionWords: Readonly<Record<RestrictionReason, string>> = {
  safeguarding: 'Safeguarding',
  'adult-social-care': 'Adult social care referral',
  'children-social-care': 'Children’s social care referral',
};

/** Why a case is restricted, where its service is not the reason. */
export const becauseWords: Readonly<Record<RestrictionReason | 'customer', string>> = {
  ...restrictionWords,
  customer: 'The customer’s record is restricted',
};

export function isRestrictionReason(value: string): value is RestrictionReason {
  return (restrictionReasons as readonly string[]).includes(value);
}
