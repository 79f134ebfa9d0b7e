import { z } from 'zod';
import { caseToChange } from '../../cases/index.js';
import { messageChannels, messageStates, takeMessageBack, writePaymentLink } from '../../correspondence/index.js';
import { defineCommand } from '../../kernel/command.js';
import { notFound, staleVersion } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { paymentErrors } from '../payment-errors.js';
import { findPayment } from '../repository.js';
import { findPart, updatePart } from './online-repository.js';
import { isLinkOpen, linkAgainMs } from './online-rules.js';
import { payLink } from './pay-link.js';

/**
 * Sends the link of a payment to whom its case or contact is for, by mail or text message, in the council's words. Not
 * again within two minutes, so that a button pressed twice writes once; one that was written before and has not gone is
 * taken back.
 * @throws not_found; case_reason_needed; not_allowed without `correspondence.send`; pay_link_closed; pay_link_just_sent;
 * pay_link_without_address; stale_version; link_not_written with why
 */
export const sendPayLink = defineCommand({
  name: 'payments.send-pay-link',
  permission: 'payments.record',
  input: z.strictObject({ id: uuidField }),
  output: z.object({ messageId: z.string(), state: z.enum(messageStates), channel: z.enum(messageChannels) }),
  run: async (context, { id }) => {
    const { db, kernel, now } = context;
    const payment = await findPayment(db, id);
    if (!payment) throw notFound();
    const { authorityId, caseId, interactionId, amountPence } = payment;
    if (caseId !== null) await caseToChange(context, caseId);
    const part = await findPart(db, id);
    if (!part || !isLinkOpen(payment, part, now)) throw paymentErrors.linkClosed();
    const { linkSent, openUntil, description: payFor } = part;
    if (linkSent !== null && now - linkSent.at < linkAgainMs)
      throw paymentErrors.linkJustSent({ facts: { sentAt: linkSent.at } });
    if (kernel.config.origin === undefined) throw paymentErrors.withoutOrigin();
    if (linkSent !== null) await takeMessageBack(context, linkSent.messageId);
    const about = caseId === null ? { interactionId: interactionId ?? '' } : { caseId };
    const letter = { about, amountPence, payFor, link: payLink(kernel, id), openUntil };
    const { id: messageId, state, channel } = await context.call(writePaymentLink, letter);
    if (!(await updatePart(db, part, { linkSent: { at: now, channel, messageId } }))) throw staleVersion();
    await context.audit({ authorityId, subject: { kind: 'payment', id }, details: { messageId, channel } });
    return { messageId, state, channel };
  },
});
