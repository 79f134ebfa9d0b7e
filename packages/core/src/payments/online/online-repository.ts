import type { Instant } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { ProviderPart, SentLink } from './online-types.js';

interface Row {
  id: string;
  authority_id: number;
  payment_id: string;
  instance: string;
  provider_name: string;
  quoted: string;
  description: string;
  attempt: number;
  their_reference: string | null;
  open_until: Instant;
  ask_at: Instant | null;
  asks: number;
  heard_at: Instant | null;
  why: string | null;
  link_sent_at: Instant | null;
  link_channel: string | null;
  link_message_id: string | null;
  version: number;
}

const columns = `id, authority_id, payment_id, instance, provider_name, quoted, description, attempt, their_reference,
  open_until, ask_at, asks, heard_at, why, link_sent_at, link_channel, link_message_id, version`;

function sentOf({ link_sent_at: at, link_channel: channel, link_message_id: messageId }: Row): SentLink | null {
  if (at === null || channel === null || messageId === null) return null;
  return { at, channel: channel as SentLink['channel'], messageId };
}

const toPart = (row: Row): ProviderPart => ({
  id: row.id,
  authorityId: row.authority_id,
  paymentId: row.payment_id,
  instance: row.instance,
  providerName: row.provider_name,
  quoted: row.quoted,
  description: row.description,
  attempt: row.attempt,
  theirReference: row.their_reference,
  openUntil: row.open_until,
  askAt: row.ask_at,
  asks: row.asks,
  heardAt: row.heard_at,
  why: row.why,
  linkSent: sentOf(row),
  version: row.version,
});

// Relies on the unique payment_id.
const ofPayment = statement<{ payment: string }, Row>(
  `select ${columns} from @provider_payments where payment_id = :payment`,
);
// Relies on provider_payments_ask_at_idx.
const due = statement<{ now: Instant; limit: number }, Row>(
  `select ${columns} from @provider_payments where ask_at <= :now order by ask_at limit :limit`,
);

export async function findPart(db: Reads, payment: string): Promise<ProviderPart | undefined> {
  const row = await db.first(ofPayment, { payment });
  return row && toPart(row);
}

/** Payments whose provider is to be asked by now, the longest due first. */
export async function listDueParts(db: Reads, now: Instant, limit: number): Promise<ProviderPart[]> {
  return (await db.all(due, { now, limit })).map(toPart);
}

export type NewPart = Omit<
  ProviderPart,
  'attempt' | 'theirReference' | 'askAt' | 'asks' | 'heardAt' | 'why' | 'linkSent' | 'version'
>;

/** Asked about once it can't be begun any more, if it never is. */
export async function insertPart(db: Writes, part: NewPart): Promise<void> {
  await db.insert('provider_payments', {
    id: part.id,
    authority_id: part.authorityId,
    payment_id: part.paymentId,
    instance: part.instance,
    provider_name: part.providerName,
    quoted: part.quoted,
    description: part.description,
    open_until: part.openUntil,
    ask_at: part.openUntil,
  });
}

type Changed = Partial<
  Pick<ProviderPart, 'attempt' | 'theirReference' | 'askAt' | 'asks' | 'heardAt' | 'why' | 'linkSent'>
>;

/** Answers false when it was changed since it was read. */
export async function updatePart(
  db: Writes,
  { id, version }: Pick<ProviderPart, 'id' | 'version'>,
  { attempt, theirReference, askAt, asks, heardAt, why, linkSent }: Changed,
): Promise<boolean> {
  const row = {
    ...(attempt === undefined ? {} : { attempt }),
    ...(theirReference === undefined ? {} : { their_reference: theirReference }),
    ...(askAt === undefined ? {} : { ask_at: askAt }),
    ...(asks === undefined ? {} : { asks }),
    ...(heardAt === undefined ? {} : { heard_at: heardAt }),
    ...(why === undefined ? {} : { why }),
    ...(linkSent ? sentRow(linkSent) : {}),
    version: version + 1,
  };
  return (await db.update('provider_payments', { id, version }, row)) === 1;
}

function sentRow({ at, channel, messageId }: SentLink): object {
  return { link_sent_at: at, link_channel: channel, link_message_id: messageId };
}

// Relies on provider_payments_instance_their_reference_idx.
const named = statement<Named, { payment_id: string; authority_id: number; state: string }>(
  `select v.payment_id, v.authority_id, p.state from @provider_payments v join @payments p on p.id = v.payment_id
   where v.instance = :instance and v.their_reference = :theirReference`,
);
type Named = { instance: string; theirReference: string };

/** The payment whose latest attempt a provider knows by a reference. */
export async function findPartNamed(
  db: Reads,
  by: Named,
): Promise<(Pick<ProviderPart, 'paymentId' | 'authorityId'> & { readonly state: string }) | undefined> {
  const row = await db.first(named, by);
  return row && { paymentId: row.payment_id, authorityId: row.authority_id, state: row.state };
}

/** Has the provider asked by the next round of the job, whatever was planned. */
export async function askSoon(db: Writes, payment: string, now: Instant): Promise<void> {
  await db.update('provider_payments', { payment_id: payment }, { ask_at: now });
}
