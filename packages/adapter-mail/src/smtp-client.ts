import type { AdapterContext, AdapterError } from '@moothall/adapter-sdk';
import { createTransport, type SendMailOptions, type Transporter } from 'nodemailer';
import type { Secrets, Settings } from './settings.js';
import { smtpError } from './smtp-errors.js';

export type MailContext = AdapterContext<Settings, Secrets>;

const begins = { tls: 'from-start', starttls: 'later', none: 'never' } as const;
/** Moothall ends a socket sooner. */
const neverMs = 600_000;

/** Hands a mail to the server. @throws AdapterError */
export function handOver(context: MailContext, mail: SendMailOptions): Promise<void> {
  return overSmtp(context, async (transport) => void (await transport.sendMail(mail)));
}

/** Connects, goes over to TLS and signs in, and hands nothing over. @throws AdapterError */
export function signIn(context: MailContext): Promise<void> {
  return overSmtp(context, async (transport) => void (await transport.verify()));
}

/** One connection, over a socket of Moothall's. What breaks it is asked of that, because nodemailer has its own words. */
async function overSmtp(
  { settings, secrets, connect }: MailContext,
  work: (transport: Transporter) => Promise<void>,
): Promise<void> {
  const { host, port, security, user, from } = settings;
  let broken: () => AdapterError | undefined = () => undefined;
  const transport = createTransport({
    ...{ host, port, secure: security === 'tls', requireTLS: security === 'starttls', ignoreTLS: security === 'none' },
    ...(user === undefined ? {} : { auth: { user, pass: secrets.password ?? '' } }),
    ...{ connectionTimeout: neverMs, greetingTimeout: neverMs, socketTimeout: neverMs },
    ...{ disableFileAccess: true, disableUrlAccess: true, logger: false },
    // The name of this machine is nobody's business.
    name: from.address.slice(from.address.lastIndexOf('@') + 1),
    getSocket: (_options: unknown, done: (error: Error | null, found?: object) => void) => {
      connect({ host, port, secure: begins[security] }).then(
        ({ socket, fault, tls }) => {
          broken = fault;
          done(null, { connection: socket, secured: true, tls });
        },
        (error: AdapterError) => {
          broken = () => error;
          done(new Error(error.message));
        },
      );
    },
  });
  try {
    await work(transport);
  } catch (error) {
    throw smtpError(error, broken());
  } finally {
    transport.close();
  }
}
