import type { Socket } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import { AdapterError, mostDirectoryPeople, type AdapterContext } from '@moothall/adapter-sdk';
import { Client, FilterParser, ResultCodeError, type Entry } from 'ldapts';
import { ldapError, notLdap } from './ldap-errors.js';
import { portOf, type Secrets, type Settings } from './settings.js';

/** With which every message of LDAP begins (RFC 4511, section 4.1.1). */
const sequence = 0x30;

export type Context = AdapterContext<Settings, Secrets>;

/** One signed-in connection over a socket of Moothall's. @throws AdapterError */
export async function overLdap<T>(context: Context, work: (client: Client) => Promise<T>): Promise<T> {
  const { settings, secrets, connect } = context;
  const { host, security, user } = settings;
  const port = portOf(settings);
  const secure = { ldaps: 'from-start', starttls: 'later', none: 'never' } as const;
  const { socket, fault, tls } = await connect({ host, port, secure: secure[security] });
  let isOther = false;
  socket.once('data', (chunk: Buffer) => {
    isOther = chunk[0] !== sequence;
    if (isOther) socket.destroy();
  });
  // It is connected, and under TLS where it ought to be from the start: what is left to the library is to speak.
  const client = new Client({ url: `ldap://localhost:${port}`, createConnection: once(socket) });
  try {
    if (security === 'starttls') await goOverToTls(client, tls);
    await client.bind(user, secrets.password);
    return await work(client);
  } catch (error) {
    throw isOther ? notLdap() : ldapError(error, fault());
  } finally {
    socket.destroy();
  }
}

/** Nothing but this is said in the clear. @throws AdapterError `unreachable` where the directory has no TLS */
async function goOverToTls(client: Client, tls: ConnectionOptions): Promise<void> {
  try {
    await client.startTLS({ ...tls });
  } catch (error) {
    if (!(error instanceof ResultCodeError)) throw error;
    throw new AdapterError('unreachable', 'The directory does not go over to TLS. Check security and port.');
  }
}

/**
 * Every entry that the settings choose, page by page (RFC 2696). Referrals to other servers are not followed.
 * @throws AdapterError `unreadable_answer` where there are too many
 */
export async function readAll(client: Client, settings: Settings): Promise<Entry[]> {
  const found: Entry[] = [];
  for await (const { searchEntries } of search(client, settings, settings.pageSize)) {
    found.push(...searchEntries);
    if (found.length > mostDirectoryPeople)
      throw new AdapterError('unreadable_answer', `The filter chooses more than ${mostDirectoryPeople} entries.`);
  }
  return found;
}

/** Whether the base is there and may be read: asks for one entry. */
export async function readOne(client: Client, settings: Settings): Promise<void> {
  for await (const _page of search(client, settings, 1)) return;
}

function search(client: Client, { base, filter, attributes }: Settings, pageSize: number) {
  const { name, email, telephone, jobTitle, manager } = attributes;
  const wanted = [...new Set([name, 'cn', email, telephone, jobTitle, manager])];
  return client.searchPaginated(base, { scope: 'sub', filter, attributes: wanted, paged: { pageSize } });
}

function depthAfter(depth: number, sign: string): number {
  return sign === '(' ? depth + 1 : sign === ')' ? depth - 1 : depth;
}

/** The library connects anew when a connection ends. Here that is the end of the attempt. */
function once(socket: Socket): () => Socket {
  let isGiven = false;
  return () => {
    if (isGiven) throw new AdapterError('unreachable', 'The connection was cut.');
    isGiven = true;
    return socket;
  };
}

/** Whether a filter can be read (RFC 4515): in brackets that close, which the library doesn’t ask for. */
export function isFilter(text: string): boolean {
  const depths = [...text].reduce<number[]>((all, sign) => [...all, depthAfter(all.at(-1) ?? 0, sign)], []);
  if (depths.at(-1) !== 0 || depths.slice(0, -1).some((depth) => depth < 1)) return false;
  try {
    FilterParser.parseString(text);
    return true;
  } catch {
    return false;
  }
}
