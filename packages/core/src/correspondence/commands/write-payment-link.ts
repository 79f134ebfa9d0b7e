import { z } from 'zod';
import { caseToChange, describeCase } from '../../cases/index.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { formatDate } from '../../kernel/format-time.js';
import { line, uuidField } from '../../kernel/input.js';
import { localDateAt } from '../../kernel/london-time.js';
import { formatMoney, moneyOf } from '../../kernel/money.js';
import { aboutContact } from '../contact-message.js';
import { correspondenceErrors } from '../correspondence-errors.js';
import { composeLink, type AboutLink } from '../link-message.js';
import { aboutCase, queueMessage } from '../queue-message.js';
import { recipientOf } from '../recipient.js';
import { messageChannels, messageStates } from '../types.js';

/** What the message with a link to pay takes. */
export const PaymentLetter = z.strictObject({
  about: z.union([z.strictObject({ caseId: uuidField }), z.strictObject({ interactionId: uuidField })]),
  /** Whole pence. */
  amountPence: z.number().int().min(1),
  payFor: line(300, 'what is paid for'),
  link: z.url({ protocol: /^https?$/ }),
  /** Until when the link can be used. */
  openUntil: z.number().int(),
});

/**
 * Writes the link of a payment to whom its case or contact is for, in the council's words and their language, by mail or
 * text message as they wish. To somebody whose record or case is restricted it is held until somebody confirms it.
 * @throws not_found; case_reason_needed; link_not_written with why; bad_input for words that are too long once filled in
 */
export const writePaymentLink = defineCommand({
  name: 'correspondence.write-payment-link',
  permission: 'correspondence.send',
  input: PaymentLetter,
  output: z.object({ id: z.string(), state: z.enum(messageStates), channel: z.enum(messageChannels) }),
  run: async (context, { about, amountPence, payFor, link, openUntil }) => {
    const to =
      'caseId' in about ? await toCase(context, about.caseId) : await aboutContact(context.db, about.interactionId);
    const today = localDateAt(context.now);
    const message = await composeLink(context, {
      ...to,
      occasion: 'payment',
      only: ['email', 'text'],
      valuesIn: (lang) => ({
        'payment-link': link,
        amount: formatMoney(moneyOf(amountPence)),
        'payment-for': payFor,
        'pay-by': formatDate(localDateAt(openUntil), { today, lang }),
      }),
    });
    if (message.unwritten !== null) throw correspondenceErrors.linkNotWritten({ facts: { why: message.unwritten } });
    const { composed, subject, templateId, caution } = message;
    const queued = await queueMessage(context, subject, composed, {
      templateId,
      occasion: 'payment',
      caution,
      uniqueKey: null,
    });
    if (!queued) throw new Error('a message without a key was there already');
    return { ...queued, channel: composed.channel };
  },
});

/** Whom a case is for. @throws not_found; case_reason_needed */
async function toCase(
  context: CommandContext,
  caseId: string,
): Promise<Pick<AboutLink, 'subject' | 'service' | 'recipient'>> {
  const found = await describeCase(context.db, await caseToChange(context, caseId));
  return {
    subject: aboutCase(found, found),
    service: { id: found.serviceId, name: found.serviceName },
    recipient: await recipientOf(context.db, found, found),
  };
}
