import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FarEnd, FarEndFault, ReceivedRequest } from '@moothall/adapter-testkit';
import ssh from 'ssh2';
import type { Attributes, AuthContext, SFTPWrapper } from 'ssh2';
import { fingerprintOf } from '../sftp-store.js';

const { OPEN_MODE, STATUS_CODE } = ssh.utils.sftp;

export const account = { user: 'moothall', password: 'a-password-that-stands-nowhere-else' };

const makeKey = (): string => ssh.utils.generateKeyPairSync('ed25519').private;
const hostKey = makeKey();
/** With which the account may sign in as well. */
export const accountKey = makeKey();
const fingerprint = (key: string): string => {
  const parsed = ssh.utils.parseKey(key);
  if (parsed instanceof Error) throw parsed;
  return fingerprintOf(parsed.getPublicSSH());
};
export const hostKeys = [fingerprint(hostKey)];

export interface SftpFarEnd extends FarEnd {
  readonly port: number;
  /** What its account sees as `/`. */
  readonly root: string;
}

/** What an SFTP server says in place of what HTTP has a status for. */
const refusals: Partial<Record<FarEndFault, number>> = {
  '400': STATUS_CODE.BAD_MESSAGE,
  '403': STATUS_CODE.PERMISSION_DENIED,
  '404': STATUS_CODE.NO_SUCH_FILE,
  '500': STATUS_CODE.FAILURE,
};

/** What it does on the wire before SSH is spoken. */
const onTheWire: Partial<Record<FarEndFault, (socket: Socket) => void>> = {
  hang: () => undefined,
  'slow-headers': (socket) => void socket.write('SSH-2.0-Open'),
  'slow-body': (socket) => void socket.write('SSH-2.0-OpenSSH_9.9\r\n\u0000\u0000'),
  reset: (socket) => void socket.destroy(),
  garbage: (socket) => void socket.write(`SSH-2.0-OpenSSH_9.9\r\n${'{]no packet'.repeat(20)}`),
  huge: (socket) => void socket.write('x'.repeat(1_200_000)),
  'half-a-body': (socket) => void socket.end('SSH-2.0-Open'),
  '503': (socket) => void socket.end(),
};

