import type { Instant } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { AsideReason, IncomingChannel, IncomingMail, MailFile, MailState } from './incoming-types.js';

interface MailRow {
  id: string;
  authority_id: number;
  channel: string;
  received_at: Instant;
  from_name: string;
  from_address: string;
  subject: string;
  body: string;
  left_out: string | null;
  state: string;
  aside: string | null;
  case_id: string | null;
  reference: string | null;
  interaction_id: string | null;
  customer_id: string | null;
  restricted: string | null;
  settled_at: Instant | null;
  settled_by_name: string | null;
  note: string | null;
  version: number;
}

const columns = `m.id, m.authority_id, m.channel, m.received_at, m.from_name, m.from_address, m.subject, m.body, m.left_out, m.state,
  m.aside, m.case_id, c.reference, m.interaction_id, i.customer_id, m.settled_at, m.settled_by_name, m.note, m.version,
  case when u.restriction is not null then 'customer' when c.restriction is not null then 'case' end as restricted`;
// A mail on a case, or of a contact, that is kept from the reader is kept from them too. Relies on the keys of both.
const counted = `from @incoming_mails m left join @cases c on c.id = m.case_id
  left join @interactions i on i.id = m.interaction_id`;
const joined = `${counted} left join @customers u on u.id = i.customer_id`;
const isShown = `(m.case_id is null or c.id is not null) and (m.interaction_id is null or i.id is not null)`;

function toMail(row: MailRow): IncomingMail {
  return {
    ...{
      id: row.id,
      authorityId: row.authority_id,
      channel: row.channel as IncomingChannel,
      receivedAt: row.received_at,
    },
    ...{ fromName: row.from_name, fromAddress: row.from_address, subject: row.subject, body: row.body },
    ...{ leftOut: row.left_out, state: row.state as MailState, aside: row.aside as AsideReason | null },
    ...{ caseId: row.case_id, reference: row.reference, interactionId: row.interaction_id },
    ...{ customerId: row.customer_id, restricted: row.restricted as IncomingMail['restricted'] },
    ...{ settledAt: row.settled_at, settledByName: row.settled_by_name, note: row.note, version: row.version },
  };
}

const byId = statement<{ id: string }, MailRow>(`select ${columns} ${joined} where m.id = :id and ${isShown}`);
// Relies on incoming_mails_authority_id_state_received_at_id_idx.
export const mailsInState = statement<
  { authorities: readonly number[]; state: string; at: number; id: string; limit: number },
  MailRow
>(
  `select ${columns} ${joined} where m.authority_id in (:authorities*) and m.state = :state and ${isShown}
     and (m.received_at, m.id) < (:at, :id) order by m.received_at desc, m.id desc limit :limit`,
);
const waitingCount = statement<{ authorities: readonly number[] }, { count: number }>(
  `select count(*) as count ${counted} where m.authority_id in (:authorities*) and m.state = 'waiting' and ${isShown}`,
);
// Relies on incoming_mails_authority_id_from_address_kept_at_idx.
export const fromSender = statement<{ authority: number; address: string; since: number }, { count: number }>(
  `select count(*) as count from @incoming_mails m
   where m.authority_id = :authority and m.from_address = :address and m.kept_at > :since`,
);
// Relies on incoming_files_mail_id_idx.
const filesOf = statement<{ mail: string }, { name: string; digest: string; media_type: string; size_bytes: number }>(
  `select f.name, b.digest, b.media_type, b.size_bytes from @incoming_files f join @stored_files b on b.id = f.file_id
   where f.mail_id = :mail order by f.id`,
);

export async function findMail(db: Reads, id: string): Promise<IncomingMail | undefined> {
  const row = await db.first(byId, { id });
  return row && toMail(row);
}

