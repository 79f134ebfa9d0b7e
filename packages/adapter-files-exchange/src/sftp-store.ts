import { createHash } from 'node:crypto';
import { AdapterError, type AdapterContext, type AdapterErrorCode } from '@moothall/adapter-sdk';
import ssh from 'ssh2';
import type { ClientErrorExtensions, FileEntryWithStats, SFTPWrapper } from 'ssh2';
import { partOf, type FileStore } from './file-store.js';
import type { Secrets, Server, Settings } from './settings.js';

export type ExchangeContext = AdapterContext<Settings, Secrets>;

/** The fingerprint of a host's key as ssh-keygen shows it. */
export function fingerprintOf(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

/** One connection, over a socket of Moothall's, for as long as the work lasts. @throws AdapterError */
export async function overSftp<T>(
  { settings: { folder }, secrets, connect }: ExchangeContext,
  server: Server,
  work: (store: FileStore) => Promise<T>,
): Promise<T> {
  const { socket, fault } = await connect({ host: server.host, port: server.port, secure: 'by-itself' });
  // Each step is a short question: held back until more is to be said, it would cost 40 ms.
  socket.setNoDelay(true);
  const client = new ssh.Client();
  const about = { isAnother: false };
  try {
    const broken = new Promise<never>((_resolve, reject) => {
      client.on('error', reject);
      client.on('close', () => reject(new AdapterError('unreachable', 'The connection to the SFTP server broke.')));
    });
    const worked = signIn(client, server, secrets, socket, about).then((sftp) => work(sftpStore(sftp, folder)));
    return await Promise.race([worked, broken]);
  } catch (error) {
    throw sftpError(error, fault(), about.isAnother);
  } finally {
    // What it still says is of no use to anybody.
    client.on('error', () => undefined);
    client.destroy();
    socket.destroy();
  }
}

function signIn(
  client: ssh.Client,
  { user, hostKeys }: Server,
  { password, privateKey, passphrase }: Secrets,
  sock: NonNullable<ssh.ConnectConfig['sock']>,
  about: { isAnother: boolean },
): Promise<SFTPWrapper> {
  return new Promise((resolve, reject) => {
    if (privateKey !== undefined && ssh.utils.parseKey(privateKey, passphrase) instanceof Error)
      throw new AdapterError(
        'sign_in_refused',
        'privateKey can’t be read. Check it and its passphrase in secrets.yaml.',
      );
    client.on('ready', () => client.sftp((error, sftp) => (error ? reject(error) : resolve(sftp))));
    client.connect({
      ...{ sock, username: user, readyTimeout: 0, keepaliveInterval: 0 },
      ...(privateKey === undefined ? { password: password ?? '' } : { privateKey }),
      ...(passphrase === undefined ? {} : { passphrase }),
      hostVerifier: (key: Buffer) => {
        about.isAnother = !hostKeys.includes(fingerprintOf(key));
        return !about.isAnother;
      },
    });
  });
}

function sftpStore(sftp: SFTPWrapper, folder: string): FileStore {
  const at = (name: string): string => `${folder.replace(/\/+$/, '')}/${name}`;
  const has = (name: string): Promise<boolean> =>
    unlessMissing(
      asked<unknown>((done) => sftp.stat(at(name), done)).then(() => true),
      false,
    );
  const move = (from: string, to: string): Promise<void> => asked((done) => sftp.rename(at(from), at(to), done));
  return {
    ...{ has, move },
    list: async (name) => {
      const entries = await asked<FileEntryWithStats[]>((done) => sftp.readdir(at(name), done));
      return entries
        .filter(({ attrs }) => attrs.isFile())
        .map(({ filename, attrs }) => ({ name: filename, bytes: attrs.size, changedAt: attrs.mtime * 1000 }))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    read: (name) => asked<Buffer>((done) => sftp.readFile(at(name), done)),
    write: async (name, text) => {
      await asked<void>((done) => sftp.writeFile(at(partOf(name)), Buffer.from(text), done));
      await move(partOf(name), name);
    },
    remove: (name) =>
      unlessMissing(
        asked<void>((done) => sftp.unlink(at(name), done)),
        undefined,
      ),
    makeFolder: async (name) => {
      if (!(await has(name))) await asked<void>((done) => sftp.mkdir(at(name), done));
    },
  };
}

/** One step. @throws AdapterError */
function asked<T>(ask: (done: (error: Error | null | undefined, value?: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) =>
    // What has no value is asked for as void.
    ask((error, value) => (error ? reject(stepError(error)) : resolve(value as T))),
  );
}

async function unlessMissing<T>(work: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AdapterError && error.code === 'not_found') return otherwise;
    throw error;
  }
}

const noSuchFile = 2;

/** What an SFTP server answers in place of doing what it was asked (draft-ietf-secsh-filexfer-02, section 7). */
const statuses: Readonly<Record<number, readonly [AdapterErrorCode, string]>> = {
  [noSuchFile]: ['not_found', 'A folder or file of the exchange is not on the server. Check folder.'],
  3: ['not_permitted', 'The account may not read or write in the folder on the server.'],
  4: ['failed_at_far_end', 'The SFTP server could not do what it was asked.'],
  5: ['refused', 'The SFTP server did not understand what it was asked.'],
  6: ['unreachable', 'The SFTP server has no connection.'],
  7: ['unreachable', 'The SFTP server lost the connection.'],
  8: ['refused', 'The SFTP server can’t do what it was asked.'],
};

/** What a step failed with, where the server said so; else what broke it is known by the connection. */
function stepError(error: Error): Error {
  const { code } = error as { code?: unknown };
  const status = typeof code === 'number' ? statuses[code] : undefined;
  return status === undefined ? error : new AdapterError(status[0], status[1], { cause: error });
}

/** @param broken what ended the socket, if anything did */
function sftpError(error: unknown, broken: AdapterError | undefined, isAnother: boolean): AdapterError {
  if (isAnother)
    return new AdapterError(
      'unreachable',
      'The server shows another key than the settings name. Ask whoever runs it before you put it into hostKeys.',
    );
  if (broken) return broken;
  if (error instanceof AdapterError) return error;
  const { level, message } = error as ClientErrorExtensions & Error;
  if (level === 'client-authentication')
    return new AdapterError('sign_in_refused', 'The SFTP server refuses the account, its password or its key.');
  if (level === 'client-socket' || /^(Connection lost|No response from server|Not connected)/.test(message))
    return new AdapterError('unreachable', 'The connection to the SFTP server broke.', { cause: error });
  return new AdapterError('unreadable_answer', 'What answers there does not speak SSH as agreed. Check host and port.');
}
