import type { Instant } from '../kernel/clock.js';
import type { Reads, Row, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { AuthorityId } from '../kernel/scope.js';
import type { StopOutcome } from '../services/index.js';
import type { Enquiry, IdentityCheck, IdentityQuestion, Outcome, ShownEnquiry } from './types.js';

interface EnquiryRow {
  id: string;
  interaction_id: string;
  authority_id: number;
  interaction_authority_id: number;
  words: string | null;
  service_id: string | null;
  article_id: string | null;
  outcome: string | null;
  stop: string | null;
  case_id: string | null;
  passed_to_team_id: string | null;
  note: string | null;
  opened_at: number;
  closed_at: number | null;
  version: number;
}

const columns = `e.id, e.interaction_id, e.authority_id, e.interaction_authority_id, e.words, e.service_id, e.article_id,
  e.outcome, e.stop, e.case_id, e.passed_to_team_id, e.note, e.opened_at, e.closed_at, e.version`;
const byId = statement<{ id: string }, EnquiryRow>(`select ${columns} from @enquiries e where e.id = :id`);
// Relies on enquiries_interaction_id_idx, and on the keys of cases and of team members for those that led to a case.
const ofInteractions = statement<
  { interactions: readonly string[]; reader: string | null },
  EnquiryRow & { is_kept_back: number }
>(
  `select ${columns}, case when e.case_id is null or exists (
       select 1 from @cases c where c.id = e.case_id and (c.restriction is null
         or c.team_id in (select m.team_id from @team_members m where m.person_id = :reader)))
     then 0 else 1 end as is_kept_back
   from @enquiries e where e.interaction_id in (:interactions*) order by e.opened_at, e.id`,
);

function toEnquiry(row: EnquiryRow): Enquiry {
  return {
    id: row.id,
    interactionId: row.interaction_id,
    authorityId: row.authority_id,
    interactionAuthorityId: row.interaction_authority_id,
    words: row.words,
    serviceId: row.service_id,
    articleId: row.article_id,
    outcome: row.outcome as Outcome | null,
    stop: row.stop as StopOutcome | null,
    caseId: row.case_id,
    passedToTeamId: row.passed_to_team_id,
    note: row.note,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    version: row.version,
  };
}

export async function findEnquiry(db: Reads, id: string): Promise<Enquiry | undefined> {
  const row = await db.first(byId, { id });
  return row && toEnquiry(row);
}

// Relies on the keys of contacts, customers and cases.
const ofRestricted = statement<{ id: string }, { id: string }>(
  `select e.id from @enquiries e join @interactions i on i.id = e.interaction_id
   where e.id = :id and (exists (select 1 from @customers k where k.id = i.customer_id and k.restriction is not null)
     or exists (select 1 from @cases c where c.id in (e.case_id, i.about_case_id) and c.restriction is not null))`,
);

/** Whether an enquiry is a restricted customer's, led to a restricted case or came of one. Read it in a whole scope. */
export async function isOfRestricted(db: Reads, id: string): Promise<boolean> {
  return (await db.first(ofRestricted, { id })) !== undefined;
}

/** In the order in which they were opened, without the words of those that led to a case restricted to others. */
export async function listEnquiries(db: Reads, interactionIds: readonly string[]): Promise<ShownEnquiry[]> {
  if (interactionIds.length === 0) return [];
  const reader = db.scope.reader?.staffId ?? null;
  return (await db.all(ofInteractions, { interactions: interactionIds, reader })).map((row) =>
    row.is_kept_back === 1
      ? { isKeptBack: true, ...toEnquiry(row), ...keptBack }
      : { isKeptBack: false, ...toEnquiry(row) },
  );
}

const keptBack = {
  ...{ words: null, serviceId: null, articleId: null, caseId: null, passedToTeamId: null, note: null, stop: null },
  outcome: 'passed',
} as const;

function enquiryRow(enquiry: Enquiry): Row {
  return {
    id: enquiry.id,
    authority_id: enquiry.authorityId,
    interaction_id: enquiry.interactionId,
    interaction_authority_id: enquiry.interactionAuthorityId,
    words: enquiry.words,
    service_id: enquiry.serviceId,
    article_id: enquiry.articleId,
    outcome: enquiry.outcome,
    stop: enquiry.stop,
    case_id: enquiry.caseId,
    passed_to_team_id: enquiry.passedToTeamId,
    note: enquiry.note,
    opened_at: enquiry.openedAt,
    closed_at: enquiry.closedAt,
    version: enquiry.version,
  };
}

export async function insertEnquiry(db: Writes, enquiry: Enquiry): Promise<void> {
  await db.insert('enquiries', enquiryRow(enquiry));
}

/**
 * Writes an enquiry that was read in this transaction, and gives it the next version. One that turns out to be about
 * another authority's service moves there: it is written anew, because a row's authority never changes in place.
 * Answers false when somebody else changed or closed it meanwhile.
 */
export async function replaceEnquiry(db: Writes, before: Enquiry, changes: Partial<Enquiry>): Promise<boolean> {
  const { id, version } = before;
  const row = enquiryRow({ ...before, ...changes, version: version + 1 });
  if (row['authority_id'] !== before.authorityId) {
    if ((await db.remove('enquiries', { id, version })) !== 1) return false;
    await db.insert('enquiries', row);
    return true;
  }
  const { authority_id: _same, ...changed } = row;
  return (await db.update('enquiries', { id, version }, changed)) === 1;
}

interface CheckRow {
  id: string;
  level: string;
  method: string;
  passed: number;
  checked_at: number;
  display_name: string;
}

// Relies on identity_checks_interaction_id_idx.
const checksOf = statement<{ interaction: string }, CheckRow>(
  `select c.id, c.level, c.method, c.passed, c.checked_at, p.display_name
   from @identity_checks c join people p on p.id = c.checked_by
   where c.interaction_id = :interaction order by c.checked_at, c.id`,
);

export async function listIdentityChecks(db: Reads, interactionId: string): Promise<IdentityCheck[]> {
  return (await db.all(checksOf, { interaction: interactionId })).map((row) => ({
    id: row.id,
    level: row.level as IdentityCheck['level'],
    questions: row.method.split(' ') as IdentityQuestion[],
    passed: row.passed === 1,
    checkedAt: row.checked_at,
    checkedBy: row.display_name,
  }));
}

export async function insertIdentityCheck(
  db: Writes,
  at: { readonly authorityId: AuthorityId; readonly interactionId: string },
  check: Omit<IdentityCheck, 'checkedBy'> & { readonly checkedById: string },
): Promise<void> {
  await db.insert('identity_checks', {
    id: check.id,
    authority_id: at.authorityId,
    interaction_id: at.interactionId,
    level: check.level,
    method: check.questions.join(' '),
    passed: check.passed,
    checked_at: check.checkedAt,
    checked_by: check.checkedById,
  });
}

// Relies on interactions_adviser_id_state_started_at_idx (both states) and enquiries_interaction_id_idx.
const figures = statement<
  { adviser: string; since: Instant },
  { contacts: number; enquiries: number; resolved: number | null; logged: number | null; passed: number | null }
>(
  `select count(distinct i.id) as contacts, count(e.id) as enquiries,
     sum(case when e.outcome = 'resolved' and e.case_id is null then 1 else 0 end) as resolved,
     sum(case when e.outcome = 'logged' then 1 else 0 end) as logged,
     sum(case when e.outcome = 'passed' then 1 else 0 end) as passed
   from @interactions i left join @enquiries e on e.interaction_id = i.id
   where i.adviser_id = :adviser and i.state in ('open', 'finished') and i.started_at >= :since`,
);

/** What an adviser has done since an instant. */
export interface AdviserFigures {
  readonly contacts: number;
  readonly enquiries: number;
  /** Declared first-contact resolutions: see `isResolvedAtFirstContact`. */
  readonly resolvedAtFirstContact: number;
  readonly logged: number;
  readonly passed: number;
}

export async function readFigures(db: Reads, adviser: string, since: Instant): Promise<AdviserFigures> {
  const row = await db.first(figures, { adviser, since });
  return {
    contacts: Number(row?.contacts ?? 0),
    enquiries: Number(row?.enquiries ?? 0),
    resolvedAtFirstContact: Number(row?.resolved ?? 0),
    logged: Number(row?.logged ?? 0),
    passed: Number(row?.passed ?? 0),
  };
}
