import { writeFile } from 'node:fs/promises';
import { getPartnership, listAuthorities, type Authority } from '../authorities/index.js';
import { listHeads, sealEntries } from '../audit/index.js';
import { systemActor } from '../kernel/actor.js';
import { runCommand } from '../kernel/command.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority } from '../kernel/scope.js';
import { checkArchive, type CheckedArchive } from './check-archive.js';
import { beginLeaving } from './commands/begin-leaving.js';
import { finishLeaving } from './commands/finish-leaving.js';
import { keepArchive } from './commands/keep-archive.js';
import { cutLinks, removeNextRows, unindexSome } from './commands/remove-rows.js';
import { planLeaving, type LeavePlan } from './leave-plan.js';
import { countNamings, isFileNamed } from './leave-repository.js';
import type { LeavingCheck } from './leaving-checks.js';
import { archiveDamaged, leavingChanged, notMember, rowsRemain } from './leaving-errors.js';
import { removeDocuments } from './remove-documents.js';
import { signProof, type LeavingProof, type SignedProof } from './leaving-proof.js';
import { findLeaving, type KnownLeaving } from './leavings-repository.js';
import { countLeaving, countRows, rowsOf } from './rows-repository.js';
import { ownedTables } from './table-order.js';
import { tableRules } from './table-rules.js';
import { writeArchive } from './write-archive.js';

const commandLine = systemActor('command line');

export interface Leaving {
  readonly slug: string;
  /** The code of the plan that was looked at. */
  readonly confirm: string;
  /** Where the archive goes. */
  readonly folder: string;
  readonly checks: readonly LeavingCheck[];
  /** Told before each step, for progress. */
  readonly onStep?: (step: string) => void;
}

/** What `moothall authority leave` shows before anything is done, and how far an earlier run came. */
export async function previewLeaving(
  kernel: Kernel,
  slug: string,
  checks: readonly LeavingCheck[],
): Promise<{ readonly plan: LeavePlan; readonly begun: KnownLeaving | undefined }> {
  const authority = await findNamed(kernel, slug);
  const begun = authority && (await findLeaving(kernel.db.read(everyAuthority), authority.id));
  if (begun) return { plan: { ...(begun.plan as LeavePlan), code: begun.code }, begun };
  if (authority?.kind !== 'authority') throw notMember();
  const about = { checks, now: kernel.clock.now(), schema: kernel.db.tables };
  return { plan: await planLeaving(kernel.db.read(everyAuthority), authority, about), begun: undefined };
}

/**
 * Takes an authority out of the installation: ends its membership, archives its rows, checks the archive, removes them,
 * and proves that they are gone. Stopped at any moment, the same call goes on where it stopped.
 * @throws not_a_member; leaving_plan_changed; leaving_blocked; archive_in_the_way; archive_damaged; rows_remain; documents_remain
 */
export async function leaveAuthority(kernel: Kernel, leaving: Leaving): Promise<SignedProof> {
  const { slug, confirm, folder, checks, onStep = () => undefined } = leaving;
  onStep('end its membership');
  const authority = await findNamed(kernel, slug);
  if (!authority) throw notMember();
  const { id } = authority;
  const earlier = await findLeaving(kernel.db.read(everyAuthority), id);
  if (earlier && earlier.code !== confirm) throw leavingChanged();
  if (!earlier) await runCommand(kernel, commandLine, beginLeaving(checks), { slug, code: confirm });
  const current = await findLeaving(kernel.db.read(everyAuthority), id);
  if (!current) throw new Error(`the leaving of ${slug} has begun, and the audit trail doesn’t say so`);
  const archive = await archiveOf(kernel, current, authority, { folder, onStep });
  if (current.state !== 'finished') await removeRows(kernel, current, authority, onStep);
  onStep('remove its files');
  for (const { sha256 } of archive.manifest.files)
    if (!(await isFileNamed(kernel.db.read(everyAuthority), sha256))) await kernel.files.remove(sha256);
  await removeDocuments(kernel, folder, id);
  return await prove(kernel, current, archive, { folder, onStep });
}

async function findNamed(kernel: Kernel, slug: string): Promise<Authority | undefined> {
  return (await listAuthorities(kernel)).find((each) => each.slug === slug);
}

type Watched = Pick<Leaving, 'folder'> & { readonly onStep: (step: string) => void };

