import { bodyText } from './article-values.js';
import type { KnowledgeArticle, Script } from '../types.js';

/** A field that differs between two versions, as text. */
export interface ArticleDifference {
  readonly label: string;
  readonly was: string;
  readonly is: string;
}

/** What changed from one version to another, field by field; steps one by one. */
export function compareArticles(was: KnowledgeArticle, is: KnowledgeArticle): ArticleDifference[] {
  const [before, after] = [fieldsOf(was), fieldsOf(is)];
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((label) => ({ label, was: before.get(label) ?? '', is: after.get(label) ?? '' }))
    .filter((field) => field.was !== field.is);
}

/** A text of an article under its label. */
export interface ArticleText {
  readonly label: string;
  readonly text: string;
}

/** What an article says, field by field, without what is empty. */
export function articleTexts(article: KnowledgeArticle): ArticleText[] {
  const texts = [...fieldsOf(article)].map(([label, text]) => ({ label, text }));
  return texts.filter(({ text }) => text !== '');
}

function fieldsOf(article: KnowledgeArticle): Map<string, string> {
  const { welsh, variants = [] } = article;
  return new Map([
    ['Title', article.title],
    ...wordingFields('', article),
    ['Words that customers use', article.keywords.join(', ')],
    ['Who it is for', article.audience.join(', ')],
    ['LGSL numbers', article.lgsl.join(', ')],
    ['Service', article.serviceKey ?? ''],
    ['How it usually ends', article.outcomeHint],
    ['Owner', article.ownerTeam],
    ['Takes effect', article.effectiveOn],
    ['Review by', article.reviewOn],
    ...variants.flatMap((own) => wordingFields(`${own.authority}: `, own)),
    ...(welsh ? [['Welsh: Title', welsh.title] as const, ...wordingFields('Welsh: ', welsh)] : []),
  ]);
}

type Wording = Partial<Pick<KnowledgeArticle, 'summary' | 'script' | 'body'>>;

function wordingFields(prefix: string, { summary, script, body }: Wording): [string, string][] {
  return [
    [`${prefix}Summary`, summary ?? ''],
    ...stepFields(prefix, script),
    [`${prefix}Background`, body ? bodyText(body) : ''],
  ];
}

function stepFields(prefix: string, script: Script | undefined): [string, string][] {
  return (script?.steps ?? []).map(({ text, say, ask, when, showFact }, at) => {
    const rest = [
      say && `Say: ${say}`,
      ask && `Ask: ${ask}`,
      showFact && `Shows ${showFact}`,
      when && `When ${conditionText(when)}`,
    ];
    return [`${prefix}Step ${at + 1}`, [text, ...rest].filter(Boolean).join('\n')];
  });
}

type Condition = NonNullable<Script['steps'][number]['when']>;

function conditionText(when: Condition): string {
  if ('is' in when) return `${when.fact} is ${when.is}`;
  if ('isNot' in when) return `${when.fact} is not ${when.isNot}`;
  if ('in' in when) return `${when.fact} is one of ${when.in.join(', ')}`;
  return `${when.fact} is ${when.known ? 'known' : 'not known'}`;
}
