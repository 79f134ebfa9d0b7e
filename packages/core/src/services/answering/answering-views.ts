import type { LocalDate } from '../../kernel/clock.js';
import type { FieldFault } from '../../kernel/errors.js';
import { formatDate } from '../../kernel/format-time.js';
import { everyService, type ListedRule, type RulePage } from '../../places/index.js';
import type { EmptyStateView, PaginationView } from '../../web/components.js';
import type { ErrorSummaryView, FieldView, SelectOption } from '../../web/form-components.js';
import { errorAt, errorSummary } from '../../web/form-faults.js';
import type { AnswersAtPlace, NamedService } from './answering-queries.js';

export const answeringHref = '/desk/admin/who-answers';

export interface Council {
  readonly id: number;
  readonly name: string;
  readonly shortName: string;
}

/** What the list shows and what is tried, as in the address. */
export interface AnsweringFilter {
  readonly service: string;
  readonly authority: string;
  readonly area: string;
  readonly ended: string;
  readonly place: string;
  readonly tried: string;
}

export interface RuleLine {
  readonly service: string;
  readonly where: string;
  readonly answers: string;
  /** "from 1 April 2026 until 1 May 2026" */
  readonly days: string;
  readonly href: string;
}

export interface AnsweringPage {
  readonly filters: readonly FieldView[];
  readonly ended: boolean;
  readonly rules: readonly RuleLine[];
  readonly empty: EmptyStateView;
  readonly warnings: readonly string[];
  readonly pages: PaginationView | undefined;
  readonly addHref: string;
  readonly tryFields: readonly FieldView[];
  readonly tried: Tried | undefined;
}

/** What came of trying an address. */
export interface Tried {
  readonly say: string;
  readonly rules: readonly RuleLine[];
  /** Addresses to choose among. */
  readonly choices: readonly { readonly text: string; readonly href: string }[];
}

interface AnsweringInput {
  readonly filter: AnsweringFilter;
  readonly page: number;
  readonly found: RulePage;
  readonly services: readonly NamedService[];
  readonly councils: readonly Council[];
  readonly tried: Tried | undefined;
  readonly today: LocalDate;
}

export function answeringPage(input: AnsweringInput): AnsweringPage {
  const { filter, found, services, councils, tried, today } = input;
  const isFiltered = [filter.service, filter.authority, filter.area].some((one) => one !== '');
  const ofCouncils = (chosen: string): SelectOption[] =>
    councils.map(({ id, name }) => ({ value: String(id), text: name, selected: String(id) === chosen }));
  return {
    filters: [
      {
        ...{ control: 'select', name: 'service', label: { text: 'Service' } },
        items: [{ value: '', text: 'Every service' }, ...serviceOptions(services, filter.service)],
      },
      {
        ...{ control: 'select', name: 'area', label: { text: 'In the area of' } },
        items: [{ value: '', text: 'Every authority' }, ...ofCouncils(filter.area)],
      },
      {
        ...{ control: 'select', name: 'authority', label: { text: 'Who answers' } },
        items: [{ value: '', text: 'Every authority' }, ...ofCouncils(filter.authority)],
      },
    ],
    ended: filter.ended !== '',
    rules: found.items.map((rule) => ruleLine(rule, services, today)),
    empty: {
      text: isFiltered ? 'No rule is like that.' : 'Nobody has said yet who answers where.',
      action: isFiltered
        ? { text: 'Show every rule', href: answeringHref }
        : { text: 'Add a rule', href: `${answeringHref}/new` },
    },
    warnings: found.warnings.map((warning) => warningWords(warning, services, councils, today)),
    pages: pagesOf(input),
    addHref: `${answeringHref}/new${filter.service === '' ? '' : `?service=${encodeURIComponent(filter.service)}`}`,
    tryFields: [
      {
        ...{ control: 'text', name: 'place', label: { text: 'Address or UPRN' }, value: filter.place },
        hint: { text: 'Such as 4 Quarry Lane or DM4 2LL' },
      },
      {
        ...{ control: 'select', name: 'tried', label: { text: 'Service asked for' } },
        items: serviceOptions(
          services.filter(({ key }) => key !== everyService),
          filter.tried,
        ),
      },
    ],
    tried,
  };
}

