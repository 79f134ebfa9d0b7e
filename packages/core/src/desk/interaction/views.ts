import type { AlertNoteView } from '../../alerts/index.js';
import type { Authority, ContactLine } from '../../authorities/index.js';
import type { Channel, Participant } from '../../interactions/index.js';
import { valueOf } from './panels.js';
import { lineOfError } from './error-targets.js';
import type { PillView } from '../../web/components.js';
import type { ErrorSummaryView } from '../../web/form-components.js';
import { type NewCustomerOffers } from './views-find.js';
import { type WhoColumn } from './views-who.js';
import { identityPill } from './views-customer.js';
import { whoColumn } from './views-who.js';
import { notesColumn, type NotesColumn } from './views-notes.js';
import { whyColumn, type WhyColumn } from './views-why.js';
import type { Call } from './read-call.js';
import type { Rendering } from './rendering.js';

/** A contact under way, as its adviser sees it: who, why, notes. */
export interface CallPage {
  readonly title: string;
  readonly pills: readonly PillView[];
  readonly banner: { readonly lead: string; readonly text: string };
  readonly alerts: readonly AlertNoteView[];
  readonly errors: ErrorSummaryView | undefined;
  readonly who: WhoColumn;
  readonly why: WhyColumn;
  readonly notes: NotesColumn;
}

export function callPage(
  call: Call,
  authorities: readonly Authority[],
  rendering: Rendering,
  offers?: NewCustomerOffers,
): CallPage {
  const { interaction, authority, line } = call;
  return {
    title: callTitle(interaction.channel, interaction.participant),
    pills: [
      ...(interaction.customerId === null ? [] : [identityPill(interaction.identityLevel)]),
      ...(line ? [{ text: `${authority.shortName} · ${line.name}`, tone: 'info' as const }] : []),
    ],
    banner: banner(authority, line, interaction.channel),
    alerts: valueOf(call.alerts) ?? [],
    errors: errorsOf(rendering),
    who: whoColumn(call, rendering, offers),
    why: whyColumn(call, authorities, rendering),
    notes: notesColumn(call, rendering),
  };
}

export const channelTitles: Readonly<Record<Channel, string>> = {
  telephone: 'Phone contact',
  counter: 'Counter contact',
  email: 'Email contact',
  text: 'Text message',
  web: 'Web contact',
  letter: 'Letter',
  chat: 'Web chat',
};

/** "Phone contact with Joan Prosser". */
export function callTitle(channel: Channel, { name }: Participant): string {
  return name ? `${channelTitles[channel]} with ${name}` : `${channelTitles[channel]}, nobody named yet`;
}

function banner({ name }: Authority, line: ContactLine | undefined, channel: Channel): CallPage['banner'] {
  const isSpoken = channel === 'telephone' || channel === 'counter';
  return { lead: `${isSpoken ? 'Answer' : 'Reply'} as “${name}”.`, text: isSpoken ? (line?.openingWords ?? '') : '' };
}

function errorsOf({ faults }: Rendering): ErrorSummaryView | undefined {
  if (faults.length === 0) return undefined;
  return { errorList: faults.map(lineOfError) };
}
