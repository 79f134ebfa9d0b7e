import { createHash } from 'node:crypto';
import { addFile, listQueue, storeUpload } from '../../../cases/index.js';
import {
  addPeer,
  fingerprintOf,
  getTransfer,
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
import { demoActor, type LoadedAuthorities } from './load-authorities.js';
import { actorOf } from './load-desk-work.js';
import type { LoadedStaff } from './load-staff.js';

/** 32 bytes in base64url. Nobody has the other half: the demo's neighbour is made up. */
const neighboursKey = 'bW9vdGhhbGwtZGVtby1uZWlnaGJvdXJzLWtleS0wMDE';
const neighbour = {
  ...{ origin: 'https://desk.brayford.example', councilSlug: 'brayford', councilName: 'Brayford Borough Council' },
  ...{ fingerprint: fingerprintOf(neighboursKey), publicKey: neighboursKey },
};

type Offered = Extract<Said, { kind: 'offer' }>['request'];

/** Who hands over, of whom, to whom. */
interface Link {
  readonly peerId: string;
  readonly officer: StaffActor;
}

/**
 * A neighbour in another installation: a case that it took over from Dunmere with files, and one that it offers. What was
 * sent is settled, as when the neighbour answered earlier: nothing waits for a far end that isn't there.
 */
export async function loadExchange(
  kernel: Kernel,
  { authorities, staff }: { readonly authorities: LoadedAuthorities; readonly staff: LoadedStaff },
): Promise<void> {
  const authorityId = authorities.ids.get('dunmere');
  const officer = authorityId && actorOf(staff, 'janet.oakley', 'exchange.hand-over', authorityId);
  const queue = { authority: authorityId, service: 'fly-tipping', limit: 4 };
  const shared = (await runQuery(kernel, demoActor, listQueue, queue)).items.at(-1);
  if (!authorityId || !officer || !shared) return;
  const { id: peerId } = await runCommand(kernel, demoActor, addPeer, { authorityId, ...neighbour });
  const link = { peerId, officer };
  await takenOverThere(kernel, link, shared);
  await offerFrom(kernel, peerId, {
    ...{ service_request_id: 'BR-3W8H-6TNC-9', service_code: 'dead-animal', service_name: 'Dead animal on the road' },
    ...{ title: 'Dead badger by the bridge', description: 'What is it: Badger\nIs it in the way: No' },
    ...{ address: 'Mill Lane, Dunmere side of the bridge', note: 'It lies on your side of the bridge.' },
    files: [announced(kernel, 'Where it lies.txt', letterOf('Where it lies.txt'))],
  });
}

interface Chosen {
  readonly id: string;
  readonly version: number;
}

/** Offers a case with files of its own. Answers the hand-over. */
async function offer(kernel: Kernel, { peerId, officer }: Link, chosen: Chosen, names: readonly string[]) {
  const files = [];
  for (const name of names) {
    const file = await storeUpload(kernel, { field: 'file', name, bytes: letterOf(name) });
    files.push((await runCommand(kernel, demoActor, addFile, { caseId: chosen.id, file })).id);
  }
  const { id } = await runCommand(kernel, officer, offerTransfer, {
    ...{ caseId: chosen.id, expectedVersion: chosen.version, peerId, fields: ['description', 'place'], files },
    ...{
      lawfulBasis: 'Public task: Environmental Protection Act 1990',
      purpose: 'The land is on their side of the lane',
    },
    note: 'The bags lie beyond the parish boundary. Can your crew fetch them?',
  });
  await delivered(kernel, peerId, id);
  const { transferKey, files: sent } = await runQuery(kernel, demoActor, getTransfer, { id });
  return { transferKey, fileKeys: sent.map(({ fileKey }) => fileKey) };
}

/** The neighbour took it over, wrote once, has one of its files and could not take the other. */
async function takenOverThere(kernel: Kernel, link: Link, chosen: Chosen): Promise<void> {
  const { peerId } = link;
  const { transferKey, fileKeys } = await offer(kernel, link, chosen, ['What the caller wrote.txt', 'Site plan.txt']);
  const updated_datetime = isoAt(kernel, 0);
  const service_request_id = 'BR-7K2M-9QXD-4';
  await say(kernel, peerId, transferKey, 1, { kind: 'accept', update: { updated_datetime, service_request_id } });
  const description = 'Our crew goes on Thursday morning.';
  const update = { updated_datetime, description, update_id: newId(kernel.clock, kernel.random) };
  await say(kernel, peerId, transferKey, 2, { kind: 'note', update });
  const [came = '', refused = ''] = fileKeys;
  const arrived = { updated_datetime, file_id: came, state: 'arrived' } as const;
  await say(kernel, peerId, transferKey, 3, { kind: 'file', update: arrived });
  const why = 'It is of a kind that is not taken here';
  const notTaken = { updated_datetime, file_id: refused, state: 'refused', description: why } as const;
  await say(kernel, peerId, transferKey, 4, { kind: 'file', update: notTaken });
}

/** Notes that the neighbour has what was sent of a hand-over. */
async function delivered(kernel: Kernel, peerId: string, id: string): Promise<void> {
  const { messages } = await runQuery(kernel, demoActor, getTransfer, { id });
  for (const { id: messageId, sentAt, direction, state } of messages.toReversed()) {
    if (direction === 'in' || state === 'delivered') continue;
    const result = { outcome: 'delivered', receivedAt: sentAt + MINUTE_MS } as const;
    await runCommand(kernel, demoActor, recordDelivery, { peerId, messageId, result });
  }
}

/** Answers what both installations call it. */
async function offerFrom(
  kernel: Kernel,
  peerId: string,
  request: Omit<Offered, 'terms' | 'requested_datetime'>,
): Promise<string> {
  const transferKey = newId(kernel.clock, kernel.random);
  await say(kernel, peerId, transferKey, 1, {
    kind: 'offer',
    request: {
      ...request,
      requested_datetime: isoAt(kernel, 2 * HOUR_MS),
      terms: {
        ...{ lawful_basis: 'Public task: Environmental Protection Act 1990', purpose: 'The place is yours' },
        fields: ['description', 'place'],
      },
    },
  });
  return transferKey;
}

const letterOf = (name: string): Buffer =>
  Buffer.from(`${name.slice(0, -4)}\n\nBetween the lane and the hedge, some ten metres from the gate.\n`);

function announced(kernel: Kernel, name: string, bytes: Buffer): NonNullable<Offered['files']>[number] {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const file_id = newId(kernel.clock, kernel.random);
  return { file_id, name, media_type: 'text/plain', size_bytes: bytes.length, sha256 };
}

async function say(kernel: Kernel, peerId: string, transfer: string, sequence: number, said: Said): Promise<void> {
  const about = { exchange: 1, from: neighbour.councilSlug, to: 'dunmere', transfer, sequence } as const;
  const idempotency_key = newId(kernel.clock, kernel.random);
  const message = { ...about, idempotency_key, sent_at: isoAt(kernel, MINUTE_MS), by: 'Ines Farrow', ...said };
  await runCommand(kernel, demoActor, takeMessage, { peerId, message, clockAheadMs: -MINUTE_MS });
}

function isoAt(kernel: Kernel, agoMs: number): string {
  return new Date(kernel.clock.now() - agoMs).toISOString();
}
