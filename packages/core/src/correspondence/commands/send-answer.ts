import { z } from 'zod';
import { findReachable, type ReachableCustomer } from '../../customers/index.js';
import { closeEnquiry, holdOwnInteraction, listEnquiries } from '../../interactions/index.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { badInput, type AppError, type FieldFault } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { getPublishedService } from '../../services/index.js';
import { splitText } from '../../web/text-parts.js';
import { channelOf, readAddress, type AnswerChannel } from '../answer/answer-ways.js';
import { bodyLength, composeMessage, subjectLength, wordingFaults } from '../compose-message.js';
import type { MergeField, MergeValues } from '../merge-fields.js';
import { contactValues } from '../merge-values.js';
import { queueMessage } from '../queue-message.js';
import { recipientFrom } from '../recipient.js';
import { languages, messageStates } from '../types.js';
import { writtenWords } from './send-message.js';

/** What an answer takes. It goes to a contact point of the customer, or to an address for this one message. */
export const AnswerInput = z.strictObject({
  interactionId: uuidField,
  contactPointId: uuidField.optional(),
  /** A mobile number in any spelling, or a mail address. It becomes no contact point. */
  address: z.string().max(300).optional(),
  language: z.enum(languages).default('en'),
  /** Without one for a text message. */
  subject: writtenWords(subjectLength),
  body: writtenWords(bodyLength),
  /** The enquiry that it is about. */
  enquiryId: uuidField.optional(),
  /** Whether that enquiry is resolved by it. */
  resolves: z.boolean().default(false),
});
type AnswerInput = z.output<typeof AnswerInput>;

/**
 * Writes to the customer of one’s own contact while it goes on, and resolves the enquiry with it when told so, in one
 * step. To somebody whose record is restricted, or who has died, it is held until somebody confirms it.
 * @throws not_found; interaction_of_another; interaction_finished; enquiry_closed; bad_input on `contactPointId`,
 * `address`, `subject`, `body` and `enquiryId`
 */
export const sendAnswer = defineCommand({
  name: 'correspondence.send-answer',
  permission: 'correspondence.send',
  input: AnswerInput,
  output: z.object({
    id: z.string(),
    state: z.enum(messageStates),
    /** As how many text messages it goes; null for an email. */
    textParts: z.number().nullable(),
  }),
  run: async (context, input) => {
    const { db } = context;
    const interaction = await holdOwnInteraction(context, input.interactionId);
    const { id: interactionId, authorityId, customerId, participant } = interaction;
    const service = await aboutService(context, input);
    const record = customerId === null ? undefined : await findReachable(db, customerId);
    const { caution, name } = recipientFrom(record, { restricted: false }, participant);
    const { language, body } = input;
    const named = { authorityId, serviceName: service?.name ?? null };
    const values = await contactValues(context, named, { name }, language);
    const to = whereTo(record, input);
    if (to.channel === null) throw badInput({ faults: [to.fault, ...textFaults(body, values)] });
    const written = { channel: to.channel, language, subject: to.channel === 'text' ? '' : input.subject, body };
    const composed = composeMessage(values, { reach: { [to.channel]: to.address }, name }, written);
    const subject = { authorityId, caseId: null, interactionId, customerId };
    const about = { templateId: null, occasion: 'by-hand', caution, uniqueKey: null } as const;
    const queued = await queueMessage(context, subject, composed, about);
    if (!queued) throw new Error('a message without a key was there already');
    if (input.resolves) await context.call(closeEnquiry, { enquiryId: input.enquiryId ?? '', outcome: 'resolved' });
    return { ...queued, textParts: to.channel === 'text' ? splitText(composed.body).parts.length : null };
  },
});

/** The service of the enquiry that is answered, which must be of this contact. */
async function aboutService({ db }: CommandContext, { interactionId, enquiryId, resolves }: AnswerInput) {
  if (enquiryId === undefined) {
    if (resolves) throw fault('enquiryId', 'Name the enquiry that is resolved');
    return undefined;
  }
  const enquiry = (await listEnquiries(db, [interactionId])).find(({ id }) => id === enquiryId);
  if (!enquiry) throw fault('enquiryId', 'Name an enquiry of this contact');
  return enquiry.serviceId === null ? undefined : await getPublishedService(db, enquiry.serviceId);
}

type WhereTo =
  | { readonly channel: AnswerChannel; readonly address: string }
  | { readonly channel: null; readonly fault: FieldFault };

function whereTo(record: ReachableCustomer | undefined, { contactPointId, address = '' }: AnswerInput): WhereTo {
  if (contactPointId === undefined) {
    const typed = readAddress(address);
    return typed.channel === null ? nowhere('address', typed.fault) : typed;
  }
  if (address.trim() !== '') return nowhere('address', 'Leave the address out: a contact point is chosen');
  const point = record?.contactPoints.find(({ id }) => id === contactPointId);
  const channel = point && channelOf(point.kind, point.value);
  if (channel) return { channel, address: point.value };
  return nowhere('contactPointId', 'Choose a mobile number or an email address of the customer');
}

function nowhere(field: string, message: string): WhereTo {
  return { channel: null, fault: { field, message } };
}

/** What is wrong with the words, whichever way they go. */
function textFaults(body: string, values: MergeValues): FieldFault[] {
  return wordingFaults({ channel: 'text', subject: '', body }, Object.keys(values) as MergeField[]);
}

function fault(field: string, message: string): AppError {
  return badInput({ faults: [{ field, message }] });
}
