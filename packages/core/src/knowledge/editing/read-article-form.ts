import type { FieldFault } from '../../kernel/errors.js';
import { mostSteps, readBody, textIn, type Part, type Typed } from './article-values.js';
import type { KnowledgeArticle } from '../types.js';

/** An article with one part replaced by what was typed; not yet checked, so a command takes it as it is. */
export function articleFrom(typed: Typed, part: Part, base: Partial<KnowledgeArticle>): Record<string, unknown> {
  if (part === 'article') {
    const { serviceKey: _, ...rest } = base;
    return { ...rest, ...ownFields(typed) };
  }
  const wording = wordingFrom(typed);
  if (part === 'cy') {
    const welsh = { title: textIn(typed, 'title'), ...wording };
    const { welsh: _, ...rest } = base;
    return isEmpty(welsh) ? rest : { ...base, welsh: filled(welsh) };
  }
  const others = (base.variants ?? []).filter(({ authority }) => authority !== part);
  const variants = isEmpty(wording) ? others : [...others, { authority: part, ...filled(wording) }];
  return { ...base, variants };
}

function ownFields(typed: Typed): Record<string, unknown> {
  const lines = (name: string): string[] => textIn(typed, name).split('\n').map(trimmed).filter(Boolean);
  const audience = typed['audience'] ?? [];
  const lgsl = textIn(typed, 'lgsl')
    .split(/[\s,]+/)
    .filter(Boolean);
  return {
    ...wordingFrom(typed),
    title: textIn(typed, 'title'),
    key: textIn(typed, 'key'),
    keywords: lines('keywords'),
    audience: typeof audience === 'string' ? [audience] : audience,
    lgsl: lgsl.map((id) => (/^\d+$/.test(id) ? Number(id) : id)),
    ...(textIn(typed, 'serviceKey') ? { serviceKey: textIn(typed, 'serviceKey') } : {}),
    outcomeHint: textIn(typed, 'outcomeHint'),
    ownerTeam: textIn(typed, 'ownerTeam'),
    effectiveOn: textIn(typed, 'effectiveOn'),
    reviewOn: textIn(typed, 'reviewOn'),
  };
}

const trimmed = (text: string): string => text.trim();

interface Wording {
  readonly summary: string;
  readonly script: { readonly steps: readonly object[] };
  readonly body: readonly object[];
}

function wordingFrom(typed: Typed): Wording {
  const steps = stepRows(typed).map((row) => stepFrom(typed, row));
  return { summary: textIn(typed, 'summary'), script: { steps }, body: readBody(textIn(typed, 'body')) };
}

/** The rows of the form in which a step stands; rows left empty in between are passed over. */
export function stepRows(typed: Typed): number[] {
  const rows = Array.from({ length: mostSteps }, (_, row) => row);
  return rows.filter((row) => ['text', 'say', 'ask'].some((field) => textIn(typed, `step.${row}.${field}`) !== ''));
}

function stepFrom(typed: Typed, row: number): object {
  const value = (field: string): string => textIn(typed, `step.${row}.${field}`);
  const given = (field: string): object => (value(field) === '' ? {} : { [field]: value(field) });
  const when = conditionFrom(value('fact'), value('test'), value('value'));
  return { text: value('text'), ...given('say'), ...given('ask'), ...given('showFact'), ...(when ? { when } : {}) };
}

function conditionFrom(fact: string, test: string, value: string): object | undefined {
  switch (test) {
    case 'is':
    case 'isNot':
      return { fact, [test]: value };
    case 'in':
      return { fact, in: value.split(',').map(trimmed).filter(Boolean) };
    case 'known':
    case 'unknown':
      return { fact, known: test === 'known' };
    default:
      return undefined;
  }
}

function isEmpty({ summary, script, body, ...rest }: Wording & { title?: string }): boolean {
  return !summary && !rest.title && script.steps.length === 0 && body.length === 0;
}

function filled({ summary, script, body, ...rest }: Wording & { title?: string }): object {
  return {
    ...rest,
    ...(summary ? { summary } : {}),
    ...(script.steps.length > 0 ? { script } : {}),
    ...(body.length > 0 ? { body } : {}),
  };
}

const labels: Readonly<Record<string, string>> = {
  audience: 'Who it is for',
  body: 'Background',
  effectiveOn: 'Takes effect',
  key: 'Key',
  keywords: 'Words that customers use',
  lgsl: 'LGSL numbers',
  outcomeHint: 'How it usually ends',
  ownerTeam: 'Owner',
  reviewOn: 'Review by',
  script: 'Script',
  serviceKey: 'Service',
  summary: 'Summary',
  title: 'Title',
};

/** Faults of the article as faults of the form's fields, each naming its field. */
export function formFaults(faults: readonly FieldFault[], typed: Typed): FieldFault[] {
  return faults.map(({ field, message }) => {
    const path = field.replace(/^article\.?/, '').replace(/^(welsh|variants\.\d+)\.?/, '');
    const [first = '', , row, part = 'text'] = path.split('.');
    const label = labels[first];
    if (first === 'script' && row !== undefined) {
      const shown = stepRows(typed)[Number(row)] ?? 0;
      const name = part === 'when' ? 'fact' : part;
      const words = isMissing(message) ? `Enter ${stepParts[name] ?? 'what is missing'}` : message;
      return { field: `step.${shown}.${name}`, message: `Step ${shown + 1}: ${words}` };
    }
    const name = first === 'script' ? 'step.0.text' : first || 'summary';
    if (label && isMissing(message)) return { field: name, message: `Enter the ${lowerFirst(label)}` };
    return { field: name, message: label ? `${label}: ${message}` : message };
  });
}

/** What a step's fields hold, as an error asks for it. */
const stepParts: Readonly<Record<string, string>> = {
  text: 'what to do',
  say: 'what to say',
  ask: 'what to ask',
  fact: 'the fact and what it is compared with',
  showFact: 'the fact to show',
};

/** What input rules say of a text that has nothing in it: they know no labels. */
const isMissing = (message: string): boolean => message === 'Enter a value';

/** "LGSL numbers" keeps its capitals. */
const lowerFirst = (label: string): string =>
  /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
