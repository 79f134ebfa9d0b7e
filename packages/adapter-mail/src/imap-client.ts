import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import { AdapterError, type AdapterContext } from '@moothall/adapter-sdk';
import { ImapFlow, type ImapTransport } from 'imapflow';
import type { Account, Credential } from './account.js';
import { imapError, notImap } from './imap-errors.js';
import { portOf, type InboxSecrets, type InboxSettings } from './inbox-settings.js';
import type { RawMail } from './read-mail.js';

export type InboxContext = AdapterContext<InboxSettings, InboxSecrets>;

const DAY_MS = 86_400_000;
/** Of a mailbox that was never read, what came before is history. */
const firstReadMs = 7 * DAY_MS;
const mailsAPage = 20;
const bytesAPage = 16_777_216;
/** Of one mail: what is longer is taken so far. */
const longestMail = 12_582_912;

const begins = { tls: 'from-start', starttls: 'later', none: 'never' } as const;
/** With which a mail server greets (RFC 9051, section 7.1). */
const greeting = Buffer.from('* ');

/** One signed-in connection with the folder open for reading alone, over a socket of Moothall's. @throws AdapterError */
export function overImap<T>(
  { settings, connect }: InboxContext,
  account: Account,
  work: (client: ImapFlow) => Promise<T>,
): Promise<T> {
  const { host, security, user, folder } = settings;
  const port = portOf(settings);
  return account.signedIn(async (credential) => {
    const { socket, fault, tls } = await connect({ host, port, secure: begins[security] });
    const transport = transportOver(socket, tls);
    const client = new ImapFlow({
      ...{ host, port, secure: security === 'tls', doSTARTTLS: security === 'starttls', transport },
      ...{ logger: false, disableAutoIdle: true },
      // So that what is counted on the wire is what comes out of it.
      disableCompression: true,
      auth: { user, ...authOf(credential) },
    });
    client.on('error', () => undefined); // it is thrown where it is waited for
    try {
      await client.connect();
      await client.mailboxOpen(folder, { readOnly: true });
      return await work(client);
    } catch (error) {
      throw imapError(error, transport.isOther() ? notImap() : fault(), credential);
    } finally {
      client.close();
      socket.destroy();
    }
  });
}

const authOf = (credential: Credential) =>
  credential && 'token' in credential ? { accessToken: credential.token } : { pass: credential?.password ?? '' };

/** The library would connect by itself, past the bounds of the connection. */
function transportOver(socket: Socket, tls: ConnectionOptions): ImapTransport & { isOther: () => boolean } {
  let isOther = false;
  return {
    isOther: () => isOther,
    connect: (_place, connected) => {
      socket.once('data', (chunk: Buffer) => {
        isOther = !greeting.subarray(0, chunk.length).equals(chunk.subarray(0, greeting.length));
        if (isOther) socket.destroy();
      });
      setImmediate(connected);
      return socket;
    },
    upgrade: (_plain, { host }, secured) => connectTls({ host, ...tls, socket }, secured),
  };
}

/** What came after the cursor, `UIDVALIDITY:UID`. Where the mailbox counts afresh, what came lately is given again. */
export async function readNew(
  client: ImapFlow,
  cursor: string | null,
  now: number,
): Promise<{ raws: RawMail[]; cursor: string; hasMore: boolean }> {
  const { mailbox } = client;
  if (mailbox === false) throw new AdapterError('unreadable_answer', 'The mail server opened no folder.');
  const validity = String(mailbox.uidValidity);
  const [given = '', last = ''] = cursor?.split(':') ?? [];
  const isKnown = given === validity;
  const wanted = isKnown ? { uid: `${Number(last) + 1}:*` } : { since: new Date(now - firstReadMs) };
  const found = await client.search(wanted, { uid: true });
  // Taken for a folder without mail, what is there would never be read.
  if (!Array.isArray(found))
    throw new AdapterError('failed_at_far_end', 'The mail server could not look through the folder.');
  // The last one is always part of a range that ends with it (RFC 9051, section 9, seq-range).
  const uids = found.filter((uid) => !isKnown || uid > Number(last)).sort((a, b) => a - b);
  const raws: RawMail[] = [];
  let bytes = 0;
  let taken = isKnown ? Number(last) : mailbox.uidNext - 1;
  for (const uid of uids) {
    if (raws.length === mailsAPage || bytes > bytesAPage)
      return { raws, cursor: `${validity}:${taken}`, hasMore: true };
    const raw = await readOne(client, uid, now);
    if (raw) raws.push(raw);
    bytes += raw?.source.length ?? 0;
    taken = uid;
  }
  return { raws, cursor: `${validity}:${taken}`, hasMore: false };
}

async function readOne(client: ImapFlow, uid: number, now: number): Promise<RawMail | undefined> {
  const query = { size: true, internalDate: true, source: { maxLength: longestMail } };
  const message = await client.fetchOne(String(uid), query, { uid: true });
  if (message === false || !message.source) return undefined; // removed meanwhile
  const { source, size = 0, internalDate } = message;
  return {
    // By its bytes: a mailbox that counts afresh, or is moved, has the same mail under another number.
    id: createHash('sha256').update(source).digest('hex'),
    receivedAt: internalDate === undefined ? now : new Date(internalDate).getTime(),
    source,
    isCut: size > source.length,
  };
}
