import { AppError } from '../kernel/errors.js';
import { statement } from '../kernel/db/statement.js';
import { everyAuthority } from '../kernel/scope.js';
import type { TestWorld } from './harness.js';

/** The error that the work ends in. Fails the test when it ends well. */
export async function errorOf(work: Promise<unknown>): Promise<AppError> {
  const outcome = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (outcome instanceof AppError) return outcome;
  throw new Error('it was expected to be refused in the product’s own words', { cause: outcome });
}

/** The code of the error that the work ends in. Fails the test when it ends well. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  return (await errorOf(work)).code;
}

const entries = statement<{ subject: string }, { action: string; details: string; actor_id: string | null }>(
  'select action, details, actor_id from @audit_entries where subject_id = :subject order by id',
);

/** What the audit trail says was done to a record, oldest first. */
export async function auditOf(
  world: TestWorld,
  subject: string,
): Promise<{ action: string; details: Record<string, unknown>; actorId: string | null }[]> {
  await world.kernel.readAudit.flush();
  const rows = await world.kernel.db.read(everyAuthority).all(entries, { subject });
  return rows.map(({ action, details, actor_id: actorId }) => ({
    action,
    details: JSON.parse(details) as Record<string, unknown>,
    actorId,
  }));
}

const events = statement<{ subject: string }, { topic: string; payload: string }>(
  'select topic, payload from @outbox_events where subject_id = :subject order by id',
);

/** What other capabilities were told of a record, oldest first. */
export async function eventsOf(world: TestWorld, subject: string): Promise<{ topic: string; payload: unknown }[]> {
  const rows = await world.kernel.db.read(everyAuthority).all(events, { subject });
  return rows.map(({ topic, payload }) => ({ topic, payload: JSON.parse(payload) as unknown }));
}
