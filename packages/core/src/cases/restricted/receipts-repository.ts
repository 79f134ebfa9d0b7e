import type { Instant } from '../../kernel/clock.js';
import type { Database } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { Scope } from '../../kernel/scope.js';

/** What whoever logged a case may always know of it. */
export interface Receipt {
  readonly id: string;
  readonly reference: string;
  readonly title: string;
  readonly serviceName: string;
  readonly dueAt: Instant | null;
}

// Relies on cases_reference_key.
const loggedBy = statement<
  { reference: string; person: string },
  { id: string; reference: string; title: string; service_name: string; due_at: Instant | null }
>(
  `select c.id, c.reference, c.title, s.name as service_name, c.due_at from @cases c join @services s on s.id = c.service_id
   where c.reference = :reference and c.raised_by = :person`,
);

/**
 * The receipt of a case that this person logged. Read with the system's eyes, because the case may be restricted to a team
 * that isn't theirs: the caller then shows the reference alone.
 */
export async function findReceipt(
  db: Database,
  { authorityIds, grants }: Scope,
  { reference, person }: { readonly reference: string; readonly person: string },
): Promise<Receipt | undefined> {
  const row = await db.read({ authorityIds, grants }).first(loggedBy, { reference, person });
  if (!row) return undefined;
  const { id, reference: written, title, service_name: serviceName, due_at: dueAt } = row;
  return { id, reference: written, title, serviceName, dueAt };
}
