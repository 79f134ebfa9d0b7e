import type { Authority } from '../../authorities/index.js';
import type { FieldFault } from '../../kernel/errors.js';
import type { CheckboxesView, FieldView, SelectField } from '../../web/form-components.js';
import { conditionTests, mostSteps, textIn, type Part, type Typed } from './article-values.js';
import { besideView, type BesideInput, type BesideView } from './beside-views.js';
import { editHref, editingHref } from './editing-views.js';
import type { ArticleState } from './publication-repository.js';
import { stepRows } from './read-article-form.js';
import { articleHref } from '../views.js';
import { errorAt, faultLinks, type FaultLink } from '../../web/form-faults.js';

/** The page on which an article, or one part of it, is written. */
export interface EditArticlePage {
  readonly heading: string;
  readonly lead: string | undefined;
  readonly action: string;
  readonly csrfToken: string;
  readonly once: string;
  readonly hidden: readonly { readonly name: string; readonly value: string }[];
  readonly parts: readonly { readonly text: string; readonly href: string; readonly current: boolean }[];
  readonly conflict: { readonly text: string; readonly href: string } | undefined;
  readonly faults: readonly FaultLink[];
  readonly wording: readonly FieldView[];
  readonly steps: readonly StepForm[];
  readonly body: FieldView;
  readonly details: readonly FieldView[];
  readonly audience: CheckboxesView | undefined;
  readonly stored: StoredView | undefined;
  /** The partnership's text, where ours takes in what changed there. */
  readonly beside: BesideView | undefined;
}

/** A step of the script: what it says, and when it shows. */
export interface StepForm {
  readonly legend: string;
  readonly fields: readonly FieldView[];
  readonly condition: readonly FieldView[];
  /** What stands on the closed condition: "Shows when round-status is completed". */
  readonly conditionText: string;
  readonly isOpen: boolean;
}

interface StoredView {
  readonly state: string;
  readonly versionsHref: string;
  readonly readHref: string | undefined;
  readonly publishAction: string | undefined;
  readonly withdrawAction: string | undefined;
  readonly version: number;
}

/** Whether advisers read it, and what an editor can do about that. */
export interface ArticleStateView {
  readonly stored: StoredView;
  readonly csrfToken: string;
}

/** What the page is made from. */
export interface EditArticleInput {
  readonly part: Part;
  readonly typed: Typed;
  readonly faults: readonly FieldFault[];
  readonly csrfToken: string;
  readonly once: string;
  /** Undefined: a new article. */
  readonly stored: StoredInput | undefined;
  /** Those that may write it, for a new one; those that may have wording of their own, for one that is there. */
  readonly authorities: readonly Authority[];
  /** What may be logged from it, and who may keep it right. */
  readonly services: readonly Choice[];
  readonly teams: readonly Choice[];
  /** Somebody saved this version since the page was opened. */
  readonly conflictWith: number | undefined;
  /** The shared article in whose place this one stands; undefined unless its changes are being taken in. */
  readonly beside: BesideInput | undefined;
}

/** Something to choose, by its key. */
export interface Choice {
  readonly key: string;
  readonly text: string;
}

interface StoredInput {
  readonly id: string;
  readonly key: string;
  readonly title: string;
  readonly state: ArticleState;
  readonly version: number;
  readonly lastNumber: number;
  readonly isNewestPublished: boolean;
  readonly readableAt: number | undefined;
}

