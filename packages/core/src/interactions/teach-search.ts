import { z } from 'zod';
import { systemActor } from '../kernel/actor.js';
import { runCommand } from '../kernel/command.js';
import { isError } from '../kernel/errors.js';
import { defineJob } from '../kernel/jobs.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority } from '../kernel/scope.js';
import { learnEnquiries, logGap } from '../knowledge/index.js';
import { findEnquiry, isOfRestricted } from './enquiries-repository.js';
import { findInteraction } from './repository.js';
import type { Enquiry } from './types.js';

const EnquiryClosed = z.looseObject({ subjectId: z.string() });

/**
 * Lets the search learn from how an enquiry ended: its words led to the article or service that resolved it or that it
 * was logged under. Closed without either, they found nothing. The words are read here rather than sent in the event.
 * What is said of restricted customers and cases is left out for good: lifting the restriction later teaches nothing.
 */
export const teachSearch = defineJob({
  kind: 'interactions.teach-search',
  payload: EnquiryClosed,
  topics: ['enquiry.closed'],
  run: async (kernel, { subjectId }) => {
    const db = kernel.db.read(everyAuthority);
    const enquiry = await findEnquiry(db, subjectId);
    if (!enquiry?.words || enquiry.outcome === 'abandoned' || enquiry.outcome === null) return;
    if (await isOfRestricted(db, enquiry.id)) return;
    const interaction = await findInteraction(db, enquiry.interactionId);
    const customer = interaction?.customerId ?? interaction?.caller ?? enquiry.interactionId;
    const about = {
      words: enquiry.words,
      customer: customer === 'withheld' ? enquiry.interactionId : customer,
      sourceId: enquiry.id,
    };
    if (enquiry.articleId === null && enquiry.serviceId === null)
      await runCommand(kernel, actor, logGap, { authorityId: enquiry.authorityId, ...about });
    else if (enquiry.outcome !== 'passed') await learn(kernel, enquiry, about);
  },
});

const actor = systemActor('an enquiry was closed');

async function learn(kernel: Kernel, enquiry: Enquiry, about: { words: string; customer: string; sourceId: string }) {
  const { authorityId, articleId, serviceId } = enquiry;
  const answers = [articleId === null ? [] : [{ articleId }], serviceId === null ? [] : [{ serviceId }]].flat();
  for (const answer of answers) {
    try {
      await runCommand(kernel, actor, learnEnquiries, { authorityId, items: [{ ...about, ...answer }] });
    } catch (error) {
      // Withdrawn since: there is nothing left to find.
      if (!isError(error, 'bad_input')) throw error;
    }
  }
}
