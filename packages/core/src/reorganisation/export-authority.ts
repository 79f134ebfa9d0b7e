import { readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { listAuthorities } from '../authorities/index.js';
import { atOneMoment, makeWorkFolder } from '../backups/index.js';
import { systemActor } from '../kernel/actor.js';
import { runCommand } from '../kernel/command.js';
import { newId } from '../kernel/ids.js';
import type { Kernel } from '../kernel/kernel.js';
import type { ArchiveManifest } from './archive-format.js';
import { checkArchive } from './check-archive.js';
import { recordExport } from './commands/record-export.js';
import { archiveDamaged, exportInTheWay, notMember } from './leaving-errors.js';
import { writeInto } from './write-archive.js';

const commandLine = systemActor('command line');

export interface Exported {
  readonly manifest: ArchiveManifest;
  /** SHA-256 of `manifest.json`. */
  readonly digest: string;
  readonly rows: number;
}

/**
 * Writes everything of a council into a folder, as it is at one moment, beside running servers: the archive that
 * `leaveAuthority` makes, and nothing changes but the audit trail. The archive is read again before it counts.
 * @throws not_a_member; export_in_the_way unless the folder is empty or not there, and no disk's top; archive_damaged
 */
export async function exportAuthority(
  kernel: Kernel,
  { slug, folder: named }: { readonly slug: string; readonly folder: string },
): Promise<Exported> {
  const authority = (await listAuthorities(kernel)).find((each) => each.slug === slug);
  if (authority?.kind !== 'authority') throw notMember();
  const folder = await whereItLies(named);
  await refuseTop(folder);
  await refuseTaken(folder);
  const id = newId(kernel.clock, kernel.random);
  const about = { reorganisation: id, authority: { id: authority.id, slug, name: authority.name } };
  const { address: from, tables } = kernel.db;
  let made = `${folder}.part-${id}`;
  try {
    const work = await makeWorkFolder(kernel.config.data, 'exporting');
    try {
      await atOneMoment({ from, tables, work }, (reads) => writeInto(kernel, reads, made, about));
    } finally {
      await rm(work, { recursive: true, force: true });
    }
    const { manifest, digest, faults } = await checkArchive(made);
    if (faults.length > 0) throw archiveDamaged({ faults: faults.map((message) => ({ field: folder, message })) });
    await rename(made, folder).catch(explainTaken);
    made = folder;
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    const sizes = { rows, files: manifest.files.length };
    await runCommand(kernel, commandLine, recordExport, { export: id, authorityId: authority.id, digest, ...sizes });
    return { manifest, digest, rows };
  } catch (error) {
    await rm(made, { recursive: true, force: true });
    throw error;
  }
}

/** A folder without the symbolic links on the way to it, as far as it is there. */
async function whereItLies(folder: string): Promise<string> {
  try {
    return await realpath(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTDIR') throw exportInTheWay();
    if (code !== 'ENOENT') throw error;
    return path.join(await whereItLies(path.dirname(folder)), path.basename(folder));
  }
}

/** The archive takes the folder's place once it is whole, and nothing takes that of a disk. @throws export_in_the_way */
async function refuseTop(folder: string): Promise<void> {
  const deviceOf = async (place: string): Promise<number | undefined> =>
    (await stat(place).catch(() => undefined))?.dev;
  const device = await deviceOf(folder);
  const isTop = folder === path.dirname(folder) || device !== (await deviceOf(path.dirname(folder)));
  if (device !== undefined && isTop) throw topOfDisk(folder);
}

const topOfDisk = (folder: string): Error =>
  exportInTheWay({}, `${folder} is the top of a disk. Name a folder inside it with --to.`);

/** @throws export_in_the_way for a file, and for a folder that holds something */
async function refuseTaken(folder: string): Promise<void> {
  try {
    if ((await readdir(folder)).length > 0) throw exportInTheWay();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTDIR') throw exportInTheWay();
    if (code !== 'ENOENT') throw error;
  }
}

/** Somebody else has put something there meanwhile. @throws export_in_the_way; the error itself where it is another */
function explainTaken(error: NodeJS.ErrnoException): never {
  if (error.code === 'EBUSY') throw topOfDisk(error.path ?? '');
  if (['ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes(error.code ?? '')) throw exportInTheWay();
  throw error;
}
