import type { Authority } from '../authorities/index.js';
import type { Instant } from '../kernel/clock.js';
import type { FieldFault } from '../kernel/errors.js';
import { capitalised } from '../kernel/capitalised.js';
import { formatDate } from '../kernel/format-time.js';
import { keyOf } from '../kernel/key-of.js';
import { addDays } from '../kernel/local-date.js';
import { localDateAt } from '../kernel/london-time.js';
import type { PublishedService } from '../services/index.js';
import type { EmptyStateView, PillView } from '../web/components.js';
import type { FieldView } from '../web/form-components.js';
import {
  errorOf,
  idOf,
  readWords,
  textField,
  typedWords,
  wordFields,
  type LanguageFields,
  type TypedWords,
} from './word-fields.js';
import {
  everyField,
  fieldFaults,
  fieldsFor,
  fillFields,
  inBraces,
  mergeFields,
  type MergeField,
  type MergeValues,
} from './merge-fields.js';
import { languageNames, occasionNames } from './message-words.js';
import { languages, occasions, type MessageLanguage, type MessageTemplate } from './types.js';
import { faultLinks, type FaultLink } from '../web/form-faults.js';

const href = '/desk/admin/message-templates';

/** The wording of the reader's authorities. */
export interface TemplatesPage {
  readonly newHref: string;
  readonly rows: readonly {
    readonly name: string;
    readonly href: string;
    readonly council: string;
    readonly service: string;
    readonly occasion: string;
    readonly languages: string;
    readonly state: PillView;
  }[];
  readonly empty: EmptyStateView;
}

interface Named {
  readonly authorities: readonly Authority[];
  readonly services: readonly PublishedService[];
}

export function templatesPage(templates: readonly MessageTemplate[], { authorities, services }: Named): TemplatesPage {
  return {
    newHref: `${href}/new`,
    rows: templates.map((template) => ({
      name: template.name,
      href: `${href}/${template.id}`,
      council: authorities.find(({ id }) => id === template.authorityId)?.shortName ?? '',
      service: services.find(({ id }) => id === template.serviceId)?.name ?? 'Every service',
      occasion: occasionText(template),
      languages: template.words.cy ? 'English, Welsh' : 'English',
      state: template.enabled ? { text: 'In use', tone: 'good' } : { text: 'Off', tone: 'neutral' },
    })),
    empty: {
      text: 'We have no wording of our own: customers are told what the partnership’s says, where it has any.',
      action: { text: 'Write a template', href: `${href}/new` },
    },
  };
}

function occasionText({ occasion, status }: Pick<MessageTemplate, 'occasion' | 'status'>): string {
  return status === null
    ? occasionNames[occasion]
    : `${occasionNames[occasion]}: ${capitalised(status.replaceAll('-', ' '))}`;
}

/** A template, or a form that was sent, as the form has it; nothing: an empty form. */
export function typedTemplate(from: MessageTemplate | Readonly<Record<string, string>> = {}): TypedWords {
  if (!isTemplate(from)) return Object.keys(from).length > 0 ? from : { enabled: 'yes', occasion: 'by-hand' };
  const { name, words, enabled, version } = from;
  return { ...typedWords(words), name, version: String(version), ...(enabled ? { enabled: 'yes' } : {}) };
}

function isTemplate(from: object): from is MessageTemplate {
  return 'words' in from;
}

/** The command's input from the form. */
export function readTemplateForm(typed: TypedWords, kind: 'new' | 'edit'): object {
  const content = {
    name: typed['name'] ?? '',
    words: readWords(typed),
    enabled: typed['enabled'] === 'yes',
  };
  if (kind === 'edit') return content;
  const { authorityId, serviceId, occasion, status } = typed;
  const key = typed['key'] || keyOf(content.name);
  return { ...content, authorityId, key, serviceId: serviceId ? serviceId : null, occasion, status: status ?? '' };
}

/** A template under the pen. */
export interface TemplatePage {
  readonly heading: string;
  readonly action: string;
  readonly csrfToken: string;
  readonly once: string;
  readonly version: string | undefined;
  readonly isConflict: boolean;
  readonly faults: readonly FaultLink[];
  readonly purpose: readonly FieldView[];
  /** What an existing template is for. */
  readonly purposeText: string | undefined;
  readonly name: FieldView;
  readonly languages: readonly LanguageFields[];
  readonly isEnabled: boolean;
  readonly fields: readonly { readonly name: string; readonly means: string }[];
  readonly previews: readonly { readonly lang: string; readonly name: string; readonly parts: readonly string[] }[];
}

export interface TemplatePageInput extends Named {
  readonly template: MessageTemplate | undefined;
  readonly typed: TypedWords;
  readonly faults: readonly FieldFault[];
  readonly isConflict: boolean;
  readonly isPreview: boolean;
  readonly csrfToken: string;
  readonly once: string;
  readonly now: Instant;
}

