import type { DescribedCase } from '../../cases/index.js';
import { AppError } from '../../kernel/errors.js';
import type { Instant } from '../../kernel/clock.js';
import type { Reads } from '../../kernel/db/database.js';
import type { Kernel } from '../../kernel/kernel.js';
import { composeMessage, type ComposedMessage, type WrittenMessage } from '../compose-message.js';
import { caseValues } from '../merge-values.js';
import { recipientOf, type Recipient } from '../recipient.js';
import type { Caution, MessageTemplate } from '../types.js';
import { writtenFor } from '../written-for.js';

/** What several customers are written: words in English and perhaps Welsh, and the template that they were begun from. */
export interface ManyWords {
  readonly words: MessageTemplate['words'];
  readonly template: Pick<MessageTemplate, 'id' | 'authorityId' | 'serviceId'> | undefined;
}

/** Why nothing can be written about a case. */
export const unwrittenWords = {
  anonymous: 'Nobody to write to: whoever reported it is anonymous',
  unreachable: 'No email address, mobile number or postal address is on record',
  'no-text': 'Only a mobile number is on record, and there are no words for a text message',
  'other-council': 'The template is another council’s',
  'other-service': 'The template is for another service',
} as const;
export type Unwritten = keyof typeof unwrittenWords;

/** A message about one case of several, in its customer's language and by the channel nearest to their wish. */
export type Written =
  | { readonly why: Unwritten; readonly recipient: Recipient }
  | { readonly why: null; readonly recipient: Recipient; readonly written: WrittenMessage };

/** How the customer of a case is written to, or why they can't be. */
export async function writeAbout(db: Reads, found: DescribedCase, { words, template }: ManyWords): Promise<Written> {
  const recipient = await recipientOf(db, found, found);
  if (template && template.authorityId !== found.authorityId) return { why: 'other-council', recipient };
  if (template && template.serviceId !== null && template.serviceId !== found.serviceId)
    return { why: 'other-service', recipient };
  const written = writtenFor({ words }, recipient);
  return written ? { why: null, recipient, written } : { why: whyNot(recipient, found), recipient };
}

function whyNot({ reach, name }: Recipient, { customerId }: Pick<DescribedCase, 'customerId'>): Unwritten {
  if (reach.text !== undefined) return 'no-text';
  return customerId === null && name === '' ? 'anonymous' : 'unreachable';
}

/** One of several messages, before any is sent. */
export interface Letter {
  readonly caseId: string;
  /** Whom it goes to, so that two to the same person show: a customer, else an address. */
  readonly person: string;
  readonly recipientName: string;
  readonly way: Pick<WrittenMessage, 'channel' | 'language'>;
  readonly caution: Caution | null;
  /** Undefined as long as there are no words. */
  readonly composed: Pick<ComposedMessage, 'subject' | 'body'> | undefined;
}

/** What stands in the words' place before there are any: each channel and language is open. */
const anyWords: MessageTemplate['words'] = {
  en: { subject: '…', body: '…', text: '…' },
  cy: { subject: '…', body: '…', text: '…' },
};

interface Moment {
  readonly db: Reads;
  readonly kernel: Kernel;
  readonly now: Instant;
}

/** The message about a case as it would arrive, or why there can be none. */
export async function letterAbout(
  moment: Moment,
  found: DescribedCase,
  { words, template }: Partial<ManyWords>,
): Promise<Letter | { readonly unwritten: string }> {
  const about = await writeAbout(moment.db, found, { words: words ?? anyWords, template });
  if (about.why !== null) return { unwritten: unwrittenWords[about.why] };
  const { written, recipient } = about;
  try {
    const values = await caseValues(moment, found, recipient, written.language);
    const composed = composeMessage(values, recipient, written);
    return {
      caseId: found.id,
      person: found.customerId ?? composed.address,
      recipientName: recipient.name,
      way: written,
      caution: recipient.caution,
      composed: words && composed,
    };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { unwritten: error.faults[0]?.message ?? error.message };
  }
}
