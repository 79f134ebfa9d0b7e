import { createHash } from 'node:crypto';
import { AdapterError, type AdapterContext } from '@moothall/adapter-sdk';
import { ImapFlow } from 'imapflow';
import type { InboxSecrets, InboxSettings } from './inbox-settings.js';
import type { RawMail } from './read-mail.js';

export type InboxContext = AdapterContext<InboxSettings, InboxSecrets>;

const DAY_MS = 86_400_000;
/** Of a mailbox that was never read, what came before is history. */
const firstReadMs = 7 * DAY_MS;
const mailsAPage = 20;
const bytesAPage = 16_777_216;
/** Of one mail: what is longer is taken so far. */
const longestMail = 12_582_912;

/** One signed-in connection with the folder open for reading alone, over a socket of Moothall's. @throws AdapterError */
export async function overImap<T>(
  { settings, secrets, connect }: InboxContext,
  work: (client: ImapFlow) => Promise<T>,
): Promise<T> {
  const { host, port, user, folder } = settings;
  const { socket, fault, tls } = await connect({ host, port, secure: 'later' });
  const client = new ImapFlow({
    ...{ host, port, secure: true, logger: false, disableAutoIdle: true },
    // So that what is counted on the wire is what comes out of it.
    disableCompression: true,
    auth: { user, pass: secrets.password },
    tls: { ...tls, socket },
  });
  client.on('error', () => undefined); // it is thrown where it is waited for
  try {
    await client.connect();
    await client.mailboxOpen(folder, { readOnly: true });
    return await work(client);
  } catch (error) {
    throw imapError(error, fault());
  } finally {
    client.close();
  }
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
  const found = (await client.search(wanted, { uid: true })) || [];
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

/** What went wrong, in words for staff; never the server's own. */
function imapError(thrown: unknown, broken: AdapterError | undefined): AdapterError {
  if (thrown instanceof AdapterError) return thrown;
  if (broken) return broken;
  const {
    code = '',
    authenticationFailed,
    responseStatus,
  } = (thrown ?? {}) as {
    readonly code?: string;
    readonly authenticationFailed?: boolean;
    readonly responseStatus?: string;
  };
  if (authenticationFailed === true)
    return new AdapterError('sign_in_refused', 'The mail server refuses the account or its password.');
  if (responseStatus === 'NO')
    return new AdapterError('not_permitted', 'The account may not read the folder, or there is none of this name.');
  if (/CERT|SIGNED|ALTNAME|SSL|TLS/.test(code))
    return new AdapterError(
      'unreachable',
      'TLS could not be agreed with the mail server: its certificate isn’t trusted.',
    );
  if (/TIMEDOUT|TIMEOUT/i.test(code)) return new AdapterError('timed_out', 'The mail server did not answer in time.');
  if (/^E[A-Z]+$|NoConnection/.test(code)) return new AdapterError('unreachable', 'The connection was cut.');
  return new AdapterError(
    'unreadable_answer',
    'What answers there does not speak IMAP as agreed. Check host and port.',
  );
}
