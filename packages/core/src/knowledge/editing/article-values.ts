import type { BodySection, KnowledgeArticle, Script, ScriptStep } from '../types.js';

/** What was typed into a form, by field. */
export type Typed = Readonly<Record<string, string | readonly string[]>>;

/** Which text of an article a form holds: the article's own, the Welsh, or one authority's (by its slug). */
export type Part = 'article' | 'cy' | (string & {});

/** How many steps a script has room for. */
export const mostSteps = 12;

export const conditionTests = {
  '': 'Always show',
  is: 'Show when it is',
  isNot: 'Show when it is not',
  in: 'Show when it is one of (commas between)',
  known: 'Show when it is known',
  unknown: 'Show when it is not known',
} as const;

export function textIn(typed: Typed, name: string): string {
  const value = typed[name];
  return typeof value === 'string' ? value.replace(/\r\n?/g, '\n').trim() : '';
}

/** The fields of one part of an article, as its form shows them. */
export function articleValues(article: KnowledgeArticle, part: Part): Typed {
  if (part === 'article') {
    return {
      ...wordingValues(article.summary, article.script, article.body),
      ...{ key: article.key, title: article.title, keywords: article.keywords.join('\n') },
      ...{ audience: article.audience, lgsl: article.lgsl.join(', '), serviceKey: article.serviceKey ?? '' },
      ...{ outcomeHint: article.outcomeHint, ownerTeam: article.ownerTeam },
      ...{ effectiveOn: article.effectiveOn, reviewOn: article.reviewOn },
    };
  }
  if (part === 'cy') {
    const { welsh } = article;
    return { title: welsh?.title ?? '', ...wordingValues(welsh?.summary, welsh?.script, welsh?.body) };
  }
  const own = article.variants?.find(({ authority }) => authority === part);
  return wordingValues(own?.summary, own?.script, own?.body);
}

function wordingValues(summary = '', script?: Script, body?: readonly BodySection[]): Typed {
  const steps = script?.steps ?? [];
  return {
    summary,
    body: bodyText(body ?? []),
    ...Object.fromEntries(steps.flatMap((step, at) => Object.entries(stepValues(step, at)))),
  };
}

function stepValues({ text, say, ask, when, showFact }: ScriptStep, at: number): Record<string, string> {
  const name = (field: string): string => `step.${at}.${field}`;
  return {
    [name('text')]: text,
    [name('say')]: say ?? '',
    [name('ask')]: ask ?? '',
    [name('showFact')]: showFact ?? '',
    [name('fact')]: when?.fact ?? '',
    ...Object.fromEntries(Object.entries(testValues(when)).map(([field, value]) => [name(field), value])),
  };
}

function testValues(when: ScriptStep['when']): { test: string; value: string } {
  if (when === undefined) return { test: '', value: '' };
  if ('is' in when) return { test: 'is', value: when.is };
  if ('isNot' in when) return { test: 'isNot', value: when.isNot };
  if ('in' in when) return { test: 'in', value: when.in.join(', ') };
  return { test: when.known ? 'known' : 'unknown', value: '' };
}

/** The background as an editor types it: an empty line between paragraphs, `# ` before headings, `- ` before items. */
export function bodyText(body: readonly BodySection[]): string {
  return body
    .map(({ heading, paragraphs = [], items = [] }) =>
      [
        ...(heading ? [`# ${heading}`] : []),
        ...paragraphs,
        ...(items.length > 0 ? [items.map((item) => `- ${item}`).join('\n')] : []),
      ].join('\n\n'),
    )
    .join('\n\n');
}

/** Reads what `bodyText` prints. A heading, or a paragraph after items, begins a section. */
export function readBody(text: string): BodySection[] {
  const sections: { heading?: string; paragraphs?: string[]; items?: string[] }[] = [];
  for (const line of joinedLines(text)) {
    const last = sections.at(-1);
    if (line.startsWith('# ')) sections.push({ heading: line.slice(2).trim() });
    else if (line.startsWith('- ')) {
      if (last) (last.items ??= []).push(line.slice(2).trim());
      else sections.push({ items: [line.slice(2).trim()] });
    } else if (last && !last.items) (last.paragraphs ??= []).push(line);
    else sections.push({ paragraphs: [line] });
  }
  return sections;
}

/** Each heading, item and paragraph as one line. */
function joinedLines(text: string): string[] {
  const joined: string[] = [];
  let isOpen = false;
  for (const line of text.split('\n').map((one) => one.trim())) {
    const isMarked = line.startsWith('# ') || line.startsWith('- ');
    if (line !== '' && isOpen && !isMarked) joined.push(`${joined.pop() ?? ''} ${line}`);
    else if (line !== '') joined.push(line);
    isOpen = line !== '' && !line.startsWith('# ');
  }
  return joined;
}
