import type { FilePart } from '@moothall/adapter-sdk';
import type { Writes } from '../kernel/db/database.js';
import { formatFullDate } from '../kernel/format-time.js';
import { fileFault } from '../kernel/import/row-reader.js';
import type { Kernel } from '../kernel/kernel.js';
import { isLocalDate } from '../kernel/local-date.js';
import { everyAuthority, type AuthorityId } from '../kernel/scope.js';
import { readParts, replaceParts } from './parts-repository.js';

/**
 * Change-only updates of a gazetteer that comes in parts are taken in the order of their dates: an older one would undo
 * what a newer one changed. A full supply is taken at any time.
 * @throws import_file_unreadable before anything of the file is written
 */
export async function refuseOutOfSequence(
  kernel: Kernel,
  source: string,
  owner: AuthorityId,
  header: FilePart,
): Promise<void> {
  if (header.supply === 'full') return;
  const key = keyOf(owner, header);
  const kept = (await readParts(kernel.db.read(everyAuthority), source, 'supply', [key])).get(key);
  const latest = (JSON.parse(kept?.content ?? '{}') as { processedOn?: string }).processedOn ?? '';
  if (header.processedOn >= latest) return;
  const said = (day: string): string => (isLocalDate(day) ? formatFullDate(day) : day);
  throw fileFault(
    `This update is of ${said(header.processedOn)}, and a supply of ${said(latest)} from the same custodian is in already: it would undo newer changes. Nothing was read. Load updates in the order of their dates; to start again, load the latest full supply.`,
  );
}

/** Keeps the date of a supply once all of it is in: the latest of its custodian, for the council that loads it. */
export async function noteSupply(
  db: Writes,
  source: string,
  owner: AuthorityId,
  header: FilePart,
  runId: string,
): Promise<void> {
  const key = keyOf(owner, header);
  const kept = (await readParts(db, source, 'supply', [key])).get(key);
  const content = JSON.stringify({ processedOn: header.processedOn, supply: header.supply });
  const part = { kind: 'supply', key, uprn: null, usrn: null, content };
  await replaceParts(db, source, [part], new Set(kept ? [kept] : []), runId);
}

/** Councils that order their own supplies of one national gazetteer get them with dates of their own. */
function keyOf(owner: AuthorityId, { custodian }: FilePart): string {
  return `${owner}/${custodian}`;
}
