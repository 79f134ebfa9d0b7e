import { z } from 'zod';
import { caseToChange, describeCase } from '../../cases/index.js';
import { defineCommand } from '../../kernel/command.js';
import { badInput } from '../../kernel/errors.js';
import { hasControlCharacters, uuidField } from '../../kernel/input.js';
import { bodyLength, composeMessage, subjectLength } from '../compose-message.js';
import { caseValues } from '../merge-values.js';
import { aboutCase, queueMessage } from '../queue-message.js';
import { recipientOf } from '../recipient.js';
import { findTemplateInUse } from '../shared/templates-in-use.js';
import { languages, messageChannels, messageStates } from '../types.js';

/** Words with merge fields in braces. Whether any are missing is told with the other faults of the message. */
export const writtenWords = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => !hasControlCharacters(text), 'Take out the characters that can’t be shown (such as a null byte)')
    .transform((text) => text.replace(/\r\n?/g, '\n').trim())
    .default('');

/** What a message by hand takes. */
export const WrittenBy = z.strictObject({
  caseId: uuidField,
  channel: z.enum(messageChannels),
  language: z.enum(languages).default('en'),
  /** Without one for a text message. */
  subject: writtenWords(subjectLength),
  body: writtenWords(bodyLength),
  /** The template that it was begun from. */
  templateId: uuidField.optional(),
});

/**
 * Writes to whom a case is for. The message is queued; one to somebody whose record or case is restricted, or who has
 * died, is held until somebody confirms it.
 * @throws not_found; case_reason_needed; bad_input on `channel`, `subject`, `body` and `templateId`
 */
export const sendMessage = defineCommand({
  name: 'correspondence.send-message',
  permission: 'correspondence.send',
  input: WrittenBy,
  output: z.object({ id: z.string(), state: z.enum(messageStates) }),
  run: async (context, { caseId, templateId = null, ...written }) => {
    const found = await describeCase(context.db, await caseToChange(context, caseId));
    if (templateId !== null && !(await findTemplateInUse(context, found.authorityId, templateId)))
      throw badInput({ faults: [{ field: 'templateId', message: 'Choose one of the council’s templates' }] });
    const recipient = await recipientOf(context.db, found, found);
    const composed = composeMessage(await caseValues(context, found, recipient, written.language), recipient, written);
    const about = { templateId, occasion: 'by-hand', caution: recipient.caution, uniqueKey: null } as const;
    const queued = await queueMessage(context, aboutCase(found, found), composed, about);
    if (!queued) throw new Error('a message without a key was there already');
    return queued;
  },
});
