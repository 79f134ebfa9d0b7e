import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { uuidField } from '../../kernel/input.js';
import { composeForContact } from '../contact-message.js';
import { correspondenceErrors } from '../correspondence-errors.js';
import { queueMessage } from '../queue-message.js';
import { messageChannels, messageStates } from '../types.js';

/** What a message about a contact takes. */
export const ContactLetterInput = z.strictObject({
  interactionId: uuidField,
  occasion: z.literal('survey'),
  /** What the words lead to. */
  link: z.url({ protocol: /^https?$/ }),
  /** By no other channels than these. */
  only: z.array(z.enum(messageChannels)).optional(),
});

/**
 * Writes to the customer of a contact in the council's words for an occasion, in their language and by the channel
 * nearest to their wish. To somebody whose record is restricted it is held until somebody confirms it.
 * @throws not_found; contact_not_written_to with why; bad_input for words that are too long once they are filled in
 */
export const writeToContact = defineCommand({
  name: 'correspondence.write-to-contact',
  permission: 'correspondence.send',
  input: ContactLetterInput,
  output: z.object({ id: z.string(), state: z.enum(messageStates) }),
  run: async (context, letter) => {
    const message = await composeForContact(context, letter);
    if (message.unwritten !== null) throw correspondenceErrors.notWritten({ facts: { why: message.unwritten } });
    const { composed, subject, templateId, caution } = message;
    const about = { templateId, occasion: letter.occasion, caution, uniqueKey: null };
    const queued = await queueMessage(context, subject, composed, about);
    if (!queued) throw new Error('a message without a key was there already');
    return queued;
  },
});
