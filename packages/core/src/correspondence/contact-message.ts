import { findInteraction, listEnquiries } from '../interactions/index.js';
import { getPublishedService } from '../services/index.js';
import type { Instant } from '../kernel/clock.js';
import type { Reads } from '../kernel/db/database.js';
import { notFound } from '../kernel/errors.js';
import type { Kernel } from '../kernel/kernel.js';
import { composeMessage, type ComposedMessage } from './compose-message.js';
import { contactValues } from './merge-values.js';
import type { MessageSubject } from './queue-message.js';
import { recipientOf } from './recipient.js';
import { templateFor } from './rules.js';
import { listTemplatesInUse } from './shared/templates-in-use.js';
import type { Caution, MessageChannel } from './types.js';
import { writtenFor } from './written-for.js';

/** What is to be written to the customer of a contact: the link to the survey's question. */
export interface ContactLetter {
  readonly interactionId: string;
  readonly occasion: 'survey';
  readonly link: string;
  /** By no other channels than these. */
  readonly only?: readonly MessageChannel[] | undefined;
}

/** Why nothing can be written to the customer of a contact. */
export type Unwritten = 'no-words' | 'unreachable' | 'died';

/** The council's words for the occasion, filled in for the customer of a contact; or why there are none. */
export type ContactMessage =
  | { readonly unwritten: Unwritten }
  | {
      readonly unwritten: null;
      readonly composed: ComposedMessage;
      readonly subject: MessageSubject;
      readonly templateId: string;
      readonly caution: Caution | null;
    };

interface Reader {
  readonly db: Reads;
  readonly kernel: Kernel;
  readonly now: Instant;
}

/** @throws not_found for a contact out of reach; bad_input for words that are too long once they are filled in */
export async function composeForContact(
  reader: Reader,
  { interactionId, occasion, link, only }: ContactLetter,
): Promise<ContactMessage> {
  const { db } = reader;
  const interaction = await findInteraction(db, interactionId);
  if (!interaction) throw notFound();
  const { authorityId, customerId } = interaction;
  const service = await serviceOf(db, interactionId);
  const about = { serviceId: service?.id ?? '', occasion, status: null };
  const template = templateFor(await listTemplatesInUse(reader, [authorityId]), about);
  if (!template) return { unwritten: 'no-words' };
  const recipient = await recipientOf(db, { restricted: false }, interaction);
  if (recipient.caution === 'died') return { unwritten: 'died' };
  const written = writtenFor(template, recipient, { only });
  if (!written) return { unwritten: 'unreachable' };
  const named = { authorityId, serviceName: service?.name ?? null };
  const values = { ...(await contactValues(reader, named, recipient, written.language)), 'survey-link': link };
  return {
    unwritten: null,
    composed: composeMessage(values, recipient, written),
    subject: { authorityId, caseId: null, interactionId, customerId },
    templateId: template.id,
    caution: recipient.caution,
  };
}

/** The service of the first enquiry in a contact that names one. */
async function serviceOf(db: Reads, interactionId: string) {
  const enquiries = await listEnquiries(db, [interactionId]);
  const serviceId = enquiries.find((enquiry) => enquiry.serviceId !== null)?.serviceId ?? null;
  return serviceId === null ? undefined : await getPublishedService(db, serviceId);
}