export function templatePage(input: TemplatePageInput): TemplatePage {
  const { template, typed, faults } = input;
  return {
    heading: template ? template.name : 'New message template',
    action: template ? `${href}/${template.id}` : href,
    csrfToken: input.csrfToken,
    once: input.once,
    version: typed['version'],
    isConflict: input.isConflict,
    faults: faultLinks(inFormOrder(faults), idOf),
    purpose: template ? [] : purposeFields(input),
    purposeText: template && `${occasionText(template)}. Services name it ${template.key}.`,
    name: textField('name', 'Name', input),
    languages: wordFields(input),
    isEnabled: typed['enabled'] === 'yes',
    fields: offeredFields(template).map((name) => ({ name: inBraces(name), means: mergeFields[name] })),
    previews: input.isPreview ? previewsOf(input) : [],
  };
}

/** The fields from the top of the form down. */
const formOrder = ['authorityId', 'occasion', 'serviceId', 'status', 'name', 'words.en', 'words.cy'];

function inFormOrder(faults: readonly FieldFault[]): FieldFault[] {
  const parts = ['subject', 'body', 'text'];
  const placeOf = ({ field }: FieldFault): number => {
    const row = formOrder.findIndex((each) => field === each || field.startsWith(`${each}.`));
    return row * parts.length + Math.max(0, parts.indexOf(field.split('.').at(-1) ?? ''));
  };
  return [...faults].sort((one, other) => placeOf(one) - placeOf(other));
}

/** Which fields there are depends on the occasion, which is still open in a new template. */
function offeredFields(template: MessageTemplate | undefined): readonly MergeField[] {
  return template ? fieldsFor(template.occasion) : everyField;
}

function purposeFields(input: TemplatePageInput): FieldView[] {
  const { authorities, services } = input;
  const council = (authorityId: number): string => authorities.find(({ id }) => id === authorityId)?.shortName ?? '';
  const own = services.filter(({ authorityId }) => council(authorityId) !== '');
  return [
    selectField(
      'authorityId',
      'Council',
      input,
      authorities.map(({ id, name }) => ({ value: String(id), text: name })),
    ),
    selectField(
      'occasion',
      'When it is used',
      input,
      occasions.map((each) => ({ value: each, text: occasionNames[each] })),
    ),
    selectField('serviceId', 'Service', input, [
      { value: '', text: 'Every service' },
      ...own.map(({ id, name, authorityId }) => ({ value: id, text: `${name} (${council(authorityId)})` })),
    ]),
    selectField('status', 'Status', input, [{ value: '', text: 'Not about a status' }, ...statusesOf(own)]),
  ];
}

/** What the services call their statuses, each once. */
function statusesOf(services: readonly PublishedService[]): { value: string; text: string }[] {
  const all = services.flatMap(({ definition }) => definition.lifecycle.statuses);
  const texts = new Map(all.map(({ key, label }) => [key, label]));
  return [...texts].map(([value, text]) => ({ value, text })).sort((one, other) => one.text.localeCompare(other.text));
}

function selectField(
  name: string,
  label: string,
  { typed, faults }: TemplatePageInput,
  items: readonly { value: string; text: string }[],
): FieldView {
  const value = typed[name] ?? '';
  return { control: 'select', name, id: idOf(name), label: { text: label }, value, items, ...errorOf(faults, name) };
}

function previewsOf({ typed, authorities, now, template }: TemplatePageInput): TemplatePage['previews'] {
  const fields = offeredFields(template);
  const council = authorities.find(({ id }) => String(id) === (typed['authorityId'] ?? String(template?.authorityId)));
  return languages.flatMap((lang) => {
    const parts = ['subject', 'body', 'text']
      .map((part) => typed[`${lang}.${part}`] ?? '')
      .filter((text) => text.trim());
    const values = sampleValues(council?.name ?? '', now, lang);
    const filled = parts.map((text) => {
      const faults = fieldFaults(text, fields);
      return faults.length > 0 ? faults.join('. ') : fillFields(text, values);
    });
    return filled.length === 0 ? [] : [{ lang, name: languageNames[lang], parts: filled }];
  });
}

/** Made up, as if for somebody who reported a missed bin today. */
function sampleValues(council: string, now: Instant, lang: MessageLanguage): MergeValues {
  const today = localDateAt(now);
  return {
    'customer-name': 'Mrs Joan Prosser',
    reference: 'AB-4F7K-2Q9M-X',
    service: 'Missed bin collection',
    status: 'We have your report and will look at it',
    'due-date': formatDate(addDays(today, 2), { today, lang }),
    team: 'Street and waste team',
    council: council || 'The council',
    today: formatDate(today, { today, lang }),
    'survey-link': 'https://moothall.example/s/…',
    'payment-link': 'https://moothall.example/pay/…',
    amount: '£35.00',
    'payment-for': 'New bin, AB-4F7K-2Q9M-X',
    'pay-by': formatDate(addDays(today, 7), { today, lang }),
  };
}
