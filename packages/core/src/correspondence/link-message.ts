import type { Instant } from '../kernel/clock.js';
import type { Reads } from '../kernel/db/database.js';
import type { Kernel } from '../kernel/kernel.js';
import { composeMessage, type ComposedMessage } from './compose-message.js';
import type { MergeValues } from './merge-fields.js';
import { contactValues } from './merge-values.js';
import type { MessageSubject } from './queue-message.js';
import type { Recipient } from './recipient.js';
import { templateFor } from './rules.js';
import { listTemplatesInUse } from './shared/templates-in-use.js';
import type { Caution, MessageChannel, MessageLanguage, Occasion } from './types.js';
import { writtenFor } from './written-for.js';

/** Why nothing can be written to somebody. */
export type Unwritten = 'no-words' | 'unreachable' | 'died';

/** The council's words for a link, filled in for whom it is for; or why there are none. */
export type LinkMessage =
  | { readonly unwritten: Unwritten }
  | {
      readonly unwritten: null;
      readonly composed: ComposedMessage;
      readonly subject: MessageSubject;
      readonly templateId: string;
      readonly caution: Caution | null;
    };

export interface LinkReader {
  readonly db: Reads;
  readonly kernel: Kernel;
  readonly now: Instant;
}

/** What a link is written for, and to whom. */
export interface AboutLink {
  readonly occasion: Occasion;
  readonly subject: MessageSubject;
  /** Undefined: nothing names one. */
  readonly service: { readonly id: string; readonly name: string } | undefined;
  readonly recipient: Recipient;
  /** By no other channels than these. */
  readonly only?: readonly MessageChannel[] | undefined;
  /** What only the words for this occasion name. */
  readonly valuesIn: (language: MessageLanguage) => MergeValues;
}

/** @throws bad_input for words that are too long once they are filled in */
export async function composeLink(
  reader: LinkReader,
  { occasion, subject, service, recipient, only, valuesIn }: AboutLink,
): Promise<LinkMessage> {
  const { authorityId } = subject;
  const about = { serviceId: service?.id ?? '', occasion, status: null };
  const template = templateFor(await listTemplatesInUse(reader, [authorityId]), about);
  if (!template) return { unwritten: 'no-words' };
  if (recipient.caution === 'died') return { unwritten: 'died' };
  const written = writtenFor(template, recipient, { only });
  if (!written) return { unwritten: 'unreachable' };
  const { language } = written;
  const named = { authorityId, serviceName: service?.name ?? null };
  const values = { ...(await contactValues(reader, named, recipient, language)), ...valuesIn(language) };
  const composed = composeMessage(values, recipient, written);
  return { unwritten: null, composed, subject, templateId: template.id, caution: recipient.caution };
}