/** A real SFTP server on loopback with a folder of its own, which fails as told. */
export async function startSftp(): Promise<SftpFarEnd> {
  const root = mkdtempSync(path.join(tmpdir(), 'moothall-sftp-'));
  mkdirSync(path.join(root, 'exchange'));
  const requests: ReceivedRequest[] = [];
  const sockets = new Set<Socket>();
  let fault: FarEndFault | undefined;
  let loses: ((request: ReceivedRequest) => boolean) | undefined;
  const about: Serving = {
    root,
    arrive: (method, where) => {
      const request = { method, path: where, headers: {}, body: '' };
      requests.push(request);
      return request;
    },
    refusal: () => (fault === undefined ? undefined : refusals[fault]),
    isLost: (request) => {
      // What is renamed is what comes about; anything else may be asked again.
      if (request.method !== 'RENAME' || loses?.(request) !== true) return false;
      loses = undefined;
      for (const socket of sockets) socket.destroy();
      return true;
    },
  };
  const server = new ssh.Server({ hostKeys: [hostKey] }, (client) => {
    client.on('error', () => undefined);
    client.on('authentication', (attempt) =>
      fault === '401' || !isOurs(attempt) ? attempt.reject() : attempt.accept(),
    );
    client.on('session', (accept) => accept().on('sftp', (take) => serve(take(), about)));
  });
  const front = createServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
    const act = fault === undefined ? undefined : onTheWire[fault];
    if (act) return act(socket);
    server.injectSocket(socket);
  });
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
  const { port } = front.address() as AddressInfo;
  return {
    url: `sftp://127.0.0.1:${port}`,
    ...{ port, root, requests },
    forget: () => void requests.splice(0),
    fail: (next) => void (fault = next),
    loseNextAnswer: (of = () => true) => void (loses = of),
    close: () =>
      new Promise((resolve) => {
        front.close(() => {
          rmSync(root, { recursive: true, force: true });
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function isOurs(attempt: AuthContext): boolean {
  if (attempt.username !== account.user) return false;
  if (attempt.method === 'password') return attempt.password === account.password;
  if (attempt.method !== 'publickey') return false;
  const allowed = ssh.utils.parseKey(accountKey);
  if (allowed instanceof Error || !allowed.getPublicSSH().equals(attempt.key.data)) return false;
  return (
    attempt.signature === undefined || allowed.verify(attempt.blob ?? '', attempt.signature, attempt.hashAlgo) === true
  );
}

interface Serving {
  readonly root: string;
  readonly arrive: (method: string, where: string) => ReceivedRequest;
  readonly refusal: () => number | undefined;
  readonly isLost: (request: ReceivedRequest) => boolean;
}

/** The operations of SFTP version 3 that clients of files use, over the account's folder. */
function serve(sftp: SFTPWrapper, { root, arrive, refusal, isLost }: Serving): void {
  const handles = new Map<number, { file?: FileHandle; names?: string[]; folder?: string }>();
  let made = 0;
  const at = (where: string): string => path.join(root, path.posix.normalize(`/${where}`));
  const keep = (about: { file?: FileHandle; names?: string[]; folder?: string }): Buffer => {
    handles.set((made += 1), about);
    const handle = Buffer.alloc(4);
    handle.writeUInt32BE(made);
    return handle;
  };
  const held = (handle: Buffer) => handles.get(handle.readUInt32BE(0)) ?? {};
  const done = (id: number, method: string, where: string, work: () => Promise<void>): void => {
    const request = arrive(method, where);
    const refused = refusal();
    if (refused !== undefined) return sftp.status(id, refused);
    work().then(
      () => void (isLost(request) || sftp.status(id, STATUS_CODE.OK)),
      (error: NodeJS.ErrnoException) => sftp.status(id, codeOf(error)),
    );
  };
  const answered = <T>(
    id: number,
    method: string,
    where: string,
    work: () => Promise<T>,
    answer: (value: T) => void,
  ): void => {
    arrive(method, where);
    const refused = refusal();
    if (refused !== undefined) return sftp.status(id, refused);
    work().then(answer, (error: NodeJS.ErrnoException) => sftp.status(id, codeOf(error)));
  };
  sftp.on('OPEN', (id, where, flags) => {
    const writes = (flags & OPEN_MODE.WRITE) !== 0;
    const opened = () => open(at(where), writes ? 'w' : 'r');
    answered(id, writes ? 'WRITE' : 'READ', where, opened, (file) => sftp.handle(id, keep({ file })));
  });
  sftp.on('READ', (id, handle, offset, length) => {
    const buffer = Buffer.alloc(length);
    void held(handle)
      .file?.read(buffer, 0, length, offset)
      .then(({ bytesRead }) =>
        bytesRead === 0 ? sftp.status(id, STATUS_CODE.EOF) : sftp.data(id, buffer.subarray(0, bytesRead)),
      );
  });
  sftp.on('WRITE', (id, handle, offset, data) => {
    void held(handle)
      .file?.write(data, 0, data.length, offset)
      .then(() => sftp.status(id, STATUS_CODE.OK));
  });
  sftp.on('FSTAT', (id, handle) => {
    void held(handle)
      .file?.stat()
      .then((found) => sftp.attrs(id, attributesOf(found)));
  });
  sftp.on('FSETSTAT', (id) => sftp.status(id, STATUS_CODE.OK));
  sftp.on('CLOSE', (id, handle) => {
    const { file } = held(handle);
    handles.delete(handle.readUInt32BE(0));
    void Promise.resolve(file?.close()).then(() => sftp.status(id, STATUS_CODE.OK));
  });
  sftp.on('OPENDIR', (id, where) =>
    answered(
      id,
      'LIST',
      where,
      () => readdir(at(where)),
      (names) => sftp.handle(id, keep({ names, folder: at(where) })),
    ),
  );
  sftp.on('READDIR', (id, handle) => {
    const about = held(handle);
    const names = about.names?.splice(0) ?? [];
    if (names.length === 0) return sftp.status(id, STATUS_CODE.EOF);
    void Promise.all(
      names.map(async (filename) => {
        const attrs = attributesOf(await stat(path.join(about.folder ?? '', filename)));
        return { filename, longname: filename, attrs };
      }),
    ).then((entries) => sftp.name(id, entries));
  });
  for (const method of ['STAT', 'LSTAT'] as const)
    sftp.on(method, (id: number, where: string) =>
      answered(
        id,
        'STAT',
        where,
        () => stat(at(where)),
        (found) => sftp.attrs(id, attributesOf(found)),
      ),
    );
  sftp.on('REMOVE', (id, where) => done(id, 'REMOVE', where, () => rm(at(where))));
  sftp.on('MKDIR', (id, where) => done(id, 'MKDIR', where, () => mkdir(at(where))));
  sftp.on('RENAME', (id, from, to) =>
    done(id, 'RENAME', to, async () => {
      // As OpenSSH's: what is there under the name is not replaced.
      if (
        await stat(at(to)).then(
          () => true,
          () => false,
        )
      )
        throw new Error('it is there');
      await rename(at(from), at(to));
    }),
  );
}

function attributesOf(found: { mode: number; size: number; atimeMs: number; mtimeMs: number }): Attributes {
  const { mode, size, atimeMs, mtimeMs } = found;
  return { mode, size, uid: 0, gid: 0, atime: Math.floor(atimeMs / 1000), mtime: Math.floor(mtimeMs / 1000) };
}

function codeOf({ code }: NodeJS.ErrnoException): number {
  if (code === 'ENOENT') return STATUS_CODE.NO_SUCH_FILE;
  return code === 'EACCES' ? STATUS_CODE.PERMISSION_DENIED : STATUS_CODE.FAILURE;
}
