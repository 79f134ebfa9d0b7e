import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { FarEndFault, MailFarEnd, ReceivedRequest } from '@moothall/adapter-testkit';
import { rawMail } from './raw-mail.js';

export const account = { user: 'replies@westmoor.example', password: 'a-password-that-stands-nowhere-else' };

/** What the mail server says in place of what HTTP has a status for: at which command, and its answer. */
const refusals: Partial<Record<FarEndFault, readonly [command: string, answer: string]>> = {
  '400': ['EXAMINE', 'BAD Not that'],
  '401': ['LOGIN', 'NO [AUTHENTICATIONFAILED] Not you'],
  '403': ['EXAMINE', 'NO [NOPERM] Not for replies@westmoor.example'],
  '404': ['EXAMINE', 'NO [NONEXISTENT] No such folder'],
  '409': ['EXAMINE', 'NO [CANNOT] Not as it is'],
  '429': ['LOGIN', 'NO [LIMIT] Too many connections'],
  '500': ['EXAMINE', 'NO [SERVERBUG] Internal error occurred'],
  '503': ['LOGIN', 'NO [UNAVAILABLE] Come back later'],
  redirect: ['LOGIN', 'NO [REFERRAL imap://joan.prosser@elsewhere.example/] Not here'],
};

const greeting = '* OK [CAPABILITY IMAP4rev1] Ready\r\n';

/** What it does on the wire before IMAP is spoken. */
const onTheWire: Partial<Record<FarEndFault, (socket: Socket) => void>> = {
  hang: () => undefined,
  'slow-headers': (socket) => void socket.write('* OK [CAPAB'),
  'slow-body': (socket) => {
    socket.write(greeting);
    socket.once('data', () => socket.write('* LIST ('));
  },
  reset: (socket) => void socket.destroy(),
  garbage: (socket) => void socket.write('\u0000{]not a greeting\r\n'),
  'wrong-type': (socket) => void socket.write('220 mail.westmoor.example ESMTP\r\n'),
  huge: (socket) => void socket.write(`* OK ${'x'.repeat(1_200_000)}`),
  'half-a-body': (socket) => void socket.end('* OK [CAPAB'),
};

export interface ImapFarEnd extends MailFarEnd {
  /** Answers this command so from now on. */
  refuse(command: string, answer: string): void;
}

/** A mail server on loopback, without TLS, whose one folder is read and never written. It fails as told. */
export async function startImap(): Promise<ImapFarEnd> {
  const requests: ReceivedRequest[] = [];
  const sockets = new Set<Socket>();
  const mails: Buffer[] = [];
  let fault: FarEndFault | undefined;
  let refusal: readonly [command: string, answer: string] | undefined;
  let loses: ((request: ReceivedRequest) => boolean) | undefined;
  const answer = (socket: Socket, line: string): void => {
    const [tag = '', ...words] = line.split(' ');
    const method = (words[0] === 'UID' ? words[1] : words[0]) ?? '';
    const request = { ...{ method, path: '/', headers: {} }, body: words.slice(1).join(' ') };
    requests.push(request);
    if (method === 'FETCH' && loses?.(request) === true) {
      loses = undefined;
      return void socket.destroy();
    }
    const [at, refused] = (fault === undefined ? refusal : refusals[fault]) ?? [];
    const done = at === method ? refused : method === 'LOGIN' && !isOurs(words) ? 'NO [AUTHENTICATIONFAILED] No' : 'OK';
    const parts = done === 'OK' ? said(method, request.body, mails) : [];
    socket.write(Buffer.concat([...parts, `${tag} ${done}\r\n`].map((part) => Buffer.from(part))));
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
    const act = fault === undefined ? undefined : onTheWire[fault];
    if (act) return act(socket);
    socket.write(greeting);
    let left = '';
    socket.on('data', (chunk: Buffer) => {
      const lines = (left + chunk.toString('latin1')).split('\r\n');
      left = lines.pop() ?? '';
      for (const line of lines) answer(socket, line);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `imap://127.0.0.1:${port}`,
    requests,
    deliver: (mail) => void mails.push(rawMail(mail)),
    forget: () => void requests.splice(0),
    fail: (next) => void (fault = next),
    refuse: (command, answer) => void (refusal = [command, answer]),
    loseNextAnswer: (of = () => true) => void (loses = of),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function isOurs(words: readonly string[]): boolean {
  const [, user, password] = words.map((word) => word.replace(/^"|"$/g, ''));
  return user === account.user && password === account.password;
}

/** The untagged part of an answer. */
function said(method: string, body: string, mails: readonly Buffer[]): (string | Buffer)[] {
  switch (method) {
    case 'CAPABILITY':
      return ['* CAPABILITY IMAP4rev1\r\n'];
    case 'LIST':
      return ['* LIST (\\HasNoChildren) "/" INBOX\r\n'];
    case 'EXAMINE':
      return [`* ${mails.length} EXISTS\r\n* OK [UIDVALIDITY 7] Ok\r\n* OK [UIDNEXT ${mails.length + 1}] Ok\r\n`];
    case 'SEARCH':
      return [`* SEARCH${found(body, mails.length)}\r\n`];
    case 'FETCH':
      return fetched(Number(/^FETCH (\d+)/.exec(body)?.[1]), mails);
    default:
      return [];
  }
}

/** `UID 4:*` has the last in it, always (RFC 9051, section 9, seq-range). */
function found(body: string, count: number): string {
  const from = Number(/UID (\d+):\*/.exec(body)?.[1] ?? 1);
  const all = Array.from({ length: count }, (_, at) => at + 1);
  return all
    .filter((uid) => uid >= from || uid === count)
    .map((uid) => ` ${uid}`)
    .join('');
}

function fetched(uid: number, mails: readonly Buffer[]): (string | Buffer)[] {
  const raw = mails[uid - 1];
  if (!raw) return [];
  const about = `UID ${uid} RFC822.SIZE ${raw.length} INTERNALDATE "16-Nov-2026 09:00:00 +0000"`;
  return [`* ${uid} FETCH (${about} BODY[]<0> {${raw.length}}\r\n`, raw, ')\r\n'];
}
