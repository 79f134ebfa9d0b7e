import { articleFor, type KnowledgeArticle } from '../../knowledge/index.js';
import { inPlainMarks } from '../../web/text-parts.js';
import { escapeBraces } from '../merge-fields.js';
import type { MergeValues } from '../merge-fields.js';
import type { MessageLanguage, MessageWords } from '../types.js';

/** What answers the enquiry, in one language: an article’s or a service’s title and its answer in short. */
export interface ShortAnswer {
  readonly title: string;
  readonly summary: string;
}

/** An answer in the languages in which there is one. */
export type AnswerIn = Partial<Record<MessageLanguage, ShortAnswer>>;

/** An article’s short answer in the wording of an authority, and in Welsh where it has that. */
export function shortAnswers(
  article: KnowledgeArticle,
  authoritySlug: string,
): AnswerIn & { readonly en: ShortAnswer } {
  return {
    en: articleFor(article, authoritySlug),
    ...(article.welsh ? { cy: articleFor(article, authoritySlug, 'cy') } : {}),
  };
}

const greeting = { en: 'Dear', cy: 'Annwyl' };

/**
 * The words that a message begins with, filled in and to be changed freely. A text message is in the marks that its
 * alphabet has, so that it takes no more parts than it must.
 */
export function answerWords(
  { title, summary }: ShortAnswer,
  values: MergeValues,
  language: MessageLanguage,
): MessageWords & { readonly text: string } {
  const council = values.council ?? '';
  const name = values['customer-name'] ?? '';
  return {
    subject: escapeBraces(title),
    body: escapeBraces(`${greeting[language]} ${name},\n\n${summary}\n\n${council}`),
    text: escapeBraces(inPlainMarks(`${council}: ${summary}`)),
  };
}
