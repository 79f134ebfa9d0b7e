import { factHolds } from '../services/index.js';
import type { BodySection, KnowledgeArticle, ScriptStep } from './types.js';

/** What is known of the property and the day, by the fact's name: `{ 'collection-day': 'Tuesday' }`. */
export type Facts = Readonly<Record<string, string>>;

/** An article in one authority's wording and one language. */
export interface AuthorityArticle {
  readonly title: string;
  readonly summary: string;
  readonly steps: readonly ScriptStep[];
  readonly body: readonly BodySection[];
  readonly language: 'en' | 'cy';
  /** Whether the authority has wording of its own. */
  readonly ownWording: boolean;
}

/** Takes the authority's variant where it has one; what that leaves out is the article's. */
export function articleFor(
  article: KnowledgeArticle,
  authoritySlug: string,
  language: 'en' | 'cy' = 'en',
): AuthorityArticle {
  const { welsh } = article;
  const variant = article.variants?.find((own) => own.authority === authoritySlug);
  if (language === 'cy' && welsh)
    return {
      title: welsh.title,
      summary: welsh.summary,
      steps: welsh.script.steps,
      body: welsh.body,
      language: 'cy',
      ownWording: false,
    };
  return {
    title: article.title,
    summary: variant?.summary ?? article.summary,
    steps: (variant?.script ?? article.script).steps,
    body: variant?.body ?? article.body,
    language: 'en',
    ownWording: variant !== undefined,
  };
}

export interface LiveStep {
  readonly text: string;
  readonly say?: string;
  readonly ask?: string;
  /** The fact that the step prints beside it, when it is known. */
  readonly fact?: { readonly name: string; readonly value: string };
}

/** The steps whose conditions hold for these facts, in order. */
export function liveSteps(steps: readonly ScriptStep[], facts: Facts): LiveStep[] {
  return steps.filter((step) => !step.when || factHolds(step.when, facts)).map((step) => liveStep(step, facts));
}

function liveStep({ text, say, ask, showFact }: ScriptStep, facts: Facts): LiveStep {
  const value = showFact === undefined ? undefined : facts[showFact];
  return {
    text,
    ...(say === undefined ? {} : { say }),
    ...(ask === undefined ? {} : { ask }),
    ...(showFact === undefined || value === undefined ? {} : { fact: { name: showFact, value } }),
  };
}
