import type { GrantLimit } from '../kernel/actor.js';
import type { Instant } from '../kernel/clock.js';
import type { Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import { everyAuthority, type AuthorityId } from '../kernel/scope.js';

/** What an agreement gives the staff of one authority in another. */
export interface AgreementGrants {
  readonly agreementId: string;
  /** In which authority. */
  readonly authorityId: AuthorityId;
  /** Whose staff; each as far as they hold the permission there. */
  readonly staffOfAuthorityId: AuthorityId;
  /** One after another: none begins before the one before it ends. */
  readonly stretches: readonly GrantedStretch[];
}

/** A stretch of time, and what is given in it. */
export interface GrantedStretch {
  readonly permissions: readonly string[];
  /** What of the authority they cover; absent: all of it. */
  readonly limit?: GrantLimit | undefined;
  /** Of its customers and cases; absent: every field. */
  readonly fields?: readonly string[] | undefined;
  readonly fromAt: Instant;
  readonly toAt: Instant;
}

const columns = [
  ...['id', 'authority_id', 'permission', 'person_id', 'staff_of_authority_id', 'agreement_id'],
  ...['services', 'hours', 'fields', 'from_at', 'to_at'],
];

// Relies on grants_staff_of_authority_id_idx.
const removeGiven = statement<{ agreement: string; staffOf: AuthorityId }, never>(
  'delete from grants where staff_of_authority_id = :staffOf and agreement_id = :agreement',
);

// Relies on the key of grant_limits.
const removeLimit = statement<{ agreement: string }, never>('delete from grant_limits where agreement_id = :agreement');

/**
 * Puts these grants in place of all that the agreement gave before: nothing where there are no stretches. It holds from
 * the next request on. The caller holds the agreement's row, so that two of them can't cross.
 */
export async function setAgreementGrants(db: Writes, grants: AgreementGrants, newId: () => string): Promise<void> {
  const everywhere = db.within(everyAuthority);
  const { agreementId, authorityId, staffOfAuthorityId, stretches } = grants;
  await everywhere.run(removeGiven, { agreement: agreementId, staffOf: staffOfAuthorityId });
  await everywhere.run(removeLimit, { agreement: agreementId });
  const rows = stretches.flatMap(({ permissions, limit, fields, fromAt, toAt }) => {
    const services = JSON.stringify(limit ? 'limited' : null);
    const shown = JSON.stringify(fields ?? null);
    const about = [null, staffOfAuthorityId, agreementId, services, 'null', shown, fromAt, toAt];
    return permissions.map((permission) => [newId(), authorityId, permission, ...about]);
  });
  if (rows.length === 0) return;
  await everywhere.bulk('grants', columns, rows);
  const whose = { authority_id: authorityId, agreement_id: agreementId, staff_of_authority_id: staffOfAuthorityId };
  const limits = stretches.flatMap(({ limit, fromAt, toAt }) =>
    limit ? [{ ...whose, from_at: fromAt, to_at: toAt, covers: JSON.stringify(limit) }] : [],
  );
  if (limits.length > 0) await everywhere.insert('grant_limits', limits);
}

interface WindowRow {
  agreement_id: string;
  from_at: Instant;
  to_at: Instant;
}

// Every grant by agreement: a few dozen rows for each, read by the worker alone.
const given = statement<Record<string, never>, WindowRow>(
  `select g.agreement_id, min(g.from_at) as from_at, max(g.to_at) as to_at from @grants g
   where g.agreement_id is not null group by g.agreement_id`,
);

/** The stretch of time that each agreement's grants are for, by the agreement's id. */
export async function listAgreementWindows(
  db: Reads,
): Promise<ReadonlyMap<string, { readonly from: Instant; readonly to: Instant }>> {
  const rows = await db.within(everyAuthority).all(given, {});
  return new Map(rows.map((row) => [row.agreement_id, { from: row.from_at, to: row.to_at }]));
}
