import type { FieldFault } from '../kernel/errors.js';
import { sharedFields } from '../kernel/db/shared-fields.js';
import { CHANNELS, channelWords } from '../services/index.js';
import type { DetailsView } from '../web/components.js';
import type { CheckboxesView, FieldView } from '../web/form-components.js';
import type { TypedTerms } from './typed-terms.js';
import { abilities, agreementKinds, holidayKinds, priceKinds, sharedParts } from './types.js';
import type { Named } from './views.js';
import * as words from './words.js';
import { errorAt, faultLinks, type FaultLink } from '../web/form-faults.js';

type Question =
  { readonly field: FieldView } | { readonly checkboxes: CheckboxesView; readonly foldedIn?: DetailsView };
type Item = { readonly id: string; readonly name: string };

export interface TermsFormPage {
  readonly heading: string;
  readonly lead: string;
  readonly back: { readonly text: string; readonly href: string };
  readonly action: string;
  readonly csrfToken: string;
  readonly hidden: readonly { readonly name: string; readonly value: string }[];
  readonly sections: readonly { readonly heading: string; readonly questions: readonly Question[] }[];
  readonly errors: readonly FaultLink[];
}

export interface AboutForm {
  /** Headings of the receiver's catalogue. */
  readonly groups: readonly string[];
  readonly heading: string;
  readonly lead: string;
  readonly back: TermsFormPage['back'];
  readonly action: string;
  readonly csrfToken: string;
  readonly typed: TypedTerms;
  readonly faults: readonly FieldFault[];
  readonly services: readonly Item[];
  readonly lines: readonly Item[];
  readonly officers: readonly Item[];
}

export function termsFormPage(about: AboutForm): TermsFormPage {
  const { typed, faults } = about;
  return {
    ...{ heading: about.heading, lead: about.lead, back: about.back, action: about.action, csrfToken: about.csrfToken },
    hidden: (['expectedVersion', 'receiverId', 'providerId'] as const)
      .filter((name) => typed[name] !== '')
      .map((name) => ({ name, value: typed[name] })),
    errors: faultLinks(faults),
    sections: sectionsOf(about),
  };
}

type TextName = { [Name in keyof TypedTerms]: TypedTerms[Name] extends string ? Name : never }[keyof TypedTerms];
type ListName = Exclude<keyof TypedTerms, TextName>;

