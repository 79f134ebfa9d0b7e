import { defineQuery } from '../kernel/query.js';
import { TimelineInput, type TimelineItem, type TimelineSource } from '../kernel/timeline.js';
import { contactWords, outcomeWords } from './interaction-words.js';
import { readContacts, type InteractionWithEnquiries } from './queries.js';
import type { ShownEnquiry } from './types.js';

/** A customer's contacts, as their timeline has them. */
export const listContactItems = defineQuery({
  name: 'interactions.list-contact-items',
  permission: 'interactions.read',
  input: TimelineInput,
  run: async (context, { customerId, from: { at: startedAt, id }, limit }): Promise<TimelineItem[]> =>
    (await readContacts(context, customerId, { from: { startedAt, id }, limit })).map(toItem),
});

export const contactTimeline: TimelineSource = { kind: 'contact', name: 'Contacts', query: listContactItems };

function toItem({
  id,
  authorityId,
  channel,
  adviserName,
  startedAt,
  enquiries,
  notes,
}: InteractionWithEnquiries): TimelineItem {
  const about = enquiries.map(enquiryText).join('. ');
  return {
    ...{ id, authorityId, at: startedAt, by: adviserName, state: null },
    title: contactWords[channel],
    text: [about, notes ?? ''].filter(Boolean).join('\n') || null,
    href: `/desk/interactions/${id}`,
  };
}

function enquiryText({ words, outcome }: ShownEnquiry): string {
  return `${words ?? 'An enquiry'} (${outcome === null ? 'still open' : outcomeWords[outcome]})`;
}
