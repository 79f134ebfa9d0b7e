import type { Instant } from '../kernel/clock.js';
import type { Database, Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import { everyAuthority } from '../kernel/scope.js';
import type { LineQueue, QueueReport } from './types.js';

// A report that was sent before does nothing.
const insert = statement<Record<string, string | number>, never>(
  `insert into queue_reports (line_id, authority_id, reported_at, waiting, longest_wait_s, answered, abandoned,
     agents_ready, agents_talking)
   values (:lineId, :authorityId, :at, :waiting, :longestWaitSeconds, :answered, :abandoned, :agentsReady,
     :agentsTalking)
   on conflict (line_id, reported_at) do nothing`,
);

/** False: a report of that line and time is there already. */
export async function insertReport(db: Writes, report: QueueReport): Promise<boolean> {
  return (await db.run(insert, { ...report })) === 1;
}

interface LineRow {
  id: string;
  authority_id: number;
  name: string;
  reported_at: Instant | null;
  waiting: number;
  longest_wait_s: number;
  answered: number;
  abandoned: number;
  agents_ready: number;
  agents_talking: number;
  most_waiting: number | null;
}

// Relies on the primary key of queue_reports: one seek for each line, and the reports of its last hour.
const lines = statement<{ lately: Instant }, LineRow>(
  `select l.id, l.authority_id, l.name, r.reported_at, r.waiting, r.longest_wait_s, r.answered, r.abandoned,
     r.agents_ready, r.agents_talking,
     (select max(h.waiting) from @queue_reports h where h.line_id = l.id and h.reported_at >= :lately) as most_waiting
   from @contact_lines l left join @queue_reports r on r.line_id = l.id
     and r.reported_at = (select max(x.reported_at) from @queue_reports x where x.line_id = l.id)
   order by l.authority_id, l.name`,
);

/** Every line with its latest report: the one whose time is latest, in whatever order they came. */
export async function listLineQueues(db: Reads, lately: Instant): Promise<LineQueue[]> {
  return (await db.all(lines, { lately })).map((row) => ({
    ...{ lineId: row.id, authorityId: row.authority_id, name: row.name, report: reportOf(row) },
    mostWaiting: row.most_waiting ?? undefined,
  }));
}

function reportOf(row: LineRow): QueueReport | undefined {
  if (row.reported_at === null) return undefined;
  return {
    ...{ lineId: row.id, authorityId: row.authority_id, at: Number(row.reported_at), waiting: row.waiting },
    ...{ longestWaitSeconds: row.longest_wait_s, answered: row.answered, abandoned: row.abandoned },
    ...{ agentsReady: row.agents_ready, agentsTalking: row.agents_talking },
  };
}

// Relies on queue_reports_reported_at_idx.
const removeOld = statement<{ before: Instant }, never>(
  `delete from queue_reports where reported_at < :before
     and reported_at < (select max(x.reported_at) from @queue_reports x where x.line_id = queue_reports.line_id)`,
);

/** Forgets what is older, but for the latest of each line. */
export function removeReportsBefore(db: Database, before: Instant): Promise<number> {
  return db.write(everyAuthority, (writes) => writes.run(removeOld, { before }));
}
