import type { Instant } from '../kernel/clock.js';
import type { Reads, Row, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { Participant } from '../interactions/index.js';
import type { AuthorityId } from '../kernel/scope.js';
import type { Answers, Priority } from '../services/index.js';
import { summaryColumns, summaryJoins, toSummary, type SummaryRow } from './summary-repository.js';
import type { Case, KeptAs, Restriction } from './types.js';

interface CaseRow extends SummaryRow {
  restriction: string | null;
  kept_as: string;
  participant: string;
  answers: string;
  place_id: string | null;
  lat: number | null;
  lon: number | null;
  raised_by: string | null;
  interaction_id: string | null;
  updated_at: Instant;
  link_count: number;
  subscriber_count: number;
  open_handover_id: string | null;
}

// Relies on handovers_open_subject_id_key.
const columns = `${summaryColumns}, c.restriction, c.kept_as, c.participant, c.answers, c.place_id, c.lat, c.lon, c.raised_by, c.interaction_id,
  c.updated_at, c.link_count, c.subscriber_count,
  (select h.id from @handovers h where h.open_subject_id = c.id) as open_handover_id`;

function toCase(row: CaseRow): Case {
  return {
    restriction: row.restriction as Restriction | null,
    keptAs: row.kept_as as KeptAs,
    participant: JSON.parse(row.participant) as Participant,
    answers: JSON.parse(row.answers) as Answers,
    place: { placeId: row.place_id, text: row.location_text, lat: row.lat, long: row.lon },
    raisedBy: row.raised_by,
    interactionId: row.interaction_id,
    updatedAt: row.updated_at,
    linkCount: row.link_count,
    subscriberCount: row.subscriber_count,
    openHandoverId: row.open_handover_id,
    // Last: Node 20 makes a new shape for each object that goes on after others' fields.
    ...toSummary(row),
  };
}

const byId = statement<{ id: string }, CaseRow>(`select ${columns} ${summaryJoins} where c.id = :id`);
// Relies on cases_reference_key.
export const caseByReference = statement<{ reference: string }, CaseRow>(
  `select ${columns} ${summaryJoins} where c.reference = :reference`,
);
// Relies on the primary key of case_references.
export const casesByOldReference = statement<{ key: string }, CaseRow>(
  `select ${columns} ${summaryJoins}
   where c.id in (select r.case_id from @case_references r where r.reference_key = :key)
   order by c.opened_at desc, c.id desc limit 20`,
);

export async function findCase(db: Reads, id: string): Promise<Case | undefined> {
  const row = await db.first(byId, { id });
  return row && toCase(row);
}

export async function findCaseByReference(db: Reads, reference: string): Promise<Case | undefined> {
  const row = await db.first(caseByReference, { reference });
  return row && toCase(row);
}

/** Cases that an older system knew by this reference: usually one. */
export async function listCasesByOldReference(db: Reads, reference: string): Promise<Case[]> {
  const key = oldReferenceKey(reference);
  return key === '' ? [] : (await db.all(casesByOldReference, { key })).map(toCase);
}

/** An old reference without case, spaces and punctuation: "old 0012/7" and "OLD-0012-7" are one. */
export function oldReferenceKey(reference: string): string {
  return reference
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .slice(0, 100);
}

/** A case to be written. */
export interface NewCase {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly reference: string;
  readonly serviceId: string;
  readonly serviceVersionId: string;
  readonly title: string;
  readonly status: string;
  readonly statusKind: string;
  readonly priority: Priority;
  readonly restriction?: Restriction | null | undefined;
  readonly keptAs: KeptAs;
  readonly outcome?: string | undefined;
  readonly customerId?: string | undefined;
  readonly participant: Participant;
  readonly answers: Answers;
  readonly placeId?: string | undefined;
  readonly locationText?: string | undefined;
  readonly lat?: number | undefined;
  readonly long?: number | undefined;
  readonly teamId: string;
  readonly assigneeId?: string | undefined;
  readonly raisedBy?: string | undefined;
  readonly interactionId?: string | undefined;
  readonly openedAt: Instant;
  readonly dueAt: Instant | null;
  readonly closedAt?: Instant | undefined;
  readonly importRunId?: string | undefined;
  readonly sourceKey?: string | undefined;
}

export function insertCases(db: Writes, cases: readonly NewCase[], now: Instant): Promise<void> {
  return db.insert(
    'cases',
    cases.map((one) => newRow(one, now)),
  );
}

/** Many cases at once, for imports. */
export async function bulkCases(db: Writes, cases: readonly NewCase[], now: Instant): Promise<void> {
  const rows = cases.map((one) => newRow(one, now));
  const columnsOfAll = Object.keys(rows[0] ?? {});
  if (rows.length > 0)
    await db.bulk(
      'cases',
      columnsOfAll,
      rows.map((row) => columnsOfAll.map((name) => row[name])),
    );
}

function newRow(one: NewCase, now: Instant): Row {
  return {
    id: one.id,
    authority_id: one.authorityId,
    reference: one.reference,
    service_id: one.serviceId,
    service_version_id: one.serviceVersionId,
    title: one.title,
    status: one.status,
    status_kind: one.statusKind,
    priority: one.priority,
    restriction: one.restriction ?? null,
    kept_as: one.keptAs,
    outcome: one.outcome ?? null,
    customer_id: one.customerId ?? null,
    participant: JSON.stringify(one.participant),
    participant_name: one.participant.name ?? null,
    answers: JSON.stringify(one.answers),
    place_id: one.placeId ?? null,
    location_text: one.locationText ?? null,
    lat: one.lat ?? null,
    lon: one.long ?? null,
    team_id: one.teamId,
    assignee_id: one.assigneeId ?? null,
    raised_by: one.raisedBy ?? null,
    interaction_id: one.interactionId ?? null,
    opened_at: one.openedAt,
    due_at: one.dueAt,
    closed_at: one.closedAt ?? null,
    updated_at: now,
    version: 1,
    import_run_id: one.importRunId ?? null,
    source_key: one.sourceKey ?? null,
  };
}

/** What may change of a case. */
export interface CaseChanges {
  readonly title?: string;
  readonly status?: string;
  readonly statusKind?: string;
  readonly priority?: Priority;
  readonly restriction?: Restriction | null;
  readonly keptAs?: KeptAs;
  readonly outcome?: string | null;
  readonly answers?: Answers;
  readonly placeId?: string | null;
  readonly locationText?: string | null;
  readonly lat?: number | null;
  readonly long?: number | null;
  readonly teamId?: string;
  readonly assigneeId?: string | null;
  readonly dueAt?: Instant | null;
  readonly closedAt?: Instant | null;
}

/** Changes the case if it still has the version that was read. Answers whether it had. */
export async function updateCase(
  db: Writes,
  { id, version }: Pick<Case, 'id' | 'version'>,
  changes: CaseChanges,
  now: Instant,
): Promise<boolean> {
  const row = { ...changedColumns(changes), updated_at: now, version: version + 1 };
  return (await db.update('cases', { id, version }, row)) === 1;
}

const columnNames: Readonly<Record<Exclude<keyof CaseChanges, 'answers'>, string>> = {
  title: 'title',
  status: 'status',
  statusKind: 'status_kind',
  priority: 'priority',
  restriction: 'restriction',
  keptAs: 'kept_as',
  outcome: 'outcome',
  placeId: 'place_id',
  locationText: 'location_text',
  lat: 'lat',
  long: 'lon',
  teamId: 'team_id',
  assigneeId: 'assignee_id',
  dueAt: 'due_at',
  closedAt: 'closed_at',
};

function changedColumns({ answers, ...others }: CaseChanges): Row {
  const named = Object.entries(others).map(([name, value]) => [columnNames[name as keyof typeof columnNames], value]);
  return { ...(Object.fromEntries(named) as Row), ...(answers ? { answers: JSON.stringify(answers) } : {}) };
}

/** The due time alone, computed anew: no edit, so the version stays. */
export async function updateDueAt(db: Writes, id: string, version: number, dueAt: Instant | null): Promise<void> {
  await db.update('cases', { id, version }, { due_at: dueAt });
}

/** What computing a due time anew needs of a case. */
export interface ClockedCase {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly serviceVersionId: string;
  readonly dueAt: Instant | null;
  readonly version: number;
}

// Relies on the primary key for the order; a batch reads past closed cases.
const openForClock = statement<
  { authority: number; after: string; limit: number },
  { id: string; authority_id: number; service_version_id: string; due_at: Instant | null; version: number }
>(
  `select c.id, c.authority_id, c.service_version_id, c.due_at, c.version from @cases c
   where c.authority_id = :authority and c.status_kind <> 'closed' and c.id > :after order by c.id limit :limit`,
);

/** A batch of an authority's open cases, in the order of their ids. */
export async function listOpenForClock(
  db: Reads,
  authorityId: AuthorityId,
  limit: number,
  afterId = '00000000-0000-0000-0000-000000000000',
): Promise<ClockedCase[]> {
  const rows = await db.all(openForClock, { authority: authorityId, after: afterId, limit });
  return rows.map((row) => ({
    id: row.id,
    authorityId: row.authority_id,
    serviceVersionId: row.service_version_id,
    dueAt: row.due_at,
    version: row.version,
  }));
}