function pagesOf({ filter, page, found }: AnsweringInput): PaginationView | undefined {
  const at = (number: number): string => {
    const kept = Object.entries(filter).filter(([, value]) => value !== '');
    return `${answeringHref}?${new URLSearchParams([...kept, ['page', String(number)]]).toString()}`;
  };
  if (page === 1 && !found.hasMore) return undefined;
  return {
    ...(page > 1 ? { previous: { href: at(page - 1), text: 'Rules before' } } : {}),
    ...(found.hasMore ? { next: { href: at(page + 1), text: 'More rules' } } : {}),
  };
}

function serviceOptions(services: readonly NamedService[], chosen: string): SelectOption[] {
  return services.map(({ key, name, lgsl }) => ({
    ...{ value: key, selected: key === chosen },
    text: lgsl.length === 0 ? name : `${name} (LGSL ${lgsl.join(', ')})`,
  }));
}

export function ruleLine(rule: ListedRule, services: readonly NamedService[], today: LocalDate): RuleLine {
  const { fromOn, toOn, where, authorityName } = rule;
  return {
    ...{ service: serviceName(rule.serviceKey, services), where, answers: authorityName },
    days: `from ${formatDate(fromOn, { today })}${toOn === null ? '' : ` until ${formatDate(toOn, { today })}`}`,
    href: `${answeringHref}/${rule.id}`,
  };
}

/** What nobody offers any more goes by its key. */
export function serviceName(key: string, services: readonly NamedService[]): string {
  if (key === everyService) return 'Every other service of its tier';
  return services.find((service) => service.key === key)?.name ?? key;
}

function warningWords(
  { kind, rule, other, fromOn, where }: RulePage['warnings'][number],
  services: readonly NamedService[],
  councils: readonly Council[],
  today: LocalDate,
): string {
  const nameOf = (id: number | undefined): string => councils.find((each) => each.id === id)?.name ?? '';
  const service = serviceName(rule.serviceKey, services);
  const from = fromOn <= today ? 'today' : formatDate(fromOn, { today });
  if (kind === 'nobody') return `${service}, ${where}: nobody is named from ${from} on. Add who answers then.`;
  const both = `${nameOf(rule.authorityId)} and ${nameOf(other?.authorityId)}`;
  return `${service}, ${where}: ${both} are both named from ${from} on. End one of the rules.`;
}

export function triedWords(
  { line, owners, rules }: AnswersAtPlace,
  service: string,
  services: readonly NamedService[],
  today: LocalDate,
): Tried {
  const say =
    owners.length === 0
      ? `Nobody is named for ${service.toLowerCase()} at ${line}.`
      : owners.length === 1
        ? `${owners.join()} answers for ${service.toLowerCase()} at ${line}.`
        : `${owners.join(' and ')} are both named for ${service.toLowerCase()} at ${line}: advisers choose.`;
  return { say, rules: rules.map((rule) => ruleLine(rule, services, today)), choices: [] };
}

export interface RuleTyped {
  readonly serviceKey: string;
  readonly areaAuthorityId: string;
  readonly ward: string;
  readonly place: string;
  readonly responsibleAuthorityId: string;
  readonly fromOn: string;
  readonly toOn: string;
}

export interface RuleFormPage {
  readonly heading: string;
  readonly about: string | undefined;
  readonly action: string;
  readonly listHref: string;
  readonly csrfToken: string;
  readonly once: string;
  /** 0: not yet there. */
  readonly version: number;
  readonly errors: ErrorSummaryView | undefined;
  readonly conflict: string | undefined;
  readonly fields: readonly FieldView[];
  readonly endField: FieldView | undefined;
  /** Whether it is of the reader's own area. */
  readonly mayChange: boolean;
}

