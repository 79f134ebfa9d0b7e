import { randomUUID } from 'node:crypto';
import { statement } from '#core/kernel/db/statement.js';
import { everyAuthority } from '#core/kernel/scope.js';
import type { Instance } from './instance.js';

/** What was sent to servers, and what they acknowledged. */
export interface WriteLog {
  /** Idempotency keys of requests that nobody has answered yet. */
  readonly unanswered: Set<string>;
  /** Ids that an answer promised. */
  readonly acknowledged: Set<string>;
  /** Statuses of answers that were refusals, oldest first. */
  readonly refusals: Refusal[];
}

export interface Refusal {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly detail: string;
  readonly afterMs: number;
}

export function newWriteLog(): WriteLog {
  return { unanswered: new Set(), acknowledged: new Set(), refusals: [] };
}

type Way = { readonly address: string; readonly token: string };

/** Sends one write (a new interaction with its audit row and event). Answers whether it was acknowledged. */
export async function write({ address, token }: Way, log: WriteLog, key: string = randomUUID()): Promise<boolean> {
  log.unanswered.add(key);
  const began = performance.now();
  const answer = await fetch(`${address}/api/v1/interactions`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', 'Idempotency-Key': key },
    body: '{"channel":"telephone"}',
  });
  const body = (await answer.json()) as { id?: string; detail?: string };
  log.unanswered.delete(key);
  if (answer.status === 201 && body.id !== undefined) {
    log.acknowledged.add(body.id);
    return true;
  }
  const retryAfter = answer.headers.get('Retry-After');
  const afterMs = performance.now() - began;
  log.refusals.push({ status: answer.status, retryAfter, detail: body.detail ?? '', afterMs });
  return false;
}

/** Several clients write one request after another until told to stop, or until the server is gone. */
export async function writeUntil(stop: AbortSignal, way: () => Way, log: WriteLog, clients: number): Promise<void> {
  const client = async (): Promise<void> => {
    while (!stop.aborted) {
      try {
        await write(way(), log);
      } catch {
        return; // the server is gone; its unanswered request is sent again with its key
      }
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
}

/** Sends again, with the same keys, what was never answered. */
export async function sendAgain(way: Way, log: WriteLog): Promise<void> {
  for (const key of [...log.unanswered]) await write(way, log, key);
}

const interactionIds = statement<Record<string, never>, { id: string }>('select id from @interactions');
const auditedIds = statement<{ action: string }, { id: string }>(
  'select subject_id as id from @audit_entries where action = :action',
);
const announcedIds = statement<{ topic: string }, { id: string }>(
  'select subject_id as id from @outbox_events where topic = :topic',
);

export interface Tally {
  readonly lost: number;
  /** Rows beyond one for each acknowledged write. */
  readonly extra: number;
  /** Writes whose audit row or event is missing, or that have one of these without a row of their own. */
  readonly half: number;
  readonly kept: number;
}

/** Compares what was acknowledged with what the database holds. */
export async function tally(instance: Instance, log: WriteLog): Promise<Tally> {
  return instance.withDatabase(async (db) => {
    const reads = db.read(everyAuthority);
    const ids = (rows: { id: string }[]): string[] => rows.map(({ id }) => id);
    const kept = ids(await reads.all(interactionIds, {}));
    const audited = ids(await reads.all(auditedIds, { action: 'interactions.start-interaction' }));
    const announced = ids(await reads.all(announcedIds, { topic: 'interaction.started' }));
    const rows = new Set(kept);
    return {
      lost: [...log.acknowledged].filter((id) => !rows.has(id)).length,
      extra: kept.filter((id) => !log.acknowledged.has(id)).length,
      half: differences(kept, audited) + differences(kept, announced),
      kept: kept.length,
    };
  });
}

function differences(some: readonly string[], others: readonly string[]): number {
  const ours = new Set(some);
  const theirs = new Set(others);
  const missing = some.filter((id) => !theirs.has(id)).length + others.filter((id) => !ours.has(id)).length;
  return missing + Math.abs(some.length - others.length);
}
