import { createServer, type AddressInfo, type Socket } from 'node:net';
import { retryAfterS, type FarEnd, type FarEndFault, type ReceivedRequest } from '@moothall/adapter-testkit';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export const account = { user: 'moothall@westmoor.example', password: 'a-password-that-stands-nowhere-else' };

/** A mail as the server took it. */
export interface TakenMail {
  readonly from: string;
  readonly to: readonly string[];
  /** As it came, header and body. */
  readonly raw: string;
}

export interface SmtpFarEnd extends FarEnd {
  readonly port: number;
  readonly taken: readonly TakenMail[];
  /** Answers so at this stage from now on; nothing: as it should. */
  refuse(stage?: Stage, code?: number, words?: string): void;
}

export type Stage = 'AUTH' | 'MAIL' | 'RCPT' | 'DATA';

/** What a mail server says in place of what HTTP has a status for. */
const refusals: Partial<Record<FarEndFault, readonly [Stage, number, string]>> = {
  '400': ['RCPT', 554, '5.5.0 Not that'],
  '401': ['AUTH', 535, '5.7.8 Authentication credentials invalid'],
  '403': ['MAIL', 550, '5.7.60 Client does not have permissions to send as this sender'],
  '404': ['RCPT', 550, '5.1.1 <joan.prosser@mail.example> User unknown'],
  '409': ['DATA', 554, '5.6.0 Not as it was'],
  '429': ['RCPT', 451, `4.7.1 Greylisting in action, please come back in 00:0${retryAfterS / 60}:00`],
  '500': ['MAIL', 451, '4.3.0 Error: queue file write error'],
  redirect: ['RCPT', 551, '5.1.6 User not local; please try <joan@elsewhere.example>'],
};

/** What it does on the wire before SMTP is spoken. */
const onTheWire: Partial<Record<FarEndFault, (socket: Socket) => void>> = {
  hang: () => undefined,
  'slow-headers': (socket) => void socket.write('220 mail.west'),
  'slow-body': (socket) => {
    socket.write('220 mail.westmoor.example ESMTP\r\n');
    socket.once('data', () => socket.write('250-mail.westmoor.example\r\n250-SI'));
  },
  reset: (socket) => void socket.destroy(),
  garbage: (socket) => void socket.write('\u0000{]not a greeting\r\n'),
  'wrong-type': (socket) => void socket.write('* OK [CAPABILITY IMAP4rev1] Dovecot ready.\r\n'),
  huge: (socket) => void socket.write(`220-${'x'.repeat(1_200_000)}`),
  'half-a-body': (socket) => void socket.end('220-mail.westm'),
  '503': (socket) => void socket.end('421 4.3.2 Service shutting down\r\n'),
};

/**
 * A real SMTP server on loopback, which fails as told. Without TLS unless options give it a certificate.
 * @param isToken whether a token is the account's; without it, the server takes passwords alone
 */
export async function startSmtp(
  options: SMTPServerOptions = {},
  isToken?: (token: string) => boolean,
): Promise<SmtpFarEnd> {
  const requests: ReceivedRequest[] = [];
  const taken: TakenMail[] = [];
  const sockets = new Set<Socket>();
  let fault: FarEndFault | undefined;
  let refusal: readonly [Stage, number, string] | undefined;
  let loses: ((request: ReceivedRequest) => boolean) | undefined;
  const arrive = (method: Stage, body = ''): ReceivedRequest => {
    const request = { method, path: '/', headers: {}, body };
    requests.push(request);
    return request;
  };
  const answer = (stage: Stage): Error | undefined => {
    const [at, code, words] = (fault === undefined ? refusal : refusals[fault]) ?? [];
    return at === stage ? Object.assign(new Error(words), { responseCode: code }) : undefined;
  };
  const smtp = new SMTPServer({
    ...{ authOptional: true, allowInsecureAuth: true, logger: false, disableReverseLookup: true },
    ...(options.cert === undefined ? { disabledCommands: ['STARTTLS'] } : {}),
    ...options,
    ...(isToken ? { authMethods: ['XOAUTH2'] } : {}),
    onAuth: ({ username, password, accessToken }, _session, done) => {
      arrive('AUTH');
      const isProved = isToken ? isToken(accessToken ?? '') : password === account.password;
      const isOurs = username === account.user && isProved;
      const wrong = isOurs ? undefined : Object.assign(new Error('5.7.8 No'), { responseCode: 535 });
      const refused = answer('AUTH') ?? wrong;
      if (refused) return done(refused);
      done(null, { user: username });
    },
    onMailFrom: (_address, _session, done) => {
      arrive('MAIL');
      done(answer('MAIL'));
    },
    onRcptTo: (_address, _session, done) => {
      arrive('RCPT');
      done(answer('RCPT'));
    },
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString('utf8');
        const request = arrive('DATA', raw);
        const refused = answer('DATA');
        if (refused) return done(refused);
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        taken.push({ from, to: envelope.rcptTo.map(({ address }) => address), raw });
        if (loses?.(request) !== true) return done();
        loses = undefined;
        for (const socket of sockets) socket.destroy();
      });
    },
  });
  smtp.on('error', () => undefined); // a client that breaks off
  const front = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
    const act = fault === undefined ? undefined : onTheWire[fault];
    if (act) return act(socket);
    smtp.server.emit('connection', socket);
  });
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
  const { port } = front.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    ...{ port, requests, taken },
    forget: () => void requests.splice(0),
    fail: (next) => void (fault = next),
    refuse: (stage, code = 550, words = '') => void (refusal = stage && [stage, code, words]),
    loseNextAnswer: (of = () => true) => void (loses = of),
    close: () =>
      new Promise((resolve) => {
        front.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
