import { spawn, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const program = '/usr/sbin/dovecot';

/** Whether Debian's package is there. @throws Error where it isn't and `CI` is set, so that nothing passes for tested */
export function hasDovecot(): boolean {
  if (existsSync(program)) return true;
  if (process.env['CI']) throw new Error('No Dovecot to test on. Install dovecot-imapd.');
  return false;
}

export const mailbox = { user: 'replies', password: 'swordfish-imap-4821' };

export interface Dovecot {
  /** Under TLS from the start. */
  readonly port: number;
  /** For STARTTLS. */
  readonly plainPort: number;
  /** Puts a mail into the inbox, as it stands. */
  deliver(raw: string): void;
  /** The names of its mail, which carry what is marked on it. */
  names(): readonly string[];
  stop(): Promise<void>;
}

export interface DovecotOptions {
  readonly certFile: string;
  readonly keyFile: string;
  /** Who says whose a token is (RFC 7662), by XOAUTH2 and OAUTHBEARER. */
  readonly introspectionUrl: string;
}

/** Debian's IMAP server with one mailbox, under TLS alone. As root it reads mail as nobody, else as whoever runs it. */
export async function startDovecot(options: DovecotOptions): Promise<Dovecot> {
  const directory = mkdtempSync(path.join(tmpdir(), 'moothall-dovecot-'));
  const { uid, username } = userInfo();
  const reader = uid === 0 ? 65_534 : uid;
  const inbox = path.join(directory, 'mail', mailbox.user);
  const [port, plainPort] = [await freePort(), await freePort()];
  for (const folder of [
    'run',
    'state',
    'mail',
    ...['cur', 'new', 'tmp'].map((name) => path.join('mail', mailbox.user, name)),
  ])
    mkdirSync(path.join(directory, folder), { recursive: true });
  if (uid === 0)
    for (const folder of [
      directory,
      path.join(directory, 'mail'),
      inbox,
      ...['cur', 'new', 'tmp'].map((name) => path.join(inbox, name)),
    ])
      chownSync(folder, reader, reader);
  const config = path.join(directory, 'dovecot.conf');
  writeFileSync(path.join(directory, 'oauth2.conf'), tokensConfigOf(options));
  writeFileSync(config, configOf({ directory, port, plainPort, reader, username, isRoot: uid === 0, ...options }));
  const child = spawn(program, ['-F', '-c', config], { stdio: 'ignore' });
  await untilUp(port, child);
  let delivered = 0;
  return {
    ...{ port, plainPort },
    deliver: (raw) => {
      const file = path.join(inbox, 'new', `${1_700_000_000 + (delivered += 1)}.M${delivered}.test`);
      writeFileSync(file, raw.replaceAll('\n', '\r\n'));
      chownSync(file, reader, uid === 0 ? reader : userInfo().gid);
    },
    names: () => ['new', 'cur'].flatMap((folder) => readdirSync(path.join(inbox, folder))),
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill();
      await ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function configOf(about: {
  readonly directory: string;
  readonly port: number;
  readonly plainPort: number;
  readonly reader: number;
  readonly username: string;
  readonly isRoot: boolean;
  readonly certFile: string;
  readonly keyFile: string;
}): string {
  const { directory, port, plainPort, reader, username, isRoot, certFile, keyFile } = about;
  const asWhoever = isRoot ? '' : `default_internal_user = ${username}\ndefault_login_user = ${username}\n`;
  return `${asWhoever}base_dir = ${directory}/run
state_dir = ${directory}/state
log_path = ${directory}/log
protocols = imap
auth_failure_delay = 0
listen = 127.0.0.1
ssl = required
ssl_cert = <${certFile}
ssl_key = <${keyFile}
first_valid_uid = 0
mail_location = maildir:${directory}/mail/%u
auth_mechanisms = plain xoauth2 oauthbearer
passdb {
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = ${directory}/oauth2.conf
}
passdb {
  driver = static
  args = password=${mailbox.password}
}
userdb {
  driver = static
  args = uid=${reader} gid=${reader} home=${directory}/mail/%u
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${plainPort}
  }
  inet_listener imaps {
    port = ${port}
    ssl = yes
  }
}
service anvil {
  chroot =
  # Who fails to sign in isn't made to wait.
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
`;
}

function tokensConfigOf({ introspectionUrl }: DovecotOptions): string {
  return `introspection_mode = post
introspection_url = ${introspectionUrl}
username_attribute = username
active_attribute = active
active_value = true
`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** @throws Error when it ends before it listens */
async function untilUp(port: number, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error('Dovecot did not start.');
    const isUp = await new Promise<boolean>((resolve) => {
      const socket = connect({ host: '127.0.0.1', port }, () => {
        socket.destroy();
        resolve(true);
      });
      socket.on('error', () => resolve(false));
    });
    if (isUp) return;
    await wait(50);
  }
}
