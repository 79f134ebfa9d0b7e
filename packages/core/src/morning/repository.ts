import type { CallOutState } from '../call-outs/index.js';
import type { CallBackState } from '../cases/index.js';
import type { Channel } from '../interactions/index.js';
import type { Instant } from '../kernel/clock.js';
import type { Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import { everyAuthority, type AuthorityId } from '../kernel/scope.js';
import type { WorkKind } from '../partnerships/index.js';
import type { Priority } from '../services/index.js';
import type { DoneCallBack, Work } from './types.js';

interface WorkRow {
  id: string;
  authority_id: AuthorityId;
  agreement_id: string;
  agreement_title: string;
  provider_id: AuthorityId;
  kind: WorkKind;
  subject_id: string;
  at: Instant;
  person_name: string;
  acknowledged_at: Instant | null;
  acknowledged_by: string | null;
  channel: string | null;
  contact_state: string | null;
  reference: string | null;
  title: string | null;
  priority: string | null;
  status_kind: string | null;
  due_at: Instant | null;
  from_at: Instant | null;
  until_at: Instant | null;
  caller: string | null;
  call_state: string | null;
  missed_at: Instant | null;
  out_state: string | null;
  out_by: string | null;
}

// Relies on the keys of agreements, contacts, cases, call-backs, call-outs, teams and people.
const work = `select w.id, w.authority_id, w.agreement_id, g.title as agreement_title, g.provider_id, w.kind, w.subject_id,
    w.at, p.display_name as person_name, w.acknowledged_at, k.display_name as acknowledged_by, i.channel,
    i.state as contact_state, c.reference, c.title, c.priority, c.status_kind, c.due_at,
    b.from_at, b.until_at, coalesce(q.display_name, t.name) as caller, b.state as call_state, b.missed_at,
    h.state as out_state, h.ended_by_name as out_by
  from @agreement_work w join @agreements g on g.id = w.agreement_id join people p on p.id = w.person_id
    left join people k on k.id = w.acknowledged_by left join @interactions i on i.id = w.subject_id
    left join @cases c on c.id = w.subject_id left join @call_backs b on b.id = w.subject_id
    left join @teams t on t.id = b.team_id left join people q on q.id = b.person_id
    left join @call_outs h on h.id = w.subject_id`;

// Relies on agreement_work_authority_id_acknowledged_at_at_idx.
const unacknowledged = statement<{ authority: AuthorityId; limit: number }, WorkRow>(
  `${work} where w.authority_id = :authority and w.acknowledged_at is null order by w.at, w.id limit :limit`,
);
const acknowledgedSince = statement<{ authority: AuthorityId; since: Instant; limit: number }, WorkRow>(
  `${work} where w.authority_id = :authority and w.acknowledged_at >= :since
   order by w.acknowledged_at desc, w.id limit :limit`,
);

/** What is still to be acknowledged, the oldest first. Contacts have no enquiries yet. */
export async function listUnacknowledged(db: Reads, authority: AuthorityId, limit: number): Promise<Work[]> {
  return (await db.all(unacknowledged, { authority, limit })).map(toWork);
}

/** What was acknowledged since an instant, the latest first. */
export async function listAcknowledged(
  db: Reads,
  authority: AuthorityId,
  { since, limit }: { readonly since: Instant; readonly limit: number },
): Promise<Work[]> {
  return (await db.all(acknowledgedSince, { authority, since, limit })).map(toWork);
}

/** Codes are cast: only commands write them, and they check each against its list. */
function toWork(row: WorkRow): Work {
  const done = {
    ...{ id: row.id, authorityId: row.authority_id, subjectId: row.subject_id, at: row.at },
    ...{ agreementId: row.agreement_id, agreementTitle: row.agreement_title, providerId: row.provider_id },
    ...{ personName: row.person_name, acknowledgedAt: row.acknowledged_at, acknowledgedBy: row.acknowledged_by },
  };
  if (row.kind === 'call-back') return toCallBack(row, done);
  if (row.kind === 'call-out')
    return { ...done, kind: 'call-out', state: row.out_state as CallOutState, endedByName: row.out_by };
  if (row.kind === 'interaction')
    return {
      ...{ ...done, kind: 'interaction', channel: (row.channel ?? 'telephone') as Channel },
      ...{ isOpen: row.contact_state === 'open', enquiries: [] },
    };
  const { reference, title } = row;
  const logged =
    reference === null || title === null
      ? null
      : {
          ...{ reference, title, priority: row.priority as Priority, dueAt: row.due_at },
          isClosed: row.status_kind === 'closed',
        };
  return { ...done, kind: 'case', logged };
}

function toCallBack(
  row: WorkRow,
  done: Omit<DoneCallBack, 'kind' | 'fromAt' | 'untilAt' | 'caller' | 'state' | 'missedAt'>,
): DoneCallBack {
  const { from_at: fromAt, until_at: untilAt, caller, call_state: state, missed_at: missedAt } = row;
  if (fromAt === null || untilAt === null) throw new Error(`there is no call-back ${done.subjectId}`);
  const promise = { fromAt, untilAt, caller: caller ?? '', state: state as CallBackState, missedAt };
  return { ...done, kind: 'call-back', ...promise };
}

// Relies on agreement_work_authority_id_acknowledged_at_at_idx.
const left = statement<{ authority: AuthorityId }, { count: number }>(
  'select count(*) as count from @agreement_work w where w.authority_id = :authority and w.acknowledged_at is null',
);

/** How much nobody of the authority has acknowledged. */
export async function countUnacknowledged(db: Reads, authority: AuthorityId): Promise<number> {
  return Number((await db.first(left, { authority }))?.count ?? 0);
}

const byIds = statement<{ ids: readonly string[] }, { id: string; authority_id: AuthorityId }>(
  'select w.id, w.authority_id from @agreement_work w where w.id in (:ids*)',
);

/** Those of the ids that the scope reaches. */
export async function findWork(
  db: Reads,
  ids: readonly string[],
): Promise<{ readonly id: string; readonly authorityId: AuthorityId }[]> {
  return (await db.all(byIds, { ids })).map(({ id, authority_id: authorityId }) => ({ id, authorityId }));
}

// The caller found it in its scope.
const acknowledge = statement<{ id: string; by: string; at: Instant }, never>(
  `update agreement_work set acknowledged_at = :at, acknowledged_by = :by where id = :id and acknowledged_at is null`,
);

/** Notes who acknowledged it, unless somebody did before. Answers whether it was they. */
export async function markAcknowledged(db: Writes, id: string, by: string, at: Instant): Promise<boolean> {
  return (await db.run(acknowledge, { id, by, at })) === 1;
}

const teamNames = statement<{ ids: readonly string[] }, { id: string; name: string }>(
  'select t.id, t.name from @teams t where t.id in (:ids*)',
);

/** Teams by id: a customer may have been passed to another authority's. */
export async function listTeamNames(db: Reads, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = ids.length === 0 ? [] : await db.within(everyAuthority).all(teamNames, { ids });
  return new Map(rows.map(({ id, name }) => [id, name]));
}
