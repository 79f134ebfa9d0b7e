import { systemActor } from '../../kernel/actor.js';
import { SECOND_MS } from '../../kernel/clock.js';
import { runCommand } from '../../kernel/command.js';
import { callOut, CallOutError, type CallAnswer } from '../../kernel/http/call-out.js';
import { parseJson } from '../../kernel/http/forms.js';
import type { Kernel } from '../../kernel/kernel.js';
import { everyAuthority } from '../../kernel/scope.js';
import { recordDelivery, type Outcome } from '../commands/record-delivery.js';
import { readKeyFile } from '../keys/key-files.js';
import { signingKey } from '../keys/key-rules.js';
import { listKeys } from '../keys/keys-repository.js';
import { findPeer } from '../peers/peers-repository.js';
import type { Peer } from '../peers/peer-types.js';
import { Taken } from './message.js';
import { listDuePeers, listWaiting, type WaitingMessage } from './messages-repository.js';
import { messagesPath, sealMessage } from './sealed.js';

const actor = systemActor('a message for a council in another installation was to be sent');
const atOnce = 200;
const timeoutMs = 10 * SECOND_MS;
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
    const body = Buffer.from(message.body);
    const headers = { accept: 'application/json', ...(await sealed(kernel, url, body)) };
    const { privateHosts } = kernel.config.exchange;
    const answer = await callOut({
      method: 'POST',
      url,
      headers,
      body,
      timeoutMs,
      maxBytes: maxAnswerBytes,
      privateHosts,
    });
    return outcomeOf(answer);
  } catch (error) {
    if (error instanceof CallOutError) return { outcome: 'failed', reason: error.reason };
    throw error;
  }
}

async function sealed(kernel: Kernel, url: URL, body: Buffer): Promise<Readonly<Record<string, string>>> {
  const now = kernel.clock.now();
  const own = signingKey(await listKeys(kernel.db.read(everyAuthority)), now);
  if (!own) throw new CallOutError('This installation has no key yet');
  const key = await readKeyFile(kernel, own.fingerprint);
  return sealMessage(url, body, { key, keyId: own.fingerprint, created: now });
}

/** What may pass by itself is tried again; what the receiver has read and refused waits for somebody to look. */
function outcomeOf({ status, body }: CallAnswer): Outcome {
  const answer = jsonOf(body);
  if (status === 200) {
    const taken = Taken.safeParse(answer);
    if (taken.success) return { outcome: 'delivered', receivedAt: Date.parse(taken.data.received_at) };
    return { outcome: 'failed', reason: 'The answer could not be read' };
  }
  const mayPass = status >= 500 || status < 400 || [401, 404, 408, 429].includes(status);
  const { detail, title } = (answer ?? {}) as { detail?: unknown; title?: unknown };
  const words = [detail, title].find((text): text is string => typeof text === 'string') ?? '';
  const reason = `${status}${words === '' ? '' : `: ${words.slice(0, 300)}`}`;
  return mayPass ? { outcome: 'failed', reason: `It answered ${reason}` } : { outcome: 'refused', refusal: reason };
}

function jsonOf(body: Buffer): unknown {
  try {
    return parseJson(body);
  } catch {
    return undefined;
  }
}
