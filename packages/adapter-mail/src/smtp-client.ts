import type { AdapterContext, AdapterError } from '@moothall/adapter-sdk';
import { createTransport, type SendMailOptions, type Transporter } from 'nodemailer';
import { tokenRefused, type Account, type Credential } from './account.js';
import type { Secrets, Settings } from './settings.js';
import { smtpError } from './smtp-errors.js';

export type MailContext = AdapterContext<Settings, Secrets>;

const begins = { tls: 'from-start', starttls: 'later', none: 'never' } as const;
/** Moothall ends a socket sooner. */
const neverMs = 600_000;

/** Hands a mail to the server. @throws AdapterError */
export function handOver(context: MailContext, account: Account, mail: SendMailOptions): Promise<void> {
  return overSmtp(context, account, async (transport) => void (await transport.sendMail(mail)));
}

/** Connects, goes over to TLS and signs in, and hands nothing over. @throws AdapterError */
export function signIn(context: MailContext, account: Account): Promise<void> {
  return overSmtp(context, account, async (transport) => void (await transport.verify()));
}

/** One connection, over a socket of Moothall's. What breaks it is asked of that, because nodemailer has its own words. */
function overSmtp(
  context: MailContext,
  account: Account,
  work: (transport: Transporter) => Promise<void>,
): Promise<void> {
  return account.signedIn(async (credential) => {
    let broken: () => AdapterError | undefined = () => undefined;
    const transport = transportOver(context, credential, (why) => (broken = why));
    try {
      await work(transport);
    } catch (error) {
      const failed = smtpError(error, broken());
      throw failed.code === 'sign_in_refused' && credential && 'token' in credential ? tokenRefused() : failed;
    } finally {
      transport.close();
    }
  });
}

/** @param breaks is given what says why the socket broke */
function transportOver(
  { settings, connect }: MailContext,
  credential: Credential,
  breaks: (why: () => AdapterError | undefined) => void,
): Transporter {
  const { host, port, security, user = '', from } = settings;
  return createTransport({
    ...{ host, port, secure: security === 'tls', requireTLS: security === 'starttls', ignoreTLS: security === 'none' },
    ...(credential === undefined ? {} : { auth: authOf(user, credential) }),
    ...{ connectionTimeout: neverMs, greetingTimeout: neverMs, socketTimeout: neverMs },
    ...{ disableFileAccess: true, disableUrlAccess: true, logger: false },
    // The name of this machine is nobody's business.
    name: from.address.slice(from.address.lastIndexOf('@') + 1),
    getSocket: (_options: unknown, done: (error: Error | null, found?: object) => void) => {
      connect({ host, port, secure: begins[security] }).then(
        ({ socket, fault, tls }) => {
          breaks(fault);
          done(null, { connection: socket, secured: true, tls });
        },
        (error: AdapterError) => {
          breaks(() => error);
          done(new Error(error.message));
        },
      );
    },
  });
}

type Renew = (error: Error | null, token?: string) => void;

function authOf(user: string, credential: NonNullable<Credential>) {
  if ('password' in credential) return { user, pass: credential.password };
  // The account asks for another token itself: nodemailer would do so by a way of its own.
  const provisionCallback = (_user: string, isRefused: boolean, done: Renew): void =>
    isRefused ? done(new Error('The token is refused.')) : done(null, credential.token);
  return { type: 'OAuth2', user, provisionCallback } as const;
}
