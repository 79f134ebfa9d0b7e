import type { MessageChannel } from '../correspondence/index.js';
import { listConsentsOf, type Consent } from '../customers/index.js';
import type { Reads } from '../kernel/db/database.js';

/** By which channels a customer may be sent the question. */
export type SurveyChannels = 'any' | 'none' | readonly MessageChannel[];

export async function channelsFor(db: Reads, customerId: string | null): Promise<SurveyChannels> {
  return customerId === null ? 'any' : channelsOf(await listConsentsOf(db, customerId));
}

/**
 * Asking how satisfied somebody was rests on the public task (UK GDPR article 6(1)(e)), so that nobody has to agree
 * first; but whoever withdrew their consent to surveys is sent none, and whoever gave it for some channels gets it by
 * those alone.
 */
export function channelsOf(consents: readonly Pick<Consent, 'purpose' | 'channel' | 'withdrawnAt'>[]): SurveyChannels {
  const about = consents.filter(({ purpose }) => purpose === 'survey');
  const held = about.filter(({ withdrawnAt }) => withdrawnAt === null);
  if (held.length === 0) return about.length === 0 ? 'any' : 'none';
  if (held.some(({ channel }) => channel === null)) return 'any';
  return held.flatMap(({ channel }) => messageChannelOf[channel ?? ''] ?? []);
}

const messageChannelOf: Readonly<Record<string, MessageChannel>> = { email: 'email', text: 'text', post: 'letter' };
