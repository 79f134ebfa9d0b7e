import { z } from 'zod';
import { definitionOf, describeCase, findCase, listSubscribers, type DescribedCase } from '../../cases/index.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { line, uuidField } from '../../kernel/input.js';
import { MESSAGE_EVENTS } from '../../services/index.js';
import { composeMessage } from '../compose-message.js';
import { caseValues } from '../merge-values.js';
import { aboutCase, queueMessage } from '../queue-message.js';
import { recipientOf, type Addressee } from '../recipient.js';
import { templatesToSend } from '../rules.js';
import { listTemplatesInUse } from '../shared/templates-in-use.js';
import { writtenFor } from '../written-for.js';

/**
 * Tells whoever reported a case what happened to it, in the words that the council has for it, else in the partnership's;
 * nothing where there are none, and nobody who can’t be reached. Under one event everybody is told once.
 */
export const queueAutomatic = defineCommand({
  name: 'correspondence.queue-automatic',
  permission: 'correspondence.send',
  input: z.strictObject({
    caseId: uuidField,
    occasion: z.enum(MESSAGE_EVENTS),
    /** The new status, for the occasion `status`. */
    status: line(64).nullable(),
    eventId: line(60),
  }),
  run: async (context, { caseId, occasion, status, eventId }) => {
    const case_ = await findCase(context.db, caseId);
    if (!case_) throw notFound();
    const found = await describeCase(context.db, case_);
    const { authorityId, serviceId } = found;
    const { messages } = await definitionOf(context.db, found.serviceVersionId);
    const templates = await listTemplatesInUse(context, [authorityId]);
    const chosen = templatesToSend(templates, messages, { serviceId, occasion, status });
    const ids: string[] = [];
    for (const [key, addressee] of chosen.length > 0 ? await addresseesOf(context, found) : []) {
      const recipient = await recipientOf(context.db, found, addressee);
      if (recipient.caution === 'died') continue;
      for (const { template, channel } of chosen) {
        const written = writtenFor(template, recipient, { otherwise: channel });
        if (!written) continue;
        const values = await caseValues(context, found, recipient, written.language);
        const composed = composeMessage(values, recipient, written);
        const uniqueKey = `${eventId} ${template.id} ${key}`;
        const about = { templateId: template.id, occasion, caution: recipient.caution, uniqueKey };
        const queued = await queueMessage(context, aboutCase(found, addressee), composed, about);
        if (queued) ids.push(queued.id);
      }
    }
    if (ids.length === 0)
      await context.audit({
        authorityId,
        subject: { kind: 'case', id: caseId },
        details: { occasion, told: 'nobody' },
      });
    return { ids };
  },
});

/** Whom the case is for, then who else reported it, each under a key of their own. */
async function addresseesOf({ db }: CommandContext, found: DescribedCase): Promise<[string, Addressee][]> {
  const others = found.subscriberCount === 0 ? [] : await listSubscribers(db, found.id);
  return [['customer', found], ...others.map((other): [string, Addressee] => [other.id, other])];
}
