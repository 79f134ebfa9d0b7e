import type { NotificationOutcome, OutgoingNotification } from '@moothall/adapter-sdk';
import type { Courier } from '../adapters/index.js';
import { findListed } from '../directory/index.js';
import { systemActor } from '../kernel/actor.js';
import { runCommand } from '../kernel/command.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority } from '../kernel/scope.js';
import { recordRingMessage } from './commands/record-ring-message.js';
import { findRingToTell, type RingToTell } from './ring-messages-repository.js';
import { notReached, ringAddress, ringMessage, type RingChannel } from './ring-message.js';

const actor = systemActor('writes to whoever is rung');

/** Takes messages to people who are rung in a call-out, while it is their turn. A far end knows one by the ring's id. */
export const ringCourier: Courier<'notifications', OutgoingNotification> = {
  operation: 'notifications.call-out',
  kind: 'notifications',
  title: 'Message to somebody who is called out',
  takes: ({ instance }, channel) => instance.channels.includes(channel as RingChannel),
  begin: async (kernel, ringId) => {
    const ring = await findRingToTell(kernel.db.read(everyAuthority), ringId);
    if (ring?.messageState !== 'waiting') return undefined;
    const message = await compose(kernel, ring);
    if (typeof message !== 'string') return message;
    await runCommand(kernel, actor, recordRingMessage, { ringId, state: message });
    return undefined;
  },
  call: ({ instance }, message) => instance.send(message),
  outcomes: {
    knows: ({ instance }) => instance.outcomes !== undefined,
    ask: async ({ instance }, references) => (await instance.outcomes?.(references)) ?? [],
    keep: async (kernel, ringId, outcome: NotificationOutcome, alongside) => {
      const became =
        outcome === 'delivered'
          ? ({ state: 'delivered' } as const)
          : ({ state: 'undelivered', detail: notReached[outcome] } as const);
      await runCommand(kernel, actor, recordRingMessage, { ringId, ...became }, { alongside });
    },
  },
  settle: async (kernel, ringId, ended, alongside) => {
    const states = { delivered: 'sent', later: 'waiting', dead: 'failed' } as const;
    const detail = ended.how === 'delivered' ? null : ended.detail;
    await runCommand(kernel, actor, recordRingMessage, { ringId, state: states[ended.how], detail }, { alongside });
  },
};

/** What they are sent now; or why nothing. */
async function compose(kernel: Kernel, ring: RingToTell): Promise<OutgoingNotification | 'late' | 'no-address'> {
  const { id, dueAt } = ring;
  if (!ring.isRinging || dueAt === null || dueAt <= kernel.clock.now()) return 'late';
  const person = await findListed(kernel, ring.personId);
  const to = person?.kind === 'person' ? ringAddress(person) : undefined;
  if (!person || !to || to.channel !== ring.channel) return 'no-address';
  const body = await wordsFor(kernel, ring, { dueAt, isOwn: person.authorityId === ring.authorityId });
  const subject = to.channel === 'email' ? 'You are called out' : '';
  return { id, ...to, language: 'en', recipientName: person.name, subject, body };
}

/** Somebody of another council can’t open the page: they ring whoever began it. */
async function wordsFor(
  kernel: Kernel,
  { callOutId, startedById, isRestricted, reference, where }: RingToTell,
  { dueAt, isOwn }: { readonly dueAt: number; readonly isOwn: boolean },
): Promise<string> {
  const { origin } = kernel.config;
  const starter = startedById === null ? undefined : await findListed(kernel, startedById);
  return ringMessage({
    ...(isRestricted ? { reference: null, place: null } : { reference, place: where }),
    dueAt,
    link: origin === undefined || !isOwn ? undefined : `${origin}/desk/call-outs/${callOutId}`,
    telephone: starter?.telephone === '' ? undefined : starter?.telephone,
  });
}
