import { createHash } from 'node:crypto';
import { addFile, storeUpload } from '../../../cases/index.js';
import {
  getTransfer,
  listTransfers,
  offerTransfer,
  recordDelivery,
  takeMessage,
  type Said,
} from '../../../exchange/index.js';
import type { StaffActor } from '../../../kernel/actor.js';
import { HOUR_MS, MINUTE_MS } from '../../../kernel/clock.js';
import { runCommand } from '../../../kernel/command.js';
import { newId } from '../../../kernel/ids.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { runQuery } from '../../../kernel/query.js';
import { demoActor } from './load-authorities.js';

export const neighbourSlug = 'brayford';

type Offered = Extract<Said, { kind: 'offer' }>['request'];

/** Between an officer of ours and the neighbour. It is made up: what it answers is said here. */
export interface Link {
  readonly kernel: Kernel;
  readonly peerId: string;
  readonly officer: StaffActor;
}

/** A hand-over, and the neighbour’s voice in it. */
export interface HandOver {
  readonly id: string;
  readonly version: number;
  /** What both installations call its files. */
  readonly fileKeys: readonly string[];
  readonly hear: (said: Said) => Promise<void>;
}

/** Offers a case to the neighbour, which has it at once, with files of these names. */
export async function offerToNeighbour(
  link: Link,
  { id: caseId, version: expectedVersion }: { readonly id: string; readonly version: number },
  about: { readonly note: string; readonly fileNames?: readonly string[] },
): Promise<HandOver> {
  const { kernel, peerId, officer } = link;
  const files = [];
  for (const name of about.fileNames ?? []) {
    const file = await storeUpload(kernel, { field: 'file', name, bytes: letterOf(name) });
    files.push((await runCommand(kernel, demoActor, addFile, { caseId, file })).id);
  }
  const { id, version } = await runCommand(kernel, officer, offerTransfer, {
    ...{ caseId, expectedVersion, peerId, fields: ['description', 'place'], files, note: about.note },
    ...{ lawfulBasis, purpose: 'The land is on their side of the lane' },
  });
  await settleWith(link, id);
  const { transferKey, files: sent } = await runQuery(kernel, demoActor, getTransfer, { id });
  return { id, version, fileKeys: sent.map(({ fileKey }) => fileKey), hear: voice(link, transferKey) };
}

/** What the neighbour offers of a case of its own. */
export interface TheirCase {
  readonly reference: string;
  readonly service: readonly [code: string, name: string];
  readonly title: string;
  readonly description: string;
  readonly address: string;
  readonly note: string;
  readonly fileName?: string | undefined;
}

/** The neighbour offers a case to us. */
export async function offeredByNeighbour(link: Link, theirs: TheirCase): Promise<HandOver> {
  const { kernel } = link;
  const transferKey = newId(kernel.clock, kernel.random);
  const hear = voice(link, transferKey);
  const [service_code, service_name] = theirs.service;
  const { title, description, address, note, fileName } = theirs;
  await hear({
    kind: 'offer',
    request: {
      ...{ service_request_id: theirs.reference, service_code, service_name, title, description, address, note },
      requested_datetime: isoAt(kernel, 2 * HOUR_MS),
      ...(fileName === undefined ? {} : { files: [announced(kernel, fileName)] }),
      terms: { lawful_basis: lawfulBasis, purpose: 'The place is yours', fields: ['description', 'place'] },
    },
  });
  const { items } = await runQuery(kernel, demoActor, listTransfers, { show: 'to-answer' });
  const found = items.find((one) => one.transferKey === transferKey);
  if (!found) throw new Error('an offer of the neighbour’s did not arrive');
  return { id: found.id, version: found.version, fileKeys: [], hear };
}

/** The neighbour has all that we sent of a hand-over. */
export async function settleWith({ kernel, peerId }: Link, id: string): Promise<void> {
  const { messages } = await runQuery(kernel, demoActor, getTransfer, { id });
  for (const { id: messageId, sentAt, direction, state } of messages.toReversed()) {
    if (direction === 'in' || state !== 'waiting') continue;
    const result = { outcome: 'delivered', receivedAt: sentAt - MINUTE_MS } as const;
    await runCommand(kernel, demoActor, recordDelivery, { peerId, messageId, result });
  }
}

/** What the neighbour says in one hand-over, numbered from 1. Its clock is a minute behind ours. */
function voice({ kernel, peerId }: Link, transfer: string): HandOver['hear'] {
  let sequence = 0;
  return async (said) => {
    sequence += 1;
    const about = { exchange: 1, from: neighbourSlug, to: 'dunmere', transfer, sequence } as const;
    const idempotency_key = newId(kernel.clock, kernel.random);
    const message = { ...about, idempotency_key, sent_at: isoAt(kernel, MINUTE_MS), by: 'Ines Farrow', ...said };
    await runCommand(kernel, demoActor, takeMessage, { peerId, message, clockAheadMs: -MINUTE_MS });
  };
}

const lawfulBasis = 'Public task: Environmental Protection Act 1990';

export const letterOf = (name: string): Buffer =>
  Buffer.from(`${name.slice(0, -4)}\n\nBetween the lane and the hedge, some ten metres from the gate.\n`);

function announced(kernel: Kernel, name: string): NonNullable<Offered['files']>[number] {
  const bytes = letterOf(name);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const file_id = newId(kernel.clock, kernel.random);
  return { file_id, name, media_type: 'text/plain', size_bytes: bytes.length, sha256 };
}

export function isoAt(kernel: Kernel, agoMs = 0): string {
  return new Date(kernel.clock.now() - agoMs).toISOString();
}
