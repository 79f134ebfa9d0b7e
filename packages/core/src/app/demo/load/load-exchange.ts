import { listQueue } from '../../../cases/index.js';
import {
  addPeer,
  fingerprintOf,
  getTransfer,
  offerTransfer,
  recordDelivery,
  takeMessage,
  type Said,
} from '../../../exchange/index.js';
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

/** A neighbour in another installation: a case that it took over from Dunmere, and one that it offers. */
export async function loadExchange(
  kernel: Kernel,
  { authorities, staff }: { readonly authorities: LoadedAuthorities; readonly staff: LoadedStaff },
): Promise<void> {
  const authorityId = authorities.ids.get('dunmere');
  const officer = authorityId && actorOf(staff, 'janet.oakley', 'exchange.hand-over', authorityId);
  const queue = { authority: authorityId, service: 'fly-tipping', limit: 4 };
  const chosen = (await runQuery(kernel, demoActor, listQueue, queue)).items.at(-1);
  if (!authorityId || !officer || !chosen) return;
  const { id: peerId } = await runCommand(kernel, demoActor, addPeer, { authorityId, ...neighbour });
  const { id } = await runCommand(kernel, officer, offerTransfer, {
    ...{ caseId: chosen.id, expectedVersion: chosen.version, peerId, fields: ['description', 'place'] },
    ...{
      lawfulBasis: 'Public task: Environmental Protection Act 1990',
      purpose: 'The land is on their side of the lane',
    },
    note: 'The bags lie beyond the parish boundary. Can your crew fetch them?',
  });
  await answerFor(kernel, peerId, id);
  await offerFrom(kernel, peerId);
}

/** The neighbour took it over, and wrote once. */
async function answerFor(kernel: Kernel, peerId: string, id: string): Promise<void> {
  const { transferKey, messages } = await runQuery(kernel, demoActor, getTransfer, { id });
  for (const { id: messageId, sentAt } of messages) {
    const result = { outcome: 'delivered', receivedAt: sentAt + MINUTE_MS } as const;
    await runCommand(kernel, demoActor, recordDelivery, { peerId, messageId, result });
  }
  const updated_datetime = isoAt(kernel, 0);
  const service_request_id = 'BR-7K2M-9QXD-4';
  await say(kernel, peerId, transferKey, 1, { kind: 'accept', update: { updated_datetime, service_request_id } });
  const description = 'Our crew goes on Thursday morning.';
  const update = { updated_datetime, description, update_id: newId(kernel.clock, kernel.random) };
  await say(kernel, peerId, transferKey, 2, { kind: 'note', update });
}

async function offerFrom(kernel: Kernel, peerId: string): Promise<void> {
  await say(kernel, peerId, newId(kernel.clock, kernel.random), 1, {
    kind: 'offer',
    request: {
      ...{ service_request_id: 'BR-3W8H-6TNC-9', service_code: 'dead-animal', service_name: 'Dead animal on the road' },
      ...{ title: 'Dead badger by the bridge', requested_datetime: isoAt(kernel, 2 * HOUR_MS) },
      ...{ description: 'What is it: Badger\nIs it in the way: No', address: 'Mill Lane, Dunmere side of the bridge' },
      note: 'It lies on your side of the bridge.',
      terms: {
        ...{ lawful_basis: 'Public task: Environmental Protection Act 1990', purpose: 'The road is yours' },
        fields: ['description', 'place'],
      },
    },
  });
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
