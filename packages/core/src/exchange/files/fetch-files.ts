import { createHash } from 'node:crypto';
import { storeUpload } from '../../cases/index.js';
import { systemActor } from '../../kernel/actor.js';
import { SECOND_MS } from '../../kernel/clock.js';
import { runCommand } from '../../kernel/command.js';
import { badInput, isError, notFound, staleVersion } from '../../kernel/errors.js';
import { CallOutError } from '../../kernel/http/call-out-error.js';
import type { Kernel } from '../../kernel/kernel.js';
import { everyAuthority } from '../../kernel/scope.js';
import { settleFile, type FileResult } from '../commands/settle-file.js';
import { callPeer, refusalOf, type Refusal } from '../wire/call-peer.js';
import { restMs } from '../wire/ordering.js';
import { piecesPath } from '../wire/sealed.js';
import { askFor } from './ask-for.js';
import type { TransferFile } from './file-types.js';
import { holdsPart, listParts, readPart, removePart, writePart } from './part-file.js';
import { pieceBytes } from './read-piece.js';
import { listDueFiles, listWaitingAmong, saveFailure, savePiece } from './transfer-files-repository.js';

const actor = systemActor('a file that another council announced was to be fetched');
const atOnce = 20;
/** After so long no further piece is asked for: the next run goes on where this one ended. */
const longestRunMs = 12 * SECOND_MS;

/**
 * Fetches files that other councils announced with cases that we have taken over, piece by piece. What has come stays when
 * the link is cut or the server ends, and the next run goes on behind it. Answers how many were settled.
 */
export async function fetchFiles(kernel: Kernel): Promise<number> {
  const until = kernel.clock.now() + longestRunMs;
  await removeLeftParts(kernel);
  let settled = 0;
  for (const file of await listDueFiles(kernel.db.read(everyAuthority), kernel.clock.now(), atOnce)) {
    const result = await fetchFile(kernel, file, until);
    if (result === 'later') continue;
    if (await settle(kernel, file, result)) settled += 1;
  }
  return settled;
}

/** Files that were settled when the server was killed: nobody needs what lies there of them. */
async function removeLeftParts(kernel: Kernel): Promise<void> {
  const there = await listParts(kernel);
  const waiting = await listWaitingAmong(kernel.db.read(everyAuthority), there);
  for (const id of there) if (!waiting.has(id)) await removePart(kernel, id);
}

async function settle(kernel: Kernel, { id }: TransferFile, result: FileResult): Promise<boolean> {
  try {
    await runCommand(kernel, actor, settleFile, { id, result });
  } catch (error) {
    // Another worker was faster, or somebody changed the transfer at that moment: the next run sees which.
    if (isError(error, notFound.code) || isError(error, staleVersion.code)) return false;
    throw error;
  }
  await removePart(kernel, id);
  return true;
}

async function fetchFile(kernel: Kernel, file: TransferFile, until: number): Promise<FileResult | 'later'> {
  const { maxBytes } = kernel.config.files;
  if (file.sizeBytes > maxBytes) return refused(`It is larger than ${Math.floor(maxBytes / 1_048_576)} MB`);
  let came = (await holdsPart(kernel, file.id, file.cameBytes)) ? file.cameBytes : 0;
  while (came < file.sizeBytes) {
    if (kernel.clock.now() > until) return 'later';
    const piece = await askForPiece(kernel, file, came);
    if (!Buffer.isBuffer(piece)) return await without(kernel, file, piece);
    if (piece.length === 0 || came + piece.length > file.sizeBytes) return refused(notAsAnnounced);
    await writePart(kernel, file.id, came, piece);
    came += piece.length;
    await kernel.db.write(everyAuthority, (db) => savePiece(db, file.id, came));
  }
  return await check(kernel, file, await readPart(kernel, file.id, came));
}

const notAsAnnounced = 'What came is not what was announced';
const refused = (reason: string): FileResult => ({ state: 'refused', reason });

async function askForPiece(kernel: Kernel, file: TransferFile, offset: number): Promise<Buffer | Refusal> {
  try {
    const { origin, wanted } = await askFor(kernel, file, offset);
    const body = Buffer.from(JSON.stringify(wanted));
    const answer = await callPeer(kernel, new URL(piecesPath, origin), body, { maxBytes: pieceBytes });
    return answer.status === 200 ? answer.body : refusalOf(answer);
  } catch (error) {
    if (error instanceof CallOutError) return { outcome: 'failed', reason: error.reason };
    throw error;
  }
}

/** What the other council refuses to send won't come; a link that failed rests. */
async function without(kernel: Kernel, file: TransferFile, refusal: Refusal): Promise<FileResult | 'later'> {
  if (refusal.outcome === 'refused') return refused('The other council does not send it, or not any more');
  const failures = file.failures + 1;
  const nextTryAt = kernel.clock.now() + restMs(failures, kernel.random(1)[0] ?? 0);
  const failure = { failures, failure: refusal.reason, nextTryAt };
  await kernel.db.write(everyAuthority, (db) => saveFailure(db, file.id, failure));
  return 'later';
}

/** The same checks as for a file that somebody uploads here, and that it is the one that was announced. */
async function check(kernel: Kernel, { name, digest }: TransferFile, bytes: Buffer): Promise<FileResult> {
  if (createHash('sha256').update(bytes).digest('hex') !== digest) return refused(notAsAnnounced);
  try {
    return { state: 'arrived', stored: await storeUpload(kernel, { field: 'file', name, bytes }) };
  } catch (error) {
    if (!isError(error, badInput.code)) throw error;
    return refused('It is of a kind that is not taken here');
  }
}
