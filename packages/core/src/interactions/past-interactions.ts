import type { Instant } from '../kernel/clock.js';
import type { Value } from '../kernel/db/statement.js';
import type { Writes } from '../kernel/db/database.js';
import type { Enquiry, IdentityCheck, Interaction } from './types.js';

/** A contact that is over, as another system or the demo tells it. Ids are the caller's own. */
export type PastInteraction = Omit<
  Interaction,
  'adviserName' | 'state' | 'waitedSeconds' | 'isCaptured' | 'version' | 'endedAt'
> & {
  readonly endedAt: Instant;
  readonly waitedSeconds?: number | null;
  readonly enquiries: readonly PastEnquiry[];
  readonly identityChecks: readonly (Omit<IdentityCheck, 'checkedBy'> & { readonly checkedById: string })[];
  readonly importRunId?: string;
  /** Its name in the system that it comes from; the same one twice is refused by the database. */
  readonly sourceKey?: string;
};

export type PastEnquiry = Omit<Enquiry, 'interactionId' | 'interactionAuthorityId' | 'version' | 'closedAt'> & {
  readonly closedAt: Instant;
};

/**
 * Inserts finished interactions, with what hangs on them, in bulk: for imports and the demo. The caller writes one
 * audit row for the batch. Customers, people, services, articles and teams that are named must be there.
 */
export async function insertPastInteractions(db: Writes, past: readonly PastInteraction[]): Promise<void> {
  await insertAll(db, 'interactions', interactionColumns, past.map(interactionValues));
  await insertAll(db, 'enquiries', enquiryColumns, past.flatMap(enquiryValues));
  await insertAll(db, 'identity_checks', checkColumns, past.flatMap(checkValues));
}

async function insertAll(db: Writes, table: string, columns: readonly string[], rows: readonly Value[][]) {
  if (rows.length > 0) await db.bulk(table, columns, rows);
}

const interactionColumns = [
  ...['id', 'authority_id', 'channel', 'line_id', 'caller', 'call_id', 'adviser_id', 'state', 'started_at', 'ended_at'],
  ...['customer_id', 'participant', 'place_id', 'about_case_id', 'identity_level', 'avoidable', 'notes'],
  ...['import_run_id', 'source_key', 'waited_seconds'],
];

function interactionValues(past: PastInteraction): Value[] {
  return [
    ...[past.id, past.authorityId, past.channel, past.lineId, past.caller, past.callId, past.adviserId, 'finished'],
    ...[past.startedAt, past.endedAt, past.customerId, JSON.stringify(past.participant), past.placeId],
    ...[past.aboutCaseId, past.identityLevel, past.avoidable, past.notes, past.importRunId, past.sourceKey],
    past.waitedSeconds,
  ];
}

const enquiryColumns = [
  ...['id', 'authority_id', 'interaction_id', 'interaction_authority_id', 'words', 'service_id', 'article_id'],
  ...['outcome', 'stop', 'case_id', 'passed_to_team_id', 'note', 'opened_at', 'closed_at'],
];

function enquiryValues({ id, authorityId, enquiries }: PastInteraction): Value[][] {
  return enquiries.map((enquiry) => [
    ...[enquiry.id, enquiry.authorityId, id, authorityId, enquiry.words, enquiry.serviceId, enquiry.articleId],
    ...[
      enquiry.outcome,
      enquiry.stop,
      enquiry.caseId,
      enquiry.passedToTeamId,
      enquiry.note,
      enquiry.openedAt,
      enquiry.closedAt,
    ],
  ]);
}

const checkColumns = ['id', 'authority_id', 'interaction_id', 'level', 'method', 'passed', 'checked_at', 'checked_by'];

function checkValues({ id, authorityId, identityChecks }: PastInteraction): Value[][] {
  return identityChecks.map((check) => [
    ...[check.id, authorityId, id, check.level, check.questions.join(' '), check.passed, check.checkedAt],
    check.checkedById,
  ]);
}
