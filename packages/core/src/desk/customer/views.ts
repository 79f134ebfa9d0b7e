import type { AlertNoteView } from '../../alerts/index.js';
import type { DescribedSummary } from '../../cases/index.js';
import type { CustomerSummaryView } from '../../customers/index.js';
import type { Channel, InteractionWithEnquiries, Outcome } from '../../interactions/index.js';
import type { Instant } from '../../kernel/clock.js';
import { formatDateTime } from '../../kernel/format-time.js';
import type { PaginationView, TimelineEntry } from '../../web/components.js';
import { caseLine, type CaseLine } from '../case-lines.js';

export interface CustomerPage {
  readonly summary: CustomerSummaryView;
  readonly alerts: readonly AlertNoteView[];
  /** Where an alert on them is proposed. */
  readonly proposeHref: string | undefined;
  readonly openCases: readonly CaseLine[];
  readonly closedCases: readonly CaseLine[];
  readonly contacts: readonly TimelineEntry[];
  readonly pages: PaginationView | undefined;
  /** Where a contact with this customer starts; undefined for those who take none. */
  readonly startHref: string | undefined;
}

interface CustomerFacts {
  readonly summary: CustomerSummaryView;
  readonly cases: readonly DescribedSummary[];
  readonly contacts: { readonly items: readonly InteractionWithEnquiries[]; readonly nextCursor: string | null };
  readonly alerts: readonly AlertNoteView[];
  readonly mayHandle: boolean;
  readonly mayPropose: boolean;
  readonly now: Instant;
}

export function customerPage(facts: CustomerFacts): CustomerPage {
  const { summary, cases, contacts, alerts, mayHandle, mayPropose, now } = facts;
  const { id, baseHref } = summary;
  const lines = (closed: boolean): CaseLine[] =>
    cases.filter(({ statusKind }) => (statusKind === 'closed') === closed).map((one) => caseLine(one, now));
  return {
    summary,
    alerts,
    proposeHref: mayPropose ? `/desk/alerts/new?customer=${id}` : undefined,
    openCases: lines(false),
    closedCases: lines(true),
    contacts: contacts.items.map((contact) => contactEntry(contact, now)),
    pages: contacts.nextCursor === null ? undefined : olderPage(baseHref, contacts.nextCursor),
    startHref: mayHandle ? `/desk/interactions/new?customer=${id}` : undefined,
  };
}

function olderPage(baseHref: string, cursor: string): PaginationView {
  return { next: { href: `${baseHref}?${new URLSearchParams({ cursor }).toString()}`, text: 'Earlier contacts' } };
}

export const channelWords: Readonly<Record<Channel, string>> = {
  telephone: 'Telephone call',
  counter: 'At the counter',
  email: 'Email',
  web: 'On the web',
  letter: 'Letter',
  chat: 'Chat',
};

export const outcomeWords: Readonly<Record<Outcome, string>> = {
  resolved: 'Answered',
  logged: 'Logged',
  passed: 'Passed on',
  abandoned: 'Broken off',
};

function contactEntry(contact: InteractionWithEnquiries, now: Instant): TimelineEntry {
  const { channel, adviserName, startedAt, enquiries, notes } = contact;
  const about = enquiries.map(({ words, outcome }) => `${words ?? 'An enquiry'} (${outcomeText(outcome)})`).join('. ');
  const body = [about, notes ?? ''].filter(Boolean).join('\n');
  return {
    title: channelWords[channel],
    href: `/desk/interactions/${contact.id}`,
    who: adviserName ?? 'Sent in by the customer',
    when: formatDateTime(startedAt, { now }),
    dateTime: new Date(startedAt).toISOString(),
    ...(body ? { body } : {}),
  };
}

function outcomeText(outcome: Outcome | null): string {
  return outcome === null ? 'still open' : outcomeWords[outcome].toLowerCase();
}
