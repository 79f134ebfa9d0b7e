import { z } from 'zod';
import { findInteraction } from '../interactions/index.js';
import { notFound } from '../kernel/errors.js';
import { uuidField } from '../kernel/input.js';
import { defineQuery } from '../kernel/query.js';
import { may } from '../kernel/scope.js';
import { ContactLetterInput } from './commands/write-to-contact.js';
import { composeForContact } from './contact-message.js';
import type { Unwritten } from './link-message.js';
import { hideLink, show, type ShownMessage } from './queries.js';
import { listMessagesOfContact } from './repository.js';
import type { Caution, Message } from './types.js';

/** How a message to the customer of a contact would go out; or why none can. */
export type ContactPreview =
  | { readonly unwritten: Unwritten }
  | (Pick<Message, 'channel' | 'language' | 'recipientName' | 'subject' | 'body'> & {
      readonly unwritten: null;
      /** Null: the record is restricted, and where it goes is not shown. */
      readonly address: string | null;
      readonly caution: Caution | null;
    });

/** The words that would be written to the customer of a contact, before anything is written. @throws not_found */
export const previewToContact = defineQuery({
  name: 'correspondence.preview-to-contact',
  permission: 'correspondence.send',
  input: ContactLetterInput,
  run: async (context, letter): Promise<ContactPreview> => {
    const message = await composeForContact(context, letter);
    if (message.unwritten !== null) return message;
    const { composed, caution, subject } = message;
    const { authorityId, customerId } = subject;
    if (customerId !== null) context.shown(authorityId, 'customer', [customerId]);
    const isHidden = caution !== null && !may(context.actor, 'customers.read-restricted', authorityId);
    return { unwritten: null, ...composed, caution, address: isHidden ? null : composed.address };
  },
});

/** What the customer of a contact was written about it, the newest first; what was written about cases is on those. */
export const listContactMessages = defineQuery({
  name: 'correspondence.list-contact-messages',
  permission: 'correspondence.read',
  input: z.strictObject({ interactionId: uuidField }),
  run: async (context, { interactionId }): Promise<ShownMessage[]> => {
    if (!(await findInteraction(context.db, interactionId))) throw notFound();
    return show(context, await listMessagesOfContact(context.db, interactionId)).map(hideLink);
  },
});