interface RuleFormInput {
  readonly rule: ListedRule | undefined;
  readonly typed: RuleTyped;
  readonly faults: readonly FieldFault[];
  readonly conflict: string | undefined;
  readonly services: readonly NamedService[];
  readonly councils: readonly Council[];
  /** In whose areas the reader may say it. */
  readonly own: readonly Council[];
  readonly mayChange: boolean;
  readonly csrfToken: string;
  readonly once: string;
  readonly today: LocalDate;
}

export function ruleFormPage(input: RuleFormInput): RuleFormPage {
  const { rule, faults, services, csrfToken, once, conflict, mayChange, today } = input;
  const line = rule && ruleLine(rule, services, today);
  return {
    ...{ csrfToken, once, conflict, mayChange, listHref: answeringHref, errors: errorSummary(faults) },
    heading: line ? `${line.service}, ${line.where}` : 'Who answers: add a rule',
    about: line && `${line.answers} answers ${line.days}.`,
    action: rule ? `${answeringHref}/${rule.id}` : `${answeringHref}/new`,
    version: rule?.version ?? 0,
    fields: [...(rule ? [] : areaFields(input)), ...answerFields(input)],
    endField:
      rule && (rule.toOn === null || rule.toOn > today)
        ? {
            ...{ control: 'text', name: 'endsOn', id: 'endsOn', label: { text: 'First day without it' } },
            hint: { text: 'Such as 1 April 2027; empty: today' },
            errorMessage: errorAt(faults, 'endsOn'),
          }
        : undefined,
  };
}

function areaFields({ typed, faults, services, own }: RuleFormInput): FieldView[] {
  const every = { value: everyService, text: 'Every other service of its tier', selected: typed.serviceKey === '*' };
  return [
    {
      ...{ control: 'select', name: 'serviceKey', id: 'serviceKey', label: { text: 'Service' } },
      items: [{ value: '', text: 'Choose a service' }, ...serviceOptions(services, typed.serviceKey), every],
      errorMessage: errorAt(faults, 'serviceKey'),
    },
    {
      ...{ control: 'select', name: 'areaAuthorityId', id: 'areaAuthorityId', label: { text: 'In the area of' } },
      items: own.map(({ id, name }) => ({
        ...{ value: String(id), text: name, selected: String(id) === typed.areaAuthorityId },
      })),
      errorMessage: errorAt(faults, 'areaAuthorityId'),
    },
    {
      ...{ control: 'text', name: 'ward', id: 'ward', label: { text: 'Only in this ward' }, value: typed.ward },
      ...{ hint: { text: 'Empty: in the whole area' }, errorMessage: errorAt(faults, 'ward') },
    },
    {
      ...{ control: 'text', name: 'place', id: 'place', label: { text: 'Only at this address' }, value: typed.place },
      hint: { text: 'A UPRN, or house number and postcode; empty: not for one address' },
      errorMessage: errorAt(faults, 'place'),
    },
  ];
}

function answerFields({ typed, faults, councils }: RuleFormInput): FieldView[] {
  const name = 'responsibleAuthorityId';
  return [
    {
      ...{ control: 'select', name, id: name, label: { text: 'Who answers' } },
      items: [
        ...(typed[name] === '' ? [{ value: '', text: 'Choose an authority' }] : []),
        ...councils.map((each) => ({
          ...{ value: String(each.id), text: each.name, selected: String(each.id) === typed[name] },
        })),
      ],
      errorMessage: errorAt(faults, name),
    },
    {
      ...{ control: 'text', name: 'fromOn', id: 'fromOn', label: { text: 'From' }, value: typed.fromOn },
      ...{ hint: { text: 'The first day, such as 1 April 2027' }, errorMessage: errorAt(faults, 'fromOn') },
    },
    {
      ...{ control: 'text', name: 'toOn', id: 'toOn', label: { text: 'Until' }, value: typed.toOn },
      hint: { text: 'The first day without it; empty: until it is said otherwise' },
      errorMessage: errorAt(faults, 'toOn'),
    },
  ];
}