/** A place in the list: older ones come after this one. */
export interface MailPlace {
  readonly at: Instant;
  readonly id: string;
}
const latest: MailPlace = { at: Number.MAX_SAFE_INTEGER, id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

/** Mail in a state, the latest first. */
export async function listMailInState(
  db: Reads,
  wanted: {
    readonly authorities: readonly AuthorityId[];
    readonly state: MailState;
    readonly limit: number;
    readonly before?: MailPlace | undefined;
  },
): Promise<IncomingMail[]> {
  const { authorities, state, limit, before: { at, id } = latest } = wanted;
  if (authorities.length === 0) return [];
  return (await db.all(mailsInState, { authorities, state, at, id, limit })).map(toMail);
}

export async function countWaiting(db: Reads, authorities: readonly AuthorityId[]): Promise<number> {
  if (authorities.length === 0) return 0;
  return Number((await db.first(waitingCount, { authorities }))?.count ?? 0);
}

/** How many came from an address since then. */
export async function countFrom(
  db: Reads,
  { authority, address, since }: { readonly authority: AuthorityId; readonly address: string; readonly since: Instant },
): Promise<number> {
  return Number((await db.first(fromSender, { authority, address, since }))?.count ?? 0);
}

export async function listMailFiles(db: Reads, mail: string): Promise<MailFile[]> {
  const rows = await db.all(filesOf, { mail });
  return rows.map(({ name, digest, media_type: mediaType, size_bytes: sizeBytes }) => ({
    ...{ name, digest, mediaType, sizeBytes },
  }));
}

const insertOnce = statement<Record<string, string | number | null>, never>(
  `insert into incoming_mails (id, authority_id, channel, instance, mail_key, received_at, kept_at, from_name, from_address, subject,
     body, left_out, state, aside, case_id, interaction_id, version)
   values (:id, :authority, :channel, :instance, :key, :receivedAt, :now, :fromName, :fromAddress, :subject, :body, :leftOut, :state,
     :aside, :case, :interaction, 1)
   on conflict (instance, mail_key) do nothing`,
);

export interface NewMail extends Pick<
  IncomingMail,
  | 'id'
  | 'authorityId'
  | 'channel'
  | 'receivedAt'
  | 'fromName'
  | 'fromAddress'
  | 'subject'
  | 'body'
  | 'leftOut'
  | 'state'
  | 'aside'
  | 'caseId'
  | 'interactionId'
> {
  readonly instance: string;
  /** Within the instance. */
  readonly key: string;
  readonly keptAt: Instant;
}

/** Writes a mail down. False: it was before. */
export async function insertMail(db: Writes, one: NewMail): Promise<boolean> {
  const written = await db.run(insertOnce, {
    ...{
      id: one.id,
      authority: one.authorityId,
      channel: one.channel,
      instance: one.instance,
      key: one.key,
      receivedAt: one.receivedAt,
    },
    ...{ now: one.keptAt, fromName: one.fromName, fromAddress: one.fromAddress, subject: one.subject, body: one.body },
    ...{ leftOut: one.leftOut, state: one.state, aside: one.aside, case: one.caseId, interaction: one.interactionId },
  });
  return written === 1;
}

/** Keeps what was attached to a mail. */
export async function insertMailFile(
  db: Writes,
  one: {
    readonly id: string;
    readonly authorityId: AuthorityId;
    readonly mailId: string;
    readonly fileId: string;
    readonly name: string;
  },
): Promise<void> {
  const { id, authorityId, mailId, fileId, name } = one;
  await db.insert('incoming_files', { id, authority_id: authorityId, mail_id: mailId, file_id: fileId, name });
}

const known = statement<{ instance: string; key: string }, { id: string }>(
  'select m.id from @incoming_mails m where m.instance = :instance and m.mail_key = :key',
);

export async function isKept(db: Reads, instance: string, key: string): Promise<boolean> {
  return (await db.first(known, { instance, key })) !== undefined;
}

/** Changes a mail if it still has the version that was read. Answers whether it had. */
export async function updateMail(
  db: Writes,
  { id, version }: Pick<IncomingMail, 'id' | 'version'>,
  changes: Pick<IncomingMail, 'state' | 'settledAt' | 'settledByName' | 'note'> & { readonly caseId?: string },
): Promise<boolean> {
  const { state, settledAt, settledByName, note, caseId } = changes;
  const row = { state, settled_at: settledAt, settled_by_name: settledByName, note, version: version + 1 };
  return (
    (await db.update('incoming_mails', { id, version }, caseId === undefined ? row : { ...row, case_id: caseId })) === 1
  );
}

const cursorOf = statement<{ instance: string }, { mail_cursor: string }>(
  'select mail_cursor from @inbox_cursors where instance = :instance',
);
const keep = statement<{ instance: string; cursor: string; now: number }, never>(
  `insert into inbox_cursors (instance, mail_cursor, asked_at) values (:instance, :cursor, :now)
   on conflict (instance) do update set mail_cursor = excluded.mail_cursor, asked_at = excluded.asked_at`,
);

/** How far an inbox was read; null: not yet. */
export async function findMailCursor(db: Reads, instance: string): Promise<string | null> {
  return (await db.first(cursorOf, { instance }))?.mail_cursor ?? null;
}

export async function keepMailCursor(db: Writes, instance: string, cursor: string, now: Instant): Promise<void> {
  await db.run(keep, { instance, cursor, now });
}