export function editArticlePage(input: EditArticleInput): EditArticlePage {
  const { part, stored, faults, csrfToken, once, conflictWith } = input;
  const hidden =
    stored === undefined
      ? []
      : [
          { name: 'expectedVersion', value: String(stored.version) },
          { name: 'part', value: part },
          ...(input.beside ? [{ name: 'takesIn', value: String(input.beside.number) }] : []),
        ];
  return {
    heading: stored?.title ?? 'New article',
    lead: leadOf(part, input),
    action: stored === undefined ? `${editingHref}/new` : `${editingHref}/articles/${stored.id}`,
    ...{ csrfToken, once, hidden },
    parts: stored === undefined ? [] : partsOf(stored.id, input),
    conflict:
      stored && conflictWith !== undefined
        ? { text: `See what they changed`, href: `${editingHref}/articles/${stored.id}/versions` }
        : undefined,
    faults: faultLinks(faults),
    wording: wordingFields(input),
    steps: stepForms(input),
    body: bodyField(input),
    details: part === 'article' ? detailFields(input) : [],
    audience: part === 'article' ? audienceField(input) : undefined,
    stored: stored && storedView(stored),
    beside: input.beside && besideView(input.beside),
  };
}

function leadOf(part: Part, { authorities }: EditArticleInput): string | undefined {
  if (part === 'article') return undefined;
  if (part === 'cy') return 'The whole article in Welsh. Leave everything empty to have none.';
  const name = authorities.find(({ slug }) => slug === part)?.name ?? part;
  return `What ${name} says instead. What is left empty is the article’s own.`;
}

function partsOf(id: string, { part, authorities }: EditArticleInput): EditArticlePage['parts'] {
  const own = authorities.map(({ slug, shortName }) => ({ key: slug, text: `${shortName} wording` }));
  return [{ key: 'article', text: 'Article' }, { key: 'cy', text: 'Welsh' }, ...own].map(({ key, text }) => {
    return { text, href: editHref(id, key), current: key === part };
  });
}

function storedView({ id, key, state, version, lastNumber, isNewestPublished, readableAt }: StoredInput): StoredView {
  const address = `${editingHref}/articles/${id}`;
  const words = { draft: 'Draft, not published yet', published: 'Published', withdrawn: 'Withdrawn' }[state];
  const newer = state === 'published' && !isNewestPublished ? ', with a newer draft' : '';
  return {
    state: `${words}${newer}. Version ${lastNumber}.`,
    versionsHref: `${address}/versions`,
    readHref: state === 'published' && readableAt !== undefined ? articleHref(key, readableAt) : undefined,
    publishAction: state === 'published' && isNewestPublished ? undefined : `${address}/publish`,
    withdrawAction: state === 'withdrawn' ? undefined : `${address}/withdraw`,
    version,
  };
}

function common(input: EditArticleInput, name: string, label: string, hint?: string) {
  return {
    id: name,
    name,
    label: { text: label },
    ...(hint === undefined ? {} : { hint: { text: hint } }),
    errorMessage: errorAt(input.faults, name),
    value: textIn(input.typed, name),
  };
}

function wordingFields(input: EditArticleInput): FieldView[] {
  const title: FieldView = { control: 'text', autocomplete: 'off', ...common(input, 'title', 'Title') };
  const hint = 'What an adviser needs to know first, in a sentence or two';
  const summary: FieldView = { control: 'textarea', rows: 2, ...common(input, 'summary', 'Summary', hint) };
  const hasTitle = input.part === 'article' || input.part === 'cy';
  return hasTitle ? [title, summary] : [summary];
}

function bodyField(input: EditArticleInput): FieldView {
  const hint =
    'An empty line between paragraphs. Begin a heading with # and a space, an item of a list with - and a space.';
  return { control: 'textarea', rows: 12, ...common(input, 'body', 'Background', hint) };
}

/** The steps that are there and two more to fill. */
function stepForms(input: EditArticleInput): StepForm[] {
  const last = stepRows(input.typed).at(-1) ?? -1;
  return Array.from({ length: Math.min(mostSteps, last + 3) }, (_, row) => stepForm(input, row));
}

