import type { Instant } from '../kernel/clock.js';
import type { Priority } from '../services/index.js';
import type { CaseSummary, StatusKind } from './types.js';

export interface SummaryRow {
  id: string;
  authority_id: number;
  reference: string;
  service_id: string;
  service_version_id: string;
  service_key: string;
  service_name: string;
  restricted: number;
  title: string;
  status: string;
  status_kind: string;
  priority: string;
  outcome: string | null;
  customer_id: string | null;
  participant_name: string | null;
  location_text: string | null;
  team_id: string;
  team_name: string | null;
  assignee_id: string | null;
  assignee_name: string | null;
  opened_at: Instant;
  due_at: Instant | null;
  closed_at: Instant | null;
  version: number;
}

/** What lists read of `@cases c` with its joins. */
export const summaryColumns = `c.id, c.authority_id, c.reference, c.service_id, c.service_version_id, s.key as service_key,
  s.name as service_name, 
  case when c.restriction is null then 0 else 1 end as restricted, c.title, c.status, c.status_kind, c.priority, c.outcome, c.customer_id,
  c.participant_name, c.location_text, c.team_id, t.name as team_name, c.assignee_id, p.display_name as assignee_name,
  c.opened_at, c.due_at, c.closed_at, c.version`;

/** A team may be another authority's (after a handover), so its row may be out of the reader's scope. */
export const summaryJoins = `from @cases c join @services s on s.id = c.service_id
  left join @teams t on t.id = c.team_id left join people p on p.id = c.assignee_id`;

export function toSummary(row: SummaryRow): CaseSummary {
  return {
    id: row.id,
    authorityId: row.authority_id,
    reference: row.reference,
    serviceId: row.service_id,
    serviceVersionId: row.service_version_id,
    serviceKey: row.service_key,
    serviceName: row.service_name,
    restricted: row.restricted === 1,
    veiled: false,
    title: row.title,
    status: row.status,
    statusKind: row.status_kind as StatusKind,
    priority: row.priority as Priority,
    outcome: row.outcome,
    customerId: row.customer_id,
    participantName: row.participant_name,
    locationText: row.location_text,
    teamId: row.team_id,
    teamName: row.team_name,
    assigneeId: row.assignee_id,
    assigneeName: row.assignee_name,
    openedAt: row.opened_at,
    dueAt: row.due_at,
    closedAt: row.closed_at,
    version: row.version,
  };
}
