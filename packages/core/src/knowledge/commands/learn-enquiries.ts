import { z } from 'zod';
import { getPartnership } from '../../authorities/index.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { digest } from '../../kernel/digest.js';
import { badInput, notFound, type FieldFault } from '../../kernel/errors.js';
import { longText, line, uuidField } from '../../kernel/input.js';
import { isInScope, scopeFor, type AuthorityId } from '../../kernel/scope.js';
import { getPublishedService } from '../../services/index.js';
import { expectChanges } from '../search/knowledge-index.js';
import { learnExamples, type NewExample } from '../learning/learn-examples.js';
import { learnableWords } from '../learning/learning-words.js';
import { findArticle, findArticleByKey } from '../repository.js';
import type { SearchKind } from '../search/search-index.js';

const ResolvedEnquiry = z
  .strictObject({
    /** As the customer put it. Its words are kept without order, and shown to nobody. */
    words: longText(1000),
    articleId: uuidField.optional(),
    articleKey: line(60).optional(),
    serviceId: uuidField.optional(),
    /**
     * Anything that tells customers apart, kept as a digest: their words then count once several different customers
     * used them. Left out, the words count at once, because whoever sends them vouches for them.
     */
    customer: line(200).optional(),
    /** The sender's name for it: sent twice, it counts once. */
    sourceId: line(100).optional(),
  })
  .refine(({ articleId, articleKey, serviceId }) => [articleId, articleKey, serviceId].filter(Boolean).length === 1, {
    error: 'Name the answer by one of articleId, articleKey and serviceId',
    path: ['articleId'],
  });
type ResolvedEnquiry = z.output<typeof ResolvedEnquiry>;

/** Remembers which article or service resolved what customers said, so that the search raises it for such words. */
export const learnEnquiries = defineCommand({
  name: 'knowledge.learn-enquiries',
  permission: 'knowledge.edit',
  input: z.strictObject({
    authorityId: z.coerce.number().int(),
    items: z
      .array(ResolvedEnquiry)
      .min(1, 'Give at least one enquiry')
      .max(200, 'Give at most 200 enquiries at a time'),
  }),
  run: async (context, { authorityId, items }) => {
    if (!isInScope(context.db.scope, authorityId)) throw notFound();
    const answers = await readAnswers(context, authorityId, items);
    const examples = items.map((item, at) => exampleOf(context, item, answers[at] as Answer));
    const learned = await learnExamples(context.db, authorityId, examples, context.now);
    for (const { kind, id } of new Map(answers.map((answer) => [answer.id, answer])).values()) {
      const details = { enquiries: answers.filter((answer) => answer.id === id).length };
      await context.audit({ authorityId, subject: { kind, id }, details });
    }
    expectChanges(context.kernel.db);
    return { learned };
  },
});

interface Answer {
  readonly kind: SearchKind;
  readonly id: string;
}

async function readAnswers(
  context: CommandContext,
  authorityId: AuthorityId,
  items: readonly ResolvedEnquiry[],
): Promise<Answer[]> {
  const known = new Map<string, Answer | undefined>();
  const faults: FieldFault[] = [];
  const answers: Answer[] = [];
  for (const [at, item] of items.entries()) {
    const [field, value] = namedAnswer(item);
    const key = `${field} ${value}`;
    if (!known.has(key)) known.set(key, await findAnswer(context, authorityId, field, value));
    const answer = known.get(key);
    if (answer) answers.push(answer);
    else
      faults.push({ field: `items.${at}.${field}`, message: 'Name an answer that this authority’s advisers can find' });
  }
  if (faults.length > 0) throw badInput({ faults });
  return answers;
}

type AnswerField = 'articleId' | 'articleKey' | 'serviceId';

function namedAnswer({ articleId, articleKey, serviceId }: ResolvedEnquiry): [AnswerField, string] {
  if (articleId !== undefined) return ['articleId', articleId];
  return articleKey !== undefined ? ['articleKey', articleKey] : ['serviceId', serviceId ?? ''];
}

async function findAnswer(
  context: CommandContext,
  authorityId: AuthorityId,
  field: AnswerField,
  value: string,
): Promise<Answer | undefined> {
  if (field === 'serviceId') {
    const service = await getPublishedService(context.db.within(scopeFor(context.actor, 'services.read')), value);
    return service && { kind: 'service', id: service.id };
  }
  const db = context.db.within(scopeFor(context.actor, 'knowledge.read'));
  const { id: partnershipId } = await getPartnership(context.kernel);
  const article =
    field === 'articleId'
      ? await findArticle(db, value)
      : await findArticleByKey(db, [authorityId, partnershipId], value);
  return article && { kind: 'article', id: article.id };
}

function exampleOf(context: CommandContext, item: ResolvedEnquiry, answer: Answer): NewExample {
  const id = context.newId();
  const words = learnableWords(item.words);
  return {
    id,
    sourceId: item.sourceId ?? id,
    answerKind: answer.kind,
    answerId: answer.id,
    customer: digest(item.customer ?? id),
    stems: [...words.keys()].sort(),
    words,
    approved: item.customer === undefined,
  };
}
