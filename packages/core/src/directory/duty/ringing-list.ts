import type { Kernel } from '../../kernel/kernel.js';
import { localDateAt } from '../../kernel/london-time.js';
import { everyAuthority, type AuthorityId } from '../../kernel/scope.js';
import { addDays } from '../../kernel/local-date.js';
import { listAway } from '../absences-repository.js';
import { wholeDirectory, type WholeDirectory } from '../search/whole-directory.js';
import { listRotasOf } from './duty-repository.js';
import { usualAnswerMinutes, type DutyMatter } from './duty-rules.js';
import type { DutyRota } from './duty-types.js';
import { firstOnDuty, fittingRotas } from './on-duty.js';

export const ringingRoles = ['on-duty', 'deputy', 'next', 'escalation'] as const;
/** Why somebody is rung: first on duty, standing in for who is, next on the rota, or in charge. */
export type RingingRole = (typeof ringingRoles)[number];

/** One place of the list that a call-out rings down. */
export interface ToRing {
  readonly personId: string;
  readonly role: RingingRole;
}

/** Whom an emergency rings, in order. */
export interface RingingList {
  /** By which; null: no rota fits. */
  readonly rota: DutyRota | null;
  readonly people: readonly ToRing[];
  /** Nobody is on duty: those in charge are rung at once. */
  readonly isGap: boolean;
  readonly answerMinutes: number;
}

/** Whom to ring now for a matter, or by one rota of the council. Nobody twice; nobody who is away. */
export async function planRinging(
  kernel: Kernel,
  authorityId: AuthorityId,
  { rotaId, ...matter }: DutyMatter & { readonly rotaId?: string | undefined },
): Promise<RingingList> {
  const fitting = await rotasFor(kernel, authorityId, matter, rotaId);
  const duty = await firstOnDuty(kernel, authorityId, fitting);
  const rota = duty?.rota ?? fitting[0]?.rota ?? null;
  const onDuty = duty?.people.map(({ person }) => person.id) ?? [];
  const directory = await wholeDirectory(kernel);
  const teamId = rota?.teamId ?? matter.teamIds[0] ?? null;
  const manager = directory.people.get(onDuty[0] ?? '')?.managerId ?? null;
  const inCharge = [rota?.escalatesToId ?? null, ...leadersOf(directory, teamId), manager];
  const escalation = inCharge.filter((id): id is string => id !== null && directory.people.has(id));
  const today = localDateAt(kernel.clock.now());
  const away = await listAway(kernel.db.read(everyAuthority), [...onDuty, ...escalation], today);
  const deputyOf = (id: string): string | null => away.get(id)?.deputyId ?? directory.people.get(id)?.deputyId ?? null;
  const people = ringingOrder({ onDuty, escalation, deputyOf, isAway: (id) => away.has(id) });
  const answerMinutes = rota?.answerMinutes ?? usualAnswerMinutes;
  return { rota, people, isGap: onDuty.length === 0, answerMinutes };
}

async function rotasFor(kernel: Kernel, authorityId: AuthorityId, matter: DutyMatter, rotaId: string | undefined) {
  if (rotaId === undefined) return await fittingRotas(kernel, authorityId, matter);
  const since = addDays(localDateAt(kernel.clock.now()), -1);
  const all = await listRotasOf(kernel.db.read(everyAuthority), [authorityId], since);
  return all.filter(({ rota }) => rota.id === rotaId);
}

/** What the order of a call-out depends on. */
export interface RingingFacts {
  /** First, second and so on. */
  readonly onDuty: readonly string[];
  readonly escalation: readonly string[];
  readonly deputyOf: (personId: string) => string | null;
  readonly isAway: (personId: string) => boolean;
}

/** The first on duty and their deputy, the others on duty, then those in charge. For who is away, their deputy. */
export function ringingOrder({ onDuty, escalation, deputyOf, isAway }: RingingFacts): ToRing[] {
  const [first, ...others] = onDuty;
  const inCharge: RingingRole = 'escalation';
  const deputy = (id: string): ToRing[] => {
    const personId = deputyOf(id);
    return personId === null || isAway(personId) ? [] : [{ personId, role: 'deputy' }];
  };
  const orDeputy = (id: string, role: RingingRole): ToRing[] => (isAway(id) ? deputy(id) : [{ personId: id, role }]);
  const all: ToRing[] = [
    ...(first === undefined ? [] : [...orDeputy(first, 'on-duty'), ...deputy(first)]),
    ...others.flatMap((id) => orDeputy(id, 'next')),
    ...escalation.flatMap((id) => orDeputy(id, 'escalation')).map(({ personId }) => ({ personId, role: inCharge })),
  ];
  return all.filter(({ personId }, at) => all.findIndex((each) => each.personId === personId) === at);
}

const alarmedAtMost = 50;

/** Who is told that a call-out reached nobody: those who lead the team, else those who lead any of the council's. */
export async function listAlarmed(kernel: Kernel, authorityId: AuthorityId, teamId: string | null): Promise<string[]> {
  const directory = await wholeDirectory(kernel);
  const own = leadersOf(directory, teamId);
  if (own.length > 0) return own;
  const leads = [...directory.people.values()].filter(
    (person) => person.authorityId === authorityId && person.teams.some((team) => team.leads),
  );
  return leads.slice(0, alarmedAtMost).map(({ id }) => id);
}

function leadersOf({ people }: WholeDirectory, teamId: string | null): string[] {
  if (teamId === null) return [];
  return [...people.values()]
    .filter(({ teams }) => teams.some((team) => team.id === teamId && team.leads))
    .map(({ id }) => id);
}
