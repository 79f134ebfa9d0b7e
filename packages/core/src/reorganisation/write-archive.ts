import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { storedBytes, type StoredFile } from '../documents/index.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority } from '../kernel/scope.js';
import type { Reads } from '../kernel/db/database.js';
import type { TableSpec } from '../kernel/db/tables.js';
import { ArchiveManifest, archiveReadme, isCredential, type ArchivedTable } from './archive-format.js';
import { lineOf } from './archive-lines.js';
import { listFileDigests } from './leave-repository.js';
import { archiveInTheWay } from './leaving-errors.js';
import type { StoredRow } from '../kernel/db/made-statements.js';
import { pageOfRows } from '../kernel/db/rows-in-order.js';
import { pageOfNamed, rowsOf } from './rows-repository.js';
import { ownedTables } from './table-order.js';

const rowsAtOnce = 1000;

/** What is shared and only copied as far as an authority's rows name it. */
const shared = [
  { table: 'people', columns: ['id', 'display_name'] },
  { table: 'places', columns: ['id', 'uprn', 'usrn', 'line', 'postcode', 'easting', 'northing', 'lat', 'lon'] },
];

type About = Pick<ArchiveManifest, 'reorganisation' | 'authority'>;

/**
 * Writes everything of an authority into a folder, which appears when it is whole. One of the same reorganisation, left by
 * a run that was stopped, is written anew. Answers the digest of its manifest.
 * @throws archive_in_the_way when the folder holds anything else
 */
export async function writeArchive(kernel: Kernel, folder: string, about: About): Promise<string> {
  await refuseOthers(folder, about);
  const partial = `${folder}.part`;
  await rm(partial, { recursive: true, force: true });
  const digest = await writeInto(kernel, kernel.db.read(everyAuthority), partial, about);
  await rm(folder, { recursive: true, force: true });
  await rename(partial, folder);
  return digest;
}

/** The same into a folder that nobody else knows of, from what `reads` sees. */
export async function writeInto(kernel: Kernel, reads: Reads, partial: string, about: About): Promise<string> {
  const own = reads.within(rowsOf(about.authority.id));
  await mkdir(path.join(partial, 'tables'), { recursive: true, mode: 0o700 });
  await mkdir(path.join(partial, 'files'), { mode: 0o700 });
  const manifest: ArchiveManifest = {
    format: 'moothall-authority-archive',
    formatVersion: 1,
    ...about,
    madeAt: kernel.clock.now(),
    tables: await writeTables(kernel, own, partial),
    ...(await copyFiles(kernel, own, partial, about.authority.id)),
  };
  await keep(path.join(partial, 'README.txt'), archiveReadme(about.authority));
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  await keep(path.join(partial, 'manifest.json'), text);
  return createHash('sha256').update(text).digest('hex');
}

async function refuseOthers(folder: string, { reorganisation }: About): Promise<void> {
  const text = await readFile(path.join(folder, 'manifest.json'), 'utf8').catch(() => undefined);
  if (text === undefined) {
    const entries = await open(folder).catch(() => undefined);
    await entries?.close();
    if (entries) throw archiveInTheWay();
    return;
  }
  if (ArchiveManifest.parse(JSON.parse(text)).reorganisation !== reorganisation) throw archiveInTheWay();
}

async function writeTables({ db }: Kernel, own: Reads, folder: string): Promise<ArchivedTable[]> {
  const owned = ownedTables(db.tables);
  const written: ArchivedTable[] = [];
  for (const each of owned) {
    const spec = { ...each, columns: columnsOf(each, (column) => !isCredential(column)) };
    written.push(await writeTable(folder, spec, (after) => pageOfRows(own, spec, after, rowsAtOnce)));
  }
  for (const { table, columns } of shared) {
    const spec = db.tables.get(table);
    if (!spec) throw new Error(`there is no table called ${table}`);
    const listed = columnsOf(spec, (column) => columns.includes(column));
    const page = (after: StoredRow | undefined): Promise<StoredRow[]> =>
      pageOfNamed(own, owned, { table, columns }, String(after?.['id'] ?? lowestId), rowsAtOnce);
    written.push(await writeTable(folder, { ...spec, columns: listed }, page));
  }
  return written.filter(({ rows }) => rows > 0);
}

const columnsOf = ({ columns }: TableSpec, isWanted: (column: string) => boolean): TableSpec['columns'] =>
  Object.fromEntries(Object.entries(columns).filter(([column]) => isWanted(column)));

const lowestId = '00000000-0000-0000-0000-000000000000';

type NextPage = (after: StoredRow | undefined) => Promise<StoredRow[]>;

async function writeTable(folder: string, { name, columns }: TableSpec, next: NextPage): Promise<ArchivedTable> {
  const file = `tables/${name}.ndjson`;
  const handle = await open(path.join(folder, file), 'wx', 0o600);
  const hash = createHash('sha256');
  let rows = 0;
  try {
    let last: StoredRow | undefined;
    for (;;) {
      const page = await next(last);
      const text = page.map(lineOf).join('');
      hash.update(text);
      await handle.writeFile(text);
      rows += page.length;
      last = page.at(-1);
      if (page.length < rowsAtOnce) break;
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  const described = Object.entries(columns).map(([column, { type, tag }]) => ({ name: column, type, protection: tag }));
  if (rows === 0) await rm(path.join(folder, file));
  return { table: name, file, rows, sha256: hash.digest('hex'), columns: described };
}

async function copyFiles(
  kernel: Kernel,
  own: Reads,
  folder: string,
  authorityId: number,
): Promise<Pick<ArchiveManifest, 'files' | 'missing'>> {
  const digests = await listFileDigests(own);
  const files = [];
  const missing = [];
  for (const sha256 of digests) {
    const bytes = await findFile(kernel, { authorityId, digest: sha256 });
    if (!bytes) {
      missing.push(sha256);
      continue;
    }
    await keep(path.join(folder, 'files', sha256), bytes);
    files.push({ sha256, bytes: bytes.length });
  }
  return { files, missing };
}

/** @throws for a file that is there and can't be read */
async function findFile(kernel: Kernel, file: StoredFile): Promise<Buffer | undefined> {
  try {
    return await storedBytes(kernel, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function keep(file: string, content: string | Buffer): Promise<void> {
  await writeFile(file, content, { mode: 0o600, flag: 'wx', flush: true });
}
