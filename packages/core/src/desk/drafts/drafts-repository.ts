import type { Instant } from '../../kernel/clock.js';
import type { Reads } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import { everyAuthority, type AuthorityId } from '../../kernel/scope.js';

/** A form that somebody has not sent. */
export interface OpenDraft {
  readonly personId: string;
  /** Names what the form is about: see `data-draft`. */
  readonly key: string;
}

interface Parties {
  readonly providerId: AuthorityId;
  readonly receiverId: AuthorityId;
  readonly now: Instant;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

const isHeld = `r.from_on <= :today and (r.to_on is null or r.to_on > :today)`;

// Relies on role_assignments_authority_id_role_idx and role_assignments_person_id_idx; runs when an agreement ends.
const ofGuests = statement<
  { provider: AuthorityId; receiver: AuthorityId; today: string },
  { person_id: string; key: string }
>(
  `select d.person_id, d.key from drafts d
   where d.person_id in (select r.person_id from @role_assignments r where r.authority_id = :provider and ${isHeld})
     and not exists (select 1 from @role_assignments r
       where r.authority_id = :receiver and r.person_id = d.person_id and ${isHeld})
   order by d.person_id, d.key`,
);

// Relies on grants_staff_of_authority_id_idx.
const stillServed = statement<{ provider: AuthorityId; receiver: AuthorityId; now: Instant }, { id: string }>(
  `select g.id from @grants g where g.staff_of_authority_id = :provider and g.authority_id = :receiver
     and (g.to_at is null or g.to_at > :now) limit 1`,
);

/** Drafts of the provider's staff who have no role at the receiver; none while another agreement still gives access. */
export async function listGuestDrafts(
  db: Reads,
  { providerId, receiverId, now, today }: Parties,
): Promise<OpenDraft[]> {
  const everywhere = db.within(everyAuthority);
  if (await everywhere.first(stillServed, { provider: providerId, receiver: receiverId, now })) return [];
  const rows = await everywhere.all(ofGuests, { provider: providerId, receiver: receiverId, today });
  return rows.map(({ person_id: personId, key }) => ({ personId, key }));
}

// Relies on the keys of these tables, and on cases_reference_key.
const ofAuthority = statement<
  { authority: AuthorityId; ids: readonly string[]; references: readonly string[] },
  { name: string }
>(
  `select cast(c.id as text) as name from @cases c where c.authority_id = :authority and c.id in (:ids*)
   union all select c.reference from @cases c where c.authority_id = :authority and c.reference in (:references*)
   union all select cast(i.id as text) from @interactions i where i.authority_id = :authority and i.id in (:ids*)
   union all select cast(u.id as text) from @customers u where u.authority_id = :authority and u.id in (:ids*)
   union all select cast(s.id as text) from @services s where s.authority_id = :authority and s.id in (:ids*)`,
);

/** Which of these ids and references name the authority's own records. */
export async function namesOf(
  db: Reads,
  authority: AuthorityId,
  named: { readonly ids: readonly string[]; readonly references: readonly string[] },
): Promise<ReadonlySet<string>> {
  const rows = await db.within(everyAuthority).all(ofAuthority, { authority, ...named });
  return new Set(rows.map(({ name }) => name));
}
