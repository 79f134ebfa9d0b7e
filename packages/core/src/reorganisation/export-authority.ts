import { readdir, rm } from 'node:fs/promises';
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

/** What a run that was cut off may have left in the folder that it was writing. */
const archiveParts: ReadonlySet<string> = new Set(['tables', 'files', 'README.txt', 'manifest.json']);

export interface Exported {
  readonly manifest: ArchiveManifest;
  /** SHA-256 of `manifest.json`. */
  readonly digest: string;
  readonly rows: number;
}

/**
 * Writes everything of a council into a folder, as it is at one moment, beside running servers: the archive that
 * `leaveAuthority` makes, and nothing changes but the audit trail. The archive is read again before it counts.
 * @throws not_a_member; export_in_the_way unless the folder is empty or not there; archive_damaged
 */
export async function exportAuthority(
  kernel: Kernel,
  { slug, folder }: { readonly slug: string; readonly folder: string },
): Promise<Exported> {
  const authority = (await listAuthorities(kernel)).find((each) => each.slug === slug);
  if (authority?.kind !== 'authority') throw notMember();
  await refuseTaken(folder);
  const id = newId(kernel.clock, kernel.random);
  const about = { reorganisation: id, authority: { id: authority.id, slug, name: authority.name } };
  const { address: from, tables } = kernel.db;
  try {
    const work = await makeWorkFolder(kernel.config.data, 'exporting');
    try {
      await atOneMoment({ from, tables, work }, (reads) => writeInto(kernel, reads, folder, about));
    } finally {
      await rm(work, { recursive: true, force: true });
    }
    const { manifest, digest, faults } = await checkArchive(folder);
    if (faults.length > 0) throw archiveDamaged({ faults: faults.map((message) => ({ field: folder, message })) });
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    const sizes = { rows, files: manifest.files.length };
    await runCommand(kernel, commandLine, recordExport, { export: id, authorityId: authority.id, digest, ...sizes });
    return { manifest, digest, rows };
  } catch (error) {
    for (const place of [`${folder}.part`, folder]) await rm(place, { recursive: true, force: true });
    throw error;
  }
}

/** @throws export_in_the_way */
async function refuseTaken(folder: string): Promise<void> {
  if ((await namesIn(folder)).length > 0) throw exportInTheWay();
  const others = (await namesIn(`${folder}.part`)).filter((name) => !archiveParts.has(name));
  if (others.length > 0) throw exportInTheWay({}, `${folder}.part is in the way. Name another folder with --to.`);
}

/** @throws export_in_the_way for a file */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    if (code === 'ENOTDIR') throw exportInTheWay();
    throw error;
  }
}
