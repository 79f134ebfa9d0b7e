import { allQuestions, isForStaff, type PublishedService } from '../../services/index.js';
import { solvedRate, type Article } from '../article.js';
import type { BodySection, Script } from '../types.js';
import type { SearchDocument } from './search-index.js';

/** An article as it is searched by these authorities. */
export function articleDocument(
  article: Pick<Article, 'id' | 'content' | 'tally'>,
  authorityIds: readonly number[],
  { today, forStaff }: { readonly today: string; readonly forStaff: boolean },
): SearchDocument {
  const { content } = article;
  const rate = solvedRate(article);
  return {
    id: article.id,
    kind: 'article',
    authorityIds,
    title: content.title,
    keywords: content.keywords.join('\n'),
    summary: content.summary,
    body: [scriptText(content.script), bodyText(content.body)].join('\n'),
    forStaff,
    expired: content.reviewOn < today,
    ...(rate === undefined ? {} : { solvedRate: rate }),
  };
}

function scriptText(script: Script): string {
  return script.steps.map((step) => [step.text, step.say, step.ask].filter(Boolean).join(' ')).join('\n');
}

function bodyText(body: readonly BodySection[]): string {
  return body
    .flatMap((section) => [section.heading, ...(section.paragraphs ?? []), ...(section.items ?? [])])
    .filter(Boolean)
    .join('\n');
}

/** A service as its own authority searches it. */
export function serviceDocument(service: PublishedService): SearchDocument {
  const { id, authorityId, definition } = service;
  const { name, summary, form } = definition;
  const keywords = definition.keywords.join('\n');
  const body = allQuestions(form)
    .map((question) => question.label)
    .join('\n');
  const forStaff = isForStaff(service);
  return { id, kind: 'service', authorityIds: [authorityId], forStaff, title: name, keywords, summary, body };
}
