import { systemActor } from '../../kernel/actor.js';
import { SECOND_MS } from '../../kernel/clock.js';
import { runCommand } from '../../kernel/command.js';
import type { CallAnswer } from '../../kernel/http/call-out.js';
import { CallOutError } from '../../kernel/http/call-out-error.js';
import type { Kernel } from '../../kernel/kernel.js';
import { everyAuthority } from '../../kernel/scope.js';
import { recordDelivery, type Outcome } from '../commands/record-delivery.js';
import { findPeer } from '../peers/peers-repository.js';
import type { Peer } from '../peers/peer-types.js';
import { callPeer, jsonOf, refusalOf } from './call-peer.js';
import { Taken } from './message.js';
import { listDuePeers, listWaiting, type WaitingMessage } from './messages-repository.js';
import { messagesPath } from './sealed.js';

const actor = systemActor('a message for a council in another installation was to be sent');
const atOnce = 200;
/** After so long no further message is begun: the next run goes on. */
const longestRunMs = 12 * SECOND_MS;
/** Longer than a run whose last message waits for its answer. What a killed server had begun rests for so long. */
export const deliveryLeaseMs = 30 * SECOND_MS;
const maxAnswerBytes = 65_536;

/**
 * Sends what waits, to each peer in turn: of one transfer in order, and no message before the one ahead of it is settled.
 * A link that fails rests, and its messages with it; none keeps the others waiting. Answers how many were delivered.
 */
export async function deliverMessages(kernel: Kernel): Promise<number> {
  const until = kernel.clock.now() + longestRunMs;
  let delivered = 0;
  for (;;) {
    const before = delivered;
    const due = await listDuePeers(kernel.db.read(everyAuthority), kernel.clock.now());
    for (const id of due) {
      const share = kernel.clock.now() + longestRunMs / due.length;
      delivered += await deliverTo(kernel, id, Math.min(until, share));
    }
    if (delivered === before || kernel.clock.now() > until) return delivered;
  }
}

async function deliverTo(kernel: Kernel, peerId: string, until: number): Promise<number> {
  const db = kernel.db.read(everyAuthority);
  const peer = await findPeer(db, peerId);
  if (!peer) return 0;
  let delivered = 0;
  const stuck = new Set<string>();
  for (const message of await listWaiting(db, peerId, atOnce)) {
    if (message.state === 'refused') stuck.add(message.transferId);
    if (stuck.has(message.transferId)) continue;
    if (kernel.clock.now() > until) break;
    const result = await deliverOne(kernel, peer, message);
    await runCommand(kernel, actor, recordDelivery, { peerId, messageId: message.id, result });
    if (result.outcome === 'failed') break;
    if (result.outcome === 'refused') stuck.add(message.transferId);
    else delivered += 1;
  }
  return delivered;
}

async function deliverOne(kernel: Kernel, peer: Peer, message: WaitingMessage): Promise<Outcome> {
  try {
    const url = new URL(messagesPath, peer.origin);
    return outcomeOf(await callPeer(kernel, url, Buffer.from(message.body), { maxBytes: maxAnswerBytes }));
  } catch (error) {
    if (error instanceof CallOutError) return { outcome: 'failed', reason: error.reason };
    throw error;
  }
}

function outcomeOf(answer: CallAnswer): Outcome {
  if (answer.status !== 200) return refusalOf(answer);
  const taken = Taken.safeParse(jsonOf(answer.body));
  if (taken.success) return { outcome: 'delivered', receivedAt: Date.parse(taken.data.received_at) };
  return { outcome: 'failed', reason: 'The answer could not be read' };
}
