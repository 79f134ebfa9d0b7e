import type { Question } from './form/question-types.js';
import type { Duration, ServiceDefinition } from './types.js';
import type { PublishedService } from './repository.js';

export interface ServiceLine {
  readonly name: string;
  readonly href: string;
  readonly summary: string;
}

export interface ServicesPage {
  readonly authorityName: string;
  readonly groups: readonly { readonly name: string; readonly services: readonly ServiceLine[] }[];
  readonly count: number;
  readonly authorities: readonly { readonly name: string; readonly href: string; readonly current: boolean }[];
  /** Undefined for those who design none. */
  readonly designHref: string | undefined;
}

export function serviceHref(key: string, authorityId: number): string {
  return `/desk/services/${key}?authority=${authorityId}`;
}

interface Chooser {
  readonly id: number;
  readonly name: string;
}

export function servicesPage(
  services: readonly PublishedService[],
  chosen: Chooser,
  authorities: readonly Chooser[],
  { mayDesign }: { mayDesign: boolean },
): ServicesPage {
  const names = [...new Set(services.map(({ definition }) => definition.group))].sort();
  return {
    authorityName: chosen.name,
    groups: names.map((name) => ({
      name,
      services: services.filter(({ definition }) => definition.group === name).map(serviceLine),
    })),
    count: services.length,
    designHref: mayDesign ? `/desk/service-design?authority=${chosen.id}` : undefined,
    authorities: authorities.map(({ id, name }) => ({
      name,
      href: `/desk/services?authority=${id}`,
      current: id === chosen.id,
    })),
  };
}

function serviceLine({ key, authorityId, definition }: PublishedService): ServiceLine {
  return { name: definition.name, href: serviceHref(key, authorityId), summary: definition.summary };
}

export interface QuestionLine {
  readonly label: string;
  readonly detail: string;
}

export interface ServicePage {
  readonly name: string;
  readonly summary: string;
  readonly authorityName: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly questions: readonly QuestionLine[];
  readonly statuses: readonly { readonly label: string; readonly said: string }[];
  readonly outcomes: readonly { readonly label: string; readonly said: string }[];
  /** Undefined for those who log no cases there. */
  readonly logHref: string | undefined;
  readonly listHref: string;
}

export function servicePage(
  service: PublishedService,
  authority: Chooser,
  { mayLog }: { mayLog: boolean },
): ServicePage {
  const { definition, key } = service;
  return {
    name: definition.name,
    summary: definition.summary,
    authorityName: authority.name,
    facts: factsOf(service, definition),
    questions: definition.form.questions.flatMap((question) => [
      questionLine(question),
      ...(question.questions ?? []).map((one) => questionLine(one, `for each ${question.itemName ?? 'item'}`)),
    ]),
    statuses: definition.lifecycle.statuses.map(({ label, publicLabel }) => ({ label, said: publicLabel })),
    outcomes: definition.outcomes.map(({ label, publicLabel }) => ({ label, said: publicLabel })),
    logHref: mayLog ? `/desk/cases/log?service=${service.id}` : undefined,
    listHref: `/desk/services?authority=${authority.id}#${key}`,
  };
}

function questionLine({ label, required, showWhen }: Question, ...more: string[]): QuestionLine {
  const details = [required ? 'needed' : 'if known', ...(showWhen ? ['asked when it applies'] : []), ...more];
  return { label, detail: details.join(', ') };
}

function factsOf({ versionNumber }: PublishedService, { sla, identityLevel, lgsl, fee, keywords }: ServiceDefinition) {
  return [
    { label: 'Promise', value: `${durationWords(sla.target)}, ${calendarWords[sla.calendar]}` },
    { label: 'Identity check', value: levelWords[identityLevel.log] },
    { label: 'Fee', value: fee ? `£${(fee.amountPence / 100).toFixed(2)} for ${fee.buys}` : 'None' },
    { label: 'Also called', value: keywords.join(', ') },
    { label: 'LGSL', value: lgsl.length > 0 ? lgsl.join(', ') : 'No entry in the national list' },
    { label: 'Version', value: String(versionNumber) },
  ];
}

const calendarWords = {
  office: 'in office hours',
  crews: 'while crews work',
  always: 'round the clock',
  'information-law': 'as information law counts working days',
} as const;
const levelWords = { none: 'Not needed to log it', basic: 'Basic, to log it', full: 'Full, to log it' } as const;

const unitWords = {
  'working-minutes': ['working minute', 'working minutes'],
  'working-hours': ['working hour', 'working hours'],
  'working-days': ['working day', 'working days'],
  hours: ['hour', 'hours'],
  days: ['day', 'days'],
  months: ['month', 'months'],
} as const;

/** "1 working day", "4 hours" */
export function durationWords({ amount, unit }: Duration): string {
  return `${amount} ${unitWords[unit][amount === 1 ? 0 : 1]}`;
}
