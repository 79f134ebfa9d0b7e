import { defineQuery } from '../kernel/query.js';
import { TimelineInput, type TimelineItem, type TimelineSource } from '../kernel/timeline.js';
import { messageHref } from './message-views.js';
import { channelNames, stateName, stateTones } from './message-words.js';
import { show, veil } from './queries.js';
import { listMessagesTo } from './repository.js';
import type { ShownMessage } from './queries.js';

/** What a customer was written, as their timeline has it: which way, about what, and how far it is. */
export const listMessageItems = defineQuery({
  name: 'correspondence.list-message-items',
  permission: 'correspondence.read',
  input: TimelineInput,
  run: async (context, { customerId, from, limit }): Promise<TimelineItem[]> =>
    show(context, await listMessagesTo(context.db, customerId, from, limit))
      .map(veil)
      .map(toItem),
});

export const messageTimeline: TimelineSource = { kind: 'message', name: 'Messages', query: listMessageItems };

function toItem(message: ShownMessage): TimelineItem {
  const { id, authorityId, channel, subject, reference, state, queuedAt, queuedByName } = message;
  return {
    ...{ id, authorityId, at: queuedAt, by: queuedByName },
    title: [channelNames[channel], reference ?? ''].filter(Boolean).join(' about '),
    text: subject || null,
    state: { text: stateName(message), tone: stateTones[state] },
    href: messageHref(message),
  };
}
