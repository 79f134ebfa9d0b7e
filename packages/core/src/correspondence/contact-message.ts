import { findInteraction, listEnquiries } from '../interactions/index.js';
import { getPublishedService } from '../services/index.js';
import type { Reads } from '../kernel/db/database.js';
import { notFound } from '../kernel/errors.js';
import { composeLink, type AboutLink, type LinkMessage, type LinkReader } from './link-message.js';
import { recipientOf } from './recipient.js';
import type { MessageChannel } from './types.js';

/** What is to be written to the customer of a contact: the link to the survey's question. */
export interface ContactLetter {
  readonly interactionId: string;
  readonly occasion: 'survey';
  readonly link: string;
  /** By no other channels than these. */
  readonly only?: readonly MessageChannel[] | undefined;
}

/**
 * The council's words for the occasion, filled in for the customer of a contact; or why there are none.
 * @throws not_found for a contact out of reach; bad_input for words that are too long once they are filled in
 */
export async function composeForContact(
  reader: LinkReader,
  { interactionId, occasion, link, only }: ContactLetter,
): Promise<LinkMessage> {
  const about = await aboutContact(reader.db, interactionId);
  return composeLink(reader, { ...about, occasion, only, valuesIn: () => ({ 'survey-link': link }) });
}

/** The customer of a contact as whom something is written to. @throws not_found */
export async function aboutContact(
  db: Reads,
  interactionId: string,
): Promise<Pick<AboutLink, 'subject' | 'service' | 'recipient'>> {
  const interaction = await findInteraction(db, interactionId);
  if (!interaction) throw notFound();
  const { authorityId, customerId } = interaction;
  return {
    subject: { authorityId, caseId: null, interactionId, customerId },
    service: await serviceOf(db, interactionId),
    recipient: await recipientOf(db, { restricted: false }, interaction),
  };
}

/** The service of the first enquiry in a contact that names one. */
async function serviceOf(db: Reads, interactionId: string) {
  const enquiries = await listEnquiries(db, [interactionId]);
  const serviceId = enquiries.find((enquiry) => enquiry.serviceId !== null)?.serviceId ?? null;
  return serviceId === null ? undefined : await getPublishedService(db, serviceId);
}
