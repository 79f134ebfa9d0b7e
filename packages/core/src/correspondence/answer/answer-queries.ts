import { z } from 'zod';
import { getAuthority } from '../../authorities/index.js';
import { findReachable } from '../../customers/index.js';
import { getInteraction, openEnquiries, type Enquiry, type WholeInteraction } from '../../interactions/index.js';
import { uuidField } from '../../kernel/input.js';
import { defineQuery, type QueryContext } from '../../kernel/query.js';
import { may, scopeFor } from '../../kernel/scope.js';
import { findArticle, type Article } from '../../knowledge/index.js';
import { getPublishedService, type PublishedService } from '../../services/index.js';
import type { MergeValues } from '../merge-fields.js';
import { contactValues } from '../merge-values.js';
import { recipientFrom, type Recipient } from '../recipient.js';
import type { MessageLanguage } from '../types.js';
import { answerWays, type AnswerWay } from './answer-ways.js';
import { shortAnswers, type AnswerIn } from './answer-words.js';

/** A contact under way, and what its customer can be sent in answer. */
export interface Answer {
  readonly interaction: WholeInteraction;
  readonly isOwn: boolean;
  readonly recipient: Omit<Recipient, 'reach'>;
  /** Where it can go, what the customer wants first. */
  readonly ways: readonly AnswerWay[];
  /** The enquiry that it answers: the last one without an outcome, else the last. */
  readonly enquiry: Enquiry | undefined;
  readonly article: Article | undefined;
  readonly short: AnswerIn;
  /** What the merge fields stand for, in each language. */
  readonly values: Readonly<Record<MessageLanguage, MergeValues>>;
}

/** What the page for sending an answer shows. @throws not_found */
export const getAnswer = defineQuery({
  name: 'correspondence.get-answer',
  permission: 'correspondence.send',
  input: z.strictObject({ interactionId: uuidField }),
  run: async (context, { interactionId }): Promise<Answer> => {
    const { actor, db } = context;
    const interaction = await context.call(getInteraction, { id: interactionId });
    const { authorityId, customerId, participant, adviserId } = interaction;
    const record = customerId === null ? undefined : await findReachable(db, customerId);
    if (record) context.shown(authorityId, 'customer', [record.id]);
    const { reach: _reach, ...recipient } = recipientFrom(record, { restricted: false }, participant);
    const isHidden = record?.restriction != null && !may(actor, 'customers.read-restricted', authorityId);
    const enquiry = answeredEnquiry(interaction);
    const [article, service] = await Promise.all([articleOf(context, enquiry), serviceOf(context, enquiry)]);
    const named = { authorityId, serviceName: service?.name ?? null };
    return {
      interaction,
      isOwn: actor.kind !== 'staff' || actor.staffId === adviserId,
      recipient,
      ways: answerWays(record, interaction, { isHidden }),
      enquiry,
      article,
      short: await shortOf(context, enquiry, article, service),
      values: {
        en: await contactValues(context, named, recipient, 'en'),
        cy: await contactValues(context, named, recipient, 'cy'),
      },
    };
  },
});

function answeredEnquiry({ enquiries }: WholeInteraction): Enquiry | undefined {
  const shown = enquiries.filter(({ isKeptBack }) => !isKeptBack);
  return openEnquiries(shown).at(-1) ?? shown.at(-1);
}

/** One that was withdrawn meanwhile is as if none had been chosen. */
async function articleOf({ actor, kernel }: QueryContext, enquiry: Enquiry | undefined): Promise<Article | undefined> {
  if (!enquiry?.articleId || !may(actor, 'knowledge.read')) return undefined;
  return await findArticle(kernel.db.read(scopeFor(actor, 'knowledge.read')), enquiry.articleId);
}

async function serviceOf({ db }: QueryContext, enquiry: Enquiry | undefined): Promise<PublishedService | undefined> {
  return enquiry?.serviceId ? await getPublishedService(db, enquiry.serviceId) : undefined;
}

/** In the wording of the authority that the enquiry belongs to; a service speaks for itself where there is no article. */
async function shortOf(
  { kernel }: QueryContext,
  enquiry: Enquiry | undefined,
  article: Article | undefined,
  service: PublishedService | undefined,
): Promise<AnswerIn> {
  if (enquiry && article) return shortAnswers(article.content, (await getAuthority(kernel, enquiry.authorityId)).slug);
  return service ? { en: { title: service.name, summary: service.definition.summary } } : {};
}
