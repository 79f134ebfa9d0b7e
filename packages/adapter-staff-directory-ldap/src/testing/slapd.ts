import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const program = '/usr/sbin/slapd';

/** Whether Debian's package is there. @throws Error where it isn't and `CI` is set, so that nothing passes for tested */
export function hasSlapd(): boolean {
  if (existsSync(program)) return true;
  if (process.env['CI']) throw new Error('No slapd to test on. Install slapd.');
  return false;
}

export const base = 'dc=dunmere,dc=example';
export const admin = { user: `cn=admin,${base}`, password: 'swordfish-ldap-4821' };

/** Sees no more than a thousand entries, page by page or not. Its password is the same. */
export const shortSighted = { user: `cn=short-sighted,${base}` };

export interface Slapd {
  readonly host: string;
  /** For StartTLS and for no TLS at all. */
  readonly port: number;
  readonly tlsPort: number;
  stop(): Promise<void>;
}

/** Debian's LDAP server on loopback, with these entries (LDIF below the base) and at most 500 for a search without pages. */
export async function startSlapd(
  ldif: string,
  tls: { readonly certFile: string; readonly keyFile: string },
): Promise<Slapd> {
  const directory = mkdtempSync(path.join(tmpdir(), 'moothall-slapd-'));
  mkdirSync(path.join(directory, 'data'));
  const config = path.join(directory, 'slapd.conf');
  writeFileSync(config, configOf({ directory, ...tls }));
  const entries = path.join(directory, 'entries.ldif');
  writeFileSync(entries, root + ldif);
  execFileSync(program, ['-T', 'add', '-q', '-f', config, '-l', entries], { stdio: 'ignore' });
  const [port, tlsPort] = [await freePort(), await freePort()];
  const urls = `ldap://127.0.0.1:${port} ldaps://127.0.0.1:${tlsPort}`;
  const child = spawn(program, ['-d', '0', '-f', config, '-h', urls], { stdio: 'ignore' });
  await untilUp(port, child);
  return {
    ...{ host: '127.0.0.1', port, tlsPort },
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill();
      await ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

const root = `dn: ${base}
objectClass: dcObject
objectClass: organization
dc: dunmere
o: Dunmere District Council

`;

function configOf(about: { readonly directory: string; readonly certFile: string; readonly keyFile: string }): string {
  const { directory, certFile, keyFile } = about;
  return `include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile ${directory}/pid
TLSCertificateFile ${certFile}
TLSCertificateKeyFile ${keyFile}
sizelimit 500
database mdb
suffix "${base}"
rootdn "cn=root,${base}"
directory ${directory}/data
limits dn.exact="${admin.user}" size.soft=500 size.hard=500 size.prtotal=unlimited
limits dn.exact="${shortSighted.user}" size.soft=500 size.hard=500 size.prtotal=1000
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="${admin.user}" read by dn.exact="${shortSighted.user}" read by * none
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
    if (child.exitCode !== null) throw new Error('slapd did not start.');
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
