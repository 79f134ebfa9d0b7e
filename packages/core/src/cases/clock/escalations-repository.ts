import { DAY_MS, type Instant } from '../../kernel/clock.js';
import type { CommandContext } from '../../kernel/command.js';
import type { Reads } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { Case } from '../types.js';

export type EscalationStep = 'warning' | 'breach';

/** Nobody is warned of a promise further off than this, whatever its share. */
const warnWithinMs = 30 * DAY_MS;
/** A promise broken longer ago was broken before anybody watched. */
const breachedWithinMs = 7 * DAY_MS;

interface Range {
  readonly [name: string]: string | number | readonly string[] | readonly number[];
  readonly authorities: readonly number[];
  readonly teams: readonly string[];
  readonly step: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly afterAt: Instant;
  readonly afterId: string;
  readonly limit: number;
}

// Relies on cases_queue_idx: one short range for each team.
const dueBetween = statement<Range, { id: string; due_at: Instant }>(
  `select c.id, c.due_at from @cases c
   where c.status_kind <> 'closed' and c.authority_id in (:authorities*) and c.team_id in (:teams*)
     and c.due_at >= :from and c.due_at < :to and (c.due_at > :afterAt or c.id > :afterId)
     and not exists (select 1 from @case_escalations e
       where e.case_id = c.id and e.step = :step and e.due_at = c.due_at)
   order by c.due_at, c.id limit :limit`,
);
const teamsOfAll = statement<Record<string, never>, { id: string; authority_id: number }>(
  'select t.id, t.authority_id from @teams t',
);

/** A place in due order. */
export interface DuePlace {
  readonly id: string;
  readonly dueAt: Instant;
}

/** Open cases that are late, or will be within a month, and whose promise nobody was told of yet in this step. */
export async function listToEscalate(
  db: Reads,
  step: EscalationStep,
  now: Instant,
  { limit, after }: { limit: number; after?: DuePlace | undefined },
): Promise<DuePlace[]> {
  const teams = await db.all(teamsOfAll, {});
  const [from, to] = step === 'breach' ? [now - breachedWithinMs, now] : [now, now + warnWithinMs];
  const rows = await db.all(dueBetween, {
    authorities: [...new Set(teams.map((team) => team.authority_id))],
    teams: teams.map(({ id }) => id),
    step,
    from: after?.dueAt ?? from,
    to,
    afterAt: after?.dueAt ?? from - 1,
    afterId: after?.id ?? '00000000-0000-0000-0000-000000000000',
    limit,
  });
  return rows.map(({ id, due_at: dueAt }) => ({ id, dueAt }));
}

const told = statement<{ case: string; step: string; due: Instant }, { at: Instant }>(
  'select e.at from @case_escalations e where e.case_id = :case and e.step = :step and e.due_at = :due',
);

/** Whether somebody was told that this promise nears its end, or is broken. A promise that moved is another one. */
export async function isEscalated(db: Reads, caseId: string, step: EscalationStep, due: Instant): Promise<boolean> {
  return (await db.first(told, { case: caseId, step, due })) !== undefined;
}

export async function insertEscalation(
  { db, now }: CommandContext,
  { id, authorityId }: Pick<Case, 'id' | 'authorityId'>,
  step: EscalationStep,
  dueAt: Instant,
): Promise<void> {
  await db.insert('case_escalations', { authority_id: authorityId, case_id: id, step, due_at: dueAt, at: now });
}
