import type { Instant } from '../kernel/clock.js';
import type { Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import { everyAuthority } from '../kernel/scope.js';
import { localDateAt } from '../kernel/london-time.js';
import { termsInTurn } from './terms-in-turn.js';
import { listActivations, listTerms } from './terms-repository.js';
import type { Agreement, AgreementEvent, AgreementKind, EventKind, Side } from './types.js';

interface AgreementRow {
  id: string;
  authority_id: number;
  provider_id: number;
  kind: AgreementKind;
  title: string;
  state: Agreement['state'];
  suspended_for: number | null;
  created_at: Instant;
  version: number;
}

const columns = `a.id, a.authority_id, a.provider_id, a.kind, a.title, a.state, a.suspended_for, a.created_at, a.version`;
/** Both parties read an agreement, whose row belongs to one of them: the condition names each side. */
const isParty = `(:everyone = 1 or a.authority_id in (:mine*) or a.provider_id in (:mine*))`;
type Mine = { everyone: number; mine: readonly number[] };

// Relies on agreements_authority_id_idx and agreements_provider_id_idx; an installation has a few dozen.
const ofParties = statement<Mine, AgreementRow>(
  `select ${columns} from @agreements a where ${isParty} order by a.created_at desc, a.id desc`,
);
const byId = statement<Mine & { id: string }, AgreementRow>(
  `select ${columns} from @agreements a where a.id = :id and ${isParty}`,
);

/** The scope's authorities as the statements' condition takes them. */
function mineIn({ scope: { authorityIds } }: Reads): Mine {
  return authorityIds === 'all' ? { everyone: 1, mine: [] } : { everyone: 0, mine: [...authorityIds] };
}

/** The agreements in which an authority of the scope serves or is served, latest first. */
export async function listAgreementsOf(db: Reads, now: Instant): Promise<Agreement[]> {
  const rows = await db.within(everyAuthority).all(ofParties, mineIn(db));
  return await complete(db, rows, now);
}

export async function findAgreement(db: Reads, id: string, now: Instant): Promise<Agreement | undefined> {
  const row = await db.within(everyAuthority).first(byId, { ...mineIn(db), id });
  return row && (await complete(db, [row], now))[0];
}

async function complete(db: Reads, rows: readonly AgreementRow[], now: Instant): Promise<Agreement[]> {
  const ids = rows.map(({ id }) => id);
  const terms = await listTerms(db, ids);
  const activations = await listActivations(db, ids, now);
  return rows.map((row) => ({
    id: row.id,
    receiverId: row.authority_id,
    providerId: row.provider_id,
    kind: row.kind,
    title: row.title,
    state: row.state,
    suspendedFor: row.suspended_for,
    ...termsInTurn(terms.get(row.id) ?? [], localDateAt(now)),
    proposed: terms.get(row.id)?.findLast(({ agreedAt }) => agreedAt === null) ?? null,
    activation: activations.get(row.id) ?? null,
    createdAt: row.created_at,
    version: row.version,
  }));
}

export type NewAgreement = Pick<Agreement, 'id' | 'receiverId' | 'providerId' | 'kind' | 'title'>;

export async function insertAgreement(db: Writes, agreement: NewAgreement, now: Instant): Promise<void> {
  const { id, receiverId, providerId, kind, title } = agreement;
  await db.within(everyAuthority).insert('agreements', {
    ...{ id, authority_id: receiverId, provider_id: providerId, kind, title },
    ...{ state: 'draft', suspended_for: null, created_at: now },
  });
}

export interface AgreementChanges {
  readonly title?: string;
  readonly kind?: AgreementKind;
  readonly state?: Agreement['state'];
  readonly suspended_for?: number | null;
}

/** Answers whether it still had that version; it then has the next, and its row is held until the transaction ends. */
export async function changeAgreement(
  db: Writes,
  { id, version }: Pick<Agreement, 'id' | 'version'>,
  changes: AgreementChanges = {},
): Promise<boolean> {
  const everywhere = db.within(everyAuthority);
  return (await everywhere.update('agreements', { id, version }, { ...changes, version: version + 1 })) === 1;
}

const hold = statement<{ id: string }, never>('update agreements set version = version where id = :id');

/** Takes the row's lock until the transaction ends: what is read of the agreement afterwards stays so. */
export async function holdAgreement(db: Writes, id: string): Promise<void> {
  await db.run(hold, { id });
}

export interface NewEvent {
  readonly kind: EventKind;
  readonly personId?: string | undefined;
  readonly side?: Side | undefined;
  readonly termsNumber?: number | undefined;
  readonly note?: string | undefined;
}

export async function insertEvent(
  db: Writes,
  id: string,
  { id: agreementId, receiverId }: Pick<Agreement, 'id' | 'receiverId'>,
  event: NewEvent,
  at: Instant,
): Promise<void> {
  await db.within(everyAuthority).insert('agreement_events', {
    ...{ id, authority_id: receiverId, agreement_id: agreementId, kind: event.kind, at },
    ...{ person_id: event.personId ?? null, side: event.side ?? null },
    ...{ terms_number: event.termsNumber ?? null, note: event.note ?? null },
  });
}

interface EventRow {
  kind: EventKind;
  at: Instant;
  name: string | null;
  side: Side | null;
  terms_number: number | null;
  note: string | null;
}

// Relies on agreement_events_agreement_id_at_idx.
const eventsOf = statement<{ agreement: string }, EventRow>(
  `select e.kind, e.at, p.display_name as name, e.side, e.terms_number, e.note
   from @agreement_events e left join people p on p.id = e.person_id
   where e.agreement_id = :agreement order by e.at desc, e.id desc`,
);

/** What happened to an agreement that the reader may see, latest first. */
export async function listEvents(db: Reads, agreementId: string): Promise<AgreementEvent[]> {
  const rows = await db.within(everyAuthority).all(eventsOf, { agreement: agreementId });
  return rows.map(({ terms_number: termsNumber, ...row }) => ({ ...row, termsNumber }));
}

const namesOf = statement<{ ids: readonly string[] }, { id: string; name: string }>(
  'select id, display_name as name from people where id in (:ids*) order by sort_name',
);

/** Staff by name: the directory is shared. */
export function listPeople(db: Reads, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
  return db.all(namesOf, { ids });
}