/** The archive, written if it isn't yet, and read again in any case: nothing goes before that. */
async function archiveOf(
  kernel: Kernel,
  { id, state, archiveDigest }: KnownLeaving,
  authority: Authority,
  { folder, onStep }: Watched,
): Promise<CheckedArchive> {
  let digest = archiveDigest;
  if (state === 'begun') {
    onStep('write the archive');
    const { slug, name } = authority;
    digest = await writeArchive(kernel, folder, {
      reorganisation: id,
      authority: { id: authority.id, slug, name },
    });
  }
  onStep('read the archive again');
  const checked = await checkArchive(folder);
  if (checked.faults.length > 0 || checked.digest !== digest)
    throw archiveDamaged({ faults: checked.faults.map((message) => ({ field: folder, message })) });
  if (state !== 'begun') return checked;
  await refuseOtherCounts(kernel, checked, authority.id);
  onStep('say that the archive is whole');
  await runCommand(kernel, commandLine, keepArchive, { reorganisation: id, authorityId: authority.id, digest });
  return checked;
}

/** Rows that were written while the archive was, would be lost. */
async function refuseOtherCounts(kernel: Kernel, { manifest }: CheckedArchive, authorityId: number): Promise<void> {
  const own = kernel.db.read(rowsOf(authorityId));
  for (const spec of ownedTables(kernel.db.tables)) {
    const archived = manifest.tables.find(({ table }) => table === spec.name)?.rows ?? 0;
    if (spec.retention !== 'audit' && (await countRows(own, spec)) !== archived) throw rowsRemain();
  }
}

async function removeRows(
  kernel: Kernel,
  { id: reorganisation }: KnownLeaving,
  { id: authorityId }: Authority,
  onStep: (step: string) => void,
): Promise<void> {
  const step = { reorganisation, authorityId };
  onStep('cut what names its rows');
  const { id: partnershipId } = await getPartnership(kernel);
  await runCommand(kernel, commandLine, cutLinks, { ...step, partnershipId });
  for (let after: number | null = 0; after !== null;) {
    onStep('take its customers out of the search');
    after = (await runCommand(kernel, commandLine, unindexSome, { ...step, after })).last;
  }
  for (let from: string | undefined; ;) {
    onStep(`remove rows${from === undefined ? '' : ` of ${from}`}`);
    const removed: { table: string } | null = await runCommand(kernel, commandLine, removeNextRows, { ...step, from });
    if (removed === null) return;
    from = removed.table;
  }
}

async function prove(
  kernel: Kernel,
  { id, state }: KnownLeaving,
  { manifest, digest }: CheckedArchive,
  { folder, onStep }: Watched,
): Promise<SignedProof> {
  const { authority } = manifest;
  onStep('close its audit chain');
  if (state !== 'finished') await sealEntries(kernel, 'start');
  const proof: LeavingProof = {
    format: 'moothall-proof-of-removal',
    authority,
    checkedAt: kernel.clock.now(),
    archive: {
      digest,
      rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
      files: manifest.files.length,
      missingFiles: manifest.missing.length,
    },
    ...(await countWhatIsLeft(kernel, authority.id)),
    chain: await headOf(kernel, authority.id),
  };
  if (Object.values(proof.remaining).some((rows) => rows > 0)) throw rowsRemain();
  onStep('keep the proof');
  if (state !== 'finished') await runCommand(kernel, commandLine, finishLeaving, { reorganisation: id, proof });
  const signed = { proof, signature: signProof(kernel, proof) };
  await writeFile(`${folder}.proof.json`, `${JSON.stringify(signed, null, 2)}\n`, { mode: 0o600 });
  return signed;
}

async function countWhatIsLeft(kernel: Kernel, authorityId: number): Promise<Pick<LeavingProof, 'remaining' | 'kept'>> {
  const remaining = await countNamings(kernel.db.read(everyAuthority), authorityId);
  const kept: Record<string, number> = {};
  const own = kernel.db.read(rowsOf(authorityId));
  for (const spec of ownedTables(kernel.db.tables)) {
    const rule = tableRules[spec.name]?.leaving;
    const going = await countLeaving(own, spec);
    if (rule !== 'removed') kept[spec.name] = (await countRows(own, spec)) - going;
    if (rule !== 'kept') remaining[spec.name] = (remaining[spec.name] ?? 0) + going;
  }
  return { remaining, kept };
}

async function headOf(kernel: Kernel, authorityId: number): Promise<LeavingProof['chain']> {
  const head = (await listHeads(kernel)).find((each) => each.authorityId === authorityId);
  return head ? { seq: head.seq, hash: head.hash } : { seq: 0, hash: '' };
}
