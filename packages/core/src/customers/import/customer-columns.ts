import { headingKey } from '../../kernel/import/columns.js';
import { fileFault } from '../../kernel/import/row-reader.js';

/** What a column of a customers file may hold. Those that end in `…s` may stand in several columns. */
export const CUSTOMER_FIELDS = [
  'sourceKey',
  'kind',
  'title',
  'firstName',
  'middleNames',
  'lastName',
  'fullName',
  'organisationName',
  'bornOn',
  'diedOn',
  'language',
  'preferredChannel',
  'phones',
  'emails',
  'addressLines',
  'postcode',
  'country',
  'uprn',
] as const;

export type CustomerField = (typeof CUSTOMER_FIELDS)[number];

/** A field, a register and type (`identifier:council-tax:account`), or `ignore`. */
export type CustomerTarget = CustomerField | `identifier:${string}:${string}` | 'ignore';

/** Which column of the file holds what: `{ 'First Name': 'firstName' }`. Other columns are found by their headings. */
export type CustomerMapping = Readonly<Record<string, CustomerTarget>>;

export interface PlannedColumn {
  readonly place: number;
  readonly heading: string;
  readonly target: Exclude<CustomerTarget, 'ignore'>;
}

const SEVERAL: readonly CustomerField[] = ['phones', 'emails', 'addressLines'];

/** Headings that councils' exports commonly bear, by their key (no case, spaces or punctuation). */
const KNOWN_HEADINGS = new Map<string, CustomerField>(
  (
    [
      ['sourceKey', 'source key, external id, external reference, customer id, customer ref, crm id, record id, id'],
      ['kind', 'kind, type, customer type, party type'],
      ['title', 'title, salutation'],
      ['firstName', 'first name, firstname, forename, given name'],
      ['middleNames', 'middle name, middle names, middlename'],
      ['lastName', 'last name, lastname, surname, family name'],
      ['fullName', 'name, full name, customer name, contact name'],
      ['organisationName', 'organisation, organisation name, organization, company, company name, business name'],
      ['bornOn', 'date of birth, dob, birth date, born on'],
      ['diedOn', 'date of death, deceased date, died on'],
      ['language', 'language, preferred language'],
      ['preferredChannel', 'preferred channel, preferred contact, contact preference, preferred contact method'],
      ['phones', 'phone, telephone, mobile, mobile phone, home phone, work phone, landline, tel'],
      ['emails', 'email, e mail, email address'],
      ['addressLines', 'address, address line, street, town, city, county, locality'],
      ['postcode', 'postcode, post code, postal code'],
      ['country', 'country'],
      ['uprn', 'uprn'],
    ] as const
  ).flatMap(([field, headings]) => headings.split(', ').map((heading) => [heading, field] as const)),
);

/** Free text about danger must not arrive unreviewed, so it isn't read from a file at all. */
const ALERT_HEADING = /\b(alerts?|warnings?|flags?|risks?|violent|danger|caution|markers?)\b/;

/** Decides once what each column holds. Throws one file fault that lists every column that can't be placed. */
export function planCustomerColumns(headings: readonly string[], mapping: CustomerMapping = {}): PlannedColumn[] {
  const mapped = new Map(Object.entries(mapping).map(([heading, target]) => [headingKey(heading), target]));
  const planned: PlannedColumn[] = [];
  const unknown: string[] = [];
  for (const [place, heading] of headings.entries()) {
    const target = mapped.get(headingKey(heading)) ?? targetOf(heading);
    if (target === undefined) unknown.push(heading);
    else if (target !== 'ignore') planned.push({ place, heading, target });
  }
  const faults = [
    ...faultsOfMapping(mapped, headings),
    ...alertFaults(unknown),
    ...unknownFaults(unknown),
    ...doubled(planned),
  ];
  if (!planned.some(({ target }) => target === 'lastName' || target === 'fullName' || target === 'organisationName')) {
    faults.push('No column holds a name. Map one to lastName, fullName or organisationName.');
  }
  if (faults.length > 0) throw fileFault(faults.join(' '), 1);
  return planned;
}

/** `council-tax:account` is a register and a type; `Phone 2` is a phone. */
function targetOf(heading: string): CustomerTarget | undefined {
  if (heading === '') return 'ignore';
  const [, register, type] = /^([a-z0-9-]+):([a-z0-9-]+)$/.exec(heading.trim().toLowerCase()) ?? [];
  if (register !== undefined && type !== undefined) return `identifier:${register}:${type}`;
  const key = headingKey(heading);
  return KNOWN_HEADINGS.get(key) ?? KNOWN_HEADINGS.get(key.replace(/ ?\d+$/, ''));
}

function faultsOfMapping(mapped: ReadonlyMap<string, CustomerTarget>, headings: readonly string[]): string[] {
  const present = new Set(headings.map(headingKey));
  const absent = [...mapped.keys()].filter((heading) => !present.has(heading));
  const odd = [...mapped.values()].filter((target) => !isTarget(target));
  return [
    ...(absent.length === 0 ? [] : [`The mapping names columns that the file lacks: ${absent.join(', ')}.`]),
    ...(odd.length === 0 ? [] : [`The mapping has unknown targets: ${odd.join(', ')}. ${allowed}`]),
  ];
}

const allowed = `Use one of ${CUSTOMER_FIELDS.join(', ')}, identifier:register:type or ignore.`;

function isTarget(target: string): boolean {
  const fields: readonly string[] = CUSTOMER_FIELDS;
  return target === 'ignore' || fields.includes(target) || /^identifier:[a-z0-9-]+:[a-z0-9-]+$/.test(target);
}

function alertFaults(unknown: readonly string[]): string[] {
  const alerts = unknown.filter((heading) => ALERT_HEADING.test(headingKey(heading)));
  if (alerts.length === 0) return [];
  return [
    `Alerts can’t be imported: each needs a reason, an approver and a review date. Remove ${list(alerts)} or map to ignore, and propose them on the customer’s page.`,
  ];
}

function unknownFaults(unknown: readonly string[]): string[] {
  const others = unknown.filter((heading) => !ALERT_HEADING.test(headingKey(heading)));
  return others.length === 0 ? [] : [`Say what these columns hold: ${list(others)}. ${allowed}`];
}

function doubled(planned: readonly PlannedColumn[]): string[] {
  const several: readonly string[] = SEVERAL;
  const single = planned.map(({ target }) => target).filter((target) => !several.includes(target));
  const twice = new Set(single.filter((target, place) => single.indexOf(target) !== place));
  return twice.size === 0 ? [] : [`More than one column holds ${[...twice].join(', ')}. Map all but one to ignore.`];
}

function list(headings: readonly string[]): string {
  return headings.map((heading) => `“${heading.slice(0, 60)}”`).join(', ');
}