function stepForm(input: EditArticleInput, row: number): StepForm {
  const name = (field: string): string => `step.${row}.${field}`;
  const text = (field: string, label: string, hint?: string): FieldView => {
    return { control: 'text', autocomplete: 'off', ...common(input, name(field), label, hint) };
  };
  const test: SelectField = {
    control: 'select',
    ...common(input, name('test'), 'Condition'),
    items: Object.entries(conditionTests).map(([value, words]) => ({ value, text: words })),
  };
  const longer = (field: string, label: string): FieldView => {
    return { control: 'textarea', rows: 2, ...common(input, name(field), label) };
  };
  const condition = [text('fact', 'Fact'), test, text('value', 'Value'), text('showFact', 'Fact to show beside it')];
  return {
    legend: `Step ${row + 1}`,
    fields: [longer('text', 'Do'), longer('say', 'Say'), text('ask', 'Ask')],
    condition,
    conditionText: conditionText((field) => textIn(input.typed, name(field))),
    isOpen: condition.some((field) => field.errorMessage !== undefined),
  };
}

const testWords: Readonly<Record<string, string>> = {
  is: 'is',
  isNot: 'is not',
  in: 'is one of',
  known: 'is known',
  unknown: 'is not known',
};

function conditionText(value: (field: string) => string): string {
  const when = testWords[value('test')];
  const shows = value('showFact') ? `Prints ${value('showFact')}` : '';
  const condition = when ? `Shows when ${value('fact')} ${when} ${value('value')}`.trim() : '';
  return [condition, shows].filter(Boolean).join('. ') || 'Live facts';
}

const hints = {
  keywords: 'One on each line, as customers say it; from 3 to 30',
  lgsl: 'Numbers from the Local Government Service List, commas between',
  serviceKey: 'What is logged from here, if there is anything',
  ownerTeam: 'The team that keeps it right',
};

function detailFields(input: EditArticleInput): FieldView[] {
  const text = (name: string, label: string, hint?: string, type = 'text'): FieldView => {
    return { control: 'text', type, autocomplete: 'off', ...common(input, name, label, hint) };
  };
  const outcome: SelectField = {
    control: 'select',
    ...common(input, 'outcomeHint', 'How it usually ends'),
    items: ['answer', 'log', 'pass'].map((value) => ({ value, text: outcomes[value] ?? value })),
  };
  const council: SelectField = {
    control: 'select',
    ...common(input, 'authority', 'Council'),
    items: input.authorities.map(({ id, name }) => ({ value: String(id), text: name })),
  };
  return [
    ...(input.stored ? [] : [council]),
    { control: 'textarea', rows: 6, ...common(input, 'keywords', 'Words that customers use', hints.keywords) },
    choice(input, 'serviceKey', 'Service', 'Nothing', input.services),
    text('lgsl', 'LGSL numbers', hints.lgsl),
    outcome,
    choice(input, 'ownerTeam', 'Owner', 'Choose a team', input.teams),
    text('effectiveOn', 'Takes effect', undefined, 'date'),
    text('reviewOn', 'Review by', undefined, 'date'),
  ];
}

/** What was chosen before stays a choice, though it is no longer offered. */
function choice(
  input: EditArticleInput,
  name: 'serviceKey' | 'ownerTeam',
  label: string,
  none: string,
  offered: readonly Choice[],
): SelectField {
  const field = common(input, name, label, hints[name]);
  const isOffered = field.value === '' || offered.some(({ key }) => key === field.value);
  const all = isOffered ? offered : [...offered, { key: field.value, text: field.value }];
  const items = all.map(({ key, text }) => ({ value: key, text }));
  return { control: 'select', ...field, items: [{ value: '', text: none }, ...items] };
}

const outcomes: Readonly<Record<string, string>> = { answer: 'Answered', log: 'Logged', pass: 'Passed on' };

function audienceField(input: EditArticleInput): CheckboxesView {
  const chosen = input.typed['audience'] ?? [];
  return {
    name: 'audience[]',
    idPrefix: 'audience',
    fieldset: { legend: { text: 'Who it is for' } },
    values: typeof chosen === 'string' ? [chosen] : chosen,
    items: Object.entries(tiers).map(([value, text]) => ({ value, text })),
    errorMessage: errorAt(input.faults, 'audience'),
  };
}

const tiers = { county: 'County councils', district: 'District councils', unitary: 'Unitary councils' };