function sectionsOf({ typed, faults, groups, services, lines, officers }: AboutForm): TermsFormPage['sections'] {
  const about = (name: TextName, label: string, hint?: string) => ({
    ...{ name, id: name, label: { text: label }, value: typed[name], errorMessage: errorAt(faults, name) },
    ...(hint === undefined ? {} : { hint: { text: hint } }),
  });
  const text = (name: TextName, label: string, hint?: string): Question => ({
    field: { control: 'text', ...about(name, label, hint) },
  });
  const area = (name: TextName, label: string, hint?: string): Question => ({
    field: { control: 'textarea', rows: 3, ...about(name, label, hint) },
  });
  const select = (name: TextName, label: string, items: readonly (readonly [string, string])[]): Question => ({
    field: { control: 'select', ...about(name, label), items: items.map(([value, shown]) => ({ value, text: shown })) },
  });
  const boxes = (name: ListName, label: string, items: readonly Item[], hint?: string): Question[] => {
    if (items.length === 0) return [];
    const question: CheckboxesView = {
      ...{ name: `${name}[]`, idPrefix: name, classes: 'govuk-checkboxes--small', values: typed[name] },
      ...{ fieldset: { legend: { text: label } }, errorMessage: errorAt(faults, name) },
      items: items.map(({ id, name: shown }) => ({ value: id, text: shown })),
      ...(hint === undefined ? {} : { hint: { text: hint } }),
    };
    if (items.length <= listedAtMost) return [{ checkboxes: question }];
    return [{ checkboxes: question, foldedIn: { summaryText: label, open: typed[name].length > 0 } }];
  };
  const named = <K extends string>(keys: readonly K[], names: Readonly<Record<K, string>>): Item[] =>
    keys.map((id) => ({ id, name: names[id] }));
  const pairs = <K extends string>(keys: readonly K[], names: Readonly<Record<K, string>>) =>
    keys.map((key) => [key, names[key]] as const);
  const none = 'None ticked: every one';
  const groupItems = groups.map((name) => ({ id: name, name }));
  return [
    {
      heading: 'What it is',
      questions: [
        text('title', 'What it is called', 'Westmoor answers for Dunmere at night'),
        select('kind', 'Kind', pairs(agreementKinds, words.kindWords)),
        text('fromOn', 'First day', 'For example, 1 12 2026'),
        text('toOn', 'Last day (optional)', 'Without one it holds until somebody ends it'),
      ],
    },
    {
      heading: 'When and what for',
      questions: [
        select('when', 'When they answer', whenWords),
        area('weekly', 'Hours of the week', 'For a weekly pattern, a line each: mon-fri 17:00-08:30'),
        select('onBankHolidays', 'With a weekly pattern, on bank holidays', pairs(holidayKinds, words.holidayWords)),
        ...boxes('channels', 'Only these channels', named(CHANNELS, channelWords), none),
        ...boxes('lineIds', 'Only these lines', lines, none),
        ...boxes('serviceGroups', 'Only services under these headings', groupItems, toCome),
        text('lgslIds', 'Only services with these LGSL numbers (optional)', lgslHint),
        ...boxes('serviceIds', 'Only these services', services, noService),
      ],
    },
    {
      heading: 'What they see and may do',
      questions: [
        ...boxes('shares', 'What they see', named(sharedParts, words.sharedWords)),
        ...boxes('fields', 'Which of their fields', named(sharedFields, words.wholeFieldWords), fieldsHint),
        ...boxes('abilities', 'What they may do', named(abilities, words.abilityWords)),
        text('lawfulBasis', 'Lawful basis', 'Public task: Local Government Act 1972, section 101'),
        area('purpose', 'Purpose of the sharing'),
      ],
    },
    {
      heading: 'Price and service',
      questions: [
        select('priceKind', 'How it is paid for', pairs(priceKinds, words.priceWords)),
        text('price', 'Price', 'In pounds and pence, unless it is free'),
        text('cap', 'At most, in a month (optional)'),
        text('capYear', 'At most, from April to March (optional)'),
        text('minimum', 'At least, in a month (optional)'),
        text('residents', 'By population: how many people live in their area'),
        text('allResidents', 'By population: how many live in the areas of all who share the cost'),
        text('withinSeconds', 'Calls are answered within how many seconds (optional)'),
        text('answeredPercent', 'So many of a hundred calls', 'For example, 80'),
        text('reductionPercent', 'Otherwise a month costs how many per cent less'),
        area('serviceLevel', 'Service level in words (optional)', 'What else was agreed about how well they answer'),
      ],
    },
    {
      heading: 'For continuity and overflow',
      questions: [
        ...boxes('officerIds', 'Who may open it', officers, 'Team leaders and administrators of both councils'),
        text('openForHours', 'For how many hours at most'),
        text('overflowMinutes', 'Overflow: once customers wait how many minutes'),
      ],
    },
  ];
}

const noService = 'None ticked here, and no heading or number either: every one';
const toCome = 'Services that come under them later are covered too';
const lgslHint = 'Numbers of the national list of services, like “524, 525”. Later services under them are covered too';
const fieldsHint = 'Untick what stays with the council that is served. Names, services and how cases stand always show';

/** A longer list of choices is folded until somebody has chosen of it. */
const listedAtMost = 20;

const whenWords = [
  ['outside-office-hours', 'Outside their office hours'],
  ['always', 'At any time'],
  ['weekly', 'In the hours of the week below'],
] as const;

export interface PartiesPage {
  readonly fields: readonly FieldView[];
  readonly errors: readonly FaultLink[];
}

/** Between which councils, before anything else is asked. */
export function partiesPage(councils: readonly Named[], asked: PartiesTyped, fault?: string): PartiesPage {
  const items = councils.map(({ id, name }) => ({ value: String(id), text: name }));
  const field = (name: keyof PartiesTyped, label: string): FieldView => ({
    ...{ control: 'select', name, id: name, label: { text: label }, items, value: asked[name] },
    ...(fault !== undefined && name === 'provider' ? { errorMessage: { text: fault } } : {}),
  });
  return {
    fields: [field('receiver', 'Whose customers are served?'), field('provider', 'Who answers for them?')],
    errors: fault === undefined ? [] : [{ text: fault, href: '#provider' }],
  };
}

export interface PartiesTyped {
  readonly receiver?: string | undefined;
  readonly provider?: string | undefined;
}
