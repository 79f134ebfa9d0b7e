import type { Authority } from '../authorities/index.js';
import type { LocalDate } from '../kernel/clock.js';
import type { BulletinNote } from '../bulletins/index.js';
import { formatDate } from '../kernel/format-time.js';
import { serviceHref } from '../services/index.js';
import { solvedRate, type Article } from './article.js';
import { feedbackForm, type FeedbackForm } from './editing/feedback-views.js';
import type { MarkedRun } from './search/mark-matches.js';
import type { KnowledgeHit } from './queries.js';
import type { ArticleTitle } from './repository.js';
import { articleFor, liveSteps, type Facts, type LiveStep } from './script-rules.js';
import type { BodySection } from './types.js';

export interface HitView {
  readonly kind: 'article' | 'service';
  readonly href: string;
  readonly title: readonly MarkedRun[];
  readonly summary: string;
  readonly expired: boolean;
  /** "Solved 91% of contacts" */
  readonly solved: string | undefined;
}

export interface KnowledgePage {
  readonly words: string;
  readonly authorityId: number;
  readonly authorities: readonly { readonly id: number; readonly name: string; readonly selected: boolean }[];
  /** Urgent notices, above what was found. */
  readonly notes: readonly BulletinNote[];
  readonly hits: readonly HitView[];
  readonly mayEdit: boolean;
  /** Undefined: the person can't log that nothing was found. */
  readonly csrfToken: string | undefined;
  /** Shown before anything is asked. */
  readonly titles: readonly { readonly title: string; readonly href: string }[];
}

export interface KnowledgeInput {
  readonly words: string;
  readonly authorityId: number;
  readonly authorities: readonly Authority[];
  readonly notes: readonly BulletinNote[];
  readonly hits: readonly KnowledgeHit[];
  readonly titles: readonly ArticleTitle[];
  readonly mayEdit: boolean;
  readonly csrfToken: string | undefined;
}

export function knowledgePage({ authorities, hits, titles, ...about }: KnowledgeInput): KnowledgePage {
  const { authorityId } = about;
  return {
    ...about,
    authorities: authorities.map(({ id, name }) => ({ id, name, selected: id === authorityId })),
    hits: hits.map((hit) => hitView(hit, authorityId)),
    titles: titles.map(({ key, title }) => ({ title, href: articleHref(key, authorityId) })),
  };
}

export function articleHref(key: string, authorityId: number): string {
  return `/desk/knowledge/${key}?authority=${authorityId}`;
}

export function hitView(hit: KnowledgeHit, authorityId: number): HitView {
  return {
    kind: hit.kind,
    href: hit.kind === 'article' ? articleHref(hit.key, authorityId) : serviceHref(hit.key, authorityId),
    title: hit.title,
    summary: hit.summary,
    expired: hit.expired,
    solved: hit.solvedRate === undefined ? undefined : `Solved ${Math.round(hit.solvedRate * 100)}% of contacts`,
  };
}

export interface ArticlePage {
  readonly title: string;
  readonly summary: string;
  readonly lang: 'en' | 'cy';
  readonly wording: string;
  readonly reviewed: string;
  readonly expired: boolean;
  readonly solved: string | undefined;
  readonly steps: readonly LiveStep[];
  readonly body: readonly BodySection[];
  /** The same article in the other language, where there is one. */
  readonly otherLanguage: { readonly text: string; readonly href: string; readonly lang: 'en' | 'cy' } | undefined;
  readonly serviceHref: string | undefined;
  /** Undefined: the person doesn't edit it. */
  readonly editHref: string | undefined;
  /** Undefined: the person can't give feedback. */
  readonly feedback: FeedbackForm | undefined;
}

export function articlePage(
  article: Article,
  authority: Authority,
  facts: Facts,
  today: LocalDate,
  language: 'en' | 'cy',
  about: { readonly mayEdit: boolean; readonly csrfToken: string | undefined },
): ArticlePage {
  const { content } = article;
  const wording = articleFor(content, authority.slug, language);
  const rate = solvedRate(article);
  const href = articleHref(article.key, authority.id);
  const other = {
    en: { text: 'Darllen yn Gymraeg', href: `${href}&lang=cy`, lang: 'cy' },
    cy: { text: 'Read in English', href, lang: 'en' },
  } as const;
  return {
    title: wording.title,
    summary: wording.summary,
    lang: wording.language,
    wording: wording.ownWording ? `${authority.shortName} version` : 'Shared version',
    reviewed: `Review by ${formatDate(content.reviewOn as LocalDate, { today, lang: 'en' })}`,
    expired: content.reviewOn < today,
    solved: rate === undefined ? undefined : `Solved ${Math.round(rate * 100)}% of contacts`,
    steps: liveSteps(wording.steps, facts),
    body: wording.body,
    otherLanguage: content.welsh ? other[wording.language] : undefined,
    editHref: about.mayEdit ? `/desk/knowledge-editing/articles/${article.id}` : undefined,
    feedback:
      about.csrfToken === undefined ? undefined : feedbackForm(article.id, { csrfToken: about.csrfToken, back: href }),
    serviceHref: content.serviceKey ? serviceHref(content.serviceKey, authority.id) : undefined,
  };
}

/** Search results, as the page and the suggestions print them. */
export interface HitsView {
  readonly hits: readonly HitView[];
}

/** A script's steps for the facts at hand. */
export interface StepsView {
  readonly steps: readonly LiveStep[];
}
