import type { Instant } from '../../../kernel/clock.js';
import { DAY_MS, HOUR_MS } from '../../../kernel/clock.js';
import { addContact, type PlannedContact } from './contacts.js';
import type { ContactContext } from './contact-context.js';
import type { HardCaseCast } from './hard-case-cast.js';
import type { HardCaseKey } from './hard-cases.js';
import type { DemoCustomer } from './types.js';

/** The contacts that make some hard cases what they are. */
export function addHardCaseContacts(context: ContactContext, cast: HardCaseCast): void {
  const of = (key: HardCaseKey) => cast.customers.filter((customer) => cast.caseOf(customer) === key);
  reportDeath(context, of('bereavement'));
  withholdNumber(context, of('withheld-number'));
  speakForOthers(context, of('carer'), 'blue-badge');
  speakForOthers(context, [...of('councillor')].reverse(), 'pothole');
  missedAtMooring(context, of('boater'));
  askTwoCouncils(context, of('two-councils'));
}

/** The daughter reports the death of her father; every service is told once. */
function reportDeath(context: ContactContext, [late, daughter]: readonly DemoCustomer[]): void {
  if (!late || !daughter) return;
  add(context, 19 * DAY_MS, {
    authorityKey: late.authorityKey,
    channel: 'telephone',
    customer: late,
    representative: daughter,
    enquiries: [
      {
        service: context.mix.get('general-enquiry'),
        outcome: 'case-logged',
        need: 'My father has died, who do I have to tell?',
        note: 'Executor’s details taken; council tax, housing benefit, garden waste and the register of electors to be told.',
        description: deathReport,
        answers: { about: 'A death in the family', question: deathReport },
      },
    ],
  });
}

const deathReport = 'Died at home. His daughter is executor and asks that all letters go to her.';

function withholdNumber(context: ContactContext, [caller]: readonly DemoCustomer[]): void {
  if (!caller) return;
  for (const days of [3, 24, 61, 118, 203]) {
    const service = context.mix.get('missed-bin-collection');
    add(context, days * DAY_MS, {
      authorityKey: caller.authorityKey,
      channel: 'telephone',
      customer: caller,
      numberWithheld: true,
      enquiries: [{ service, outcome: days % 2 === 0 ? 'answered' : 'case-logged' }],
    });
  }
}

/** The second speaks for the first. */
function speakForOthers(
  context: ContactContext,
  [customer, representative]: readonly DemoCustomer[],
  serviceKey: string,
): void {
  if (!customer || !representative) return;
  for (const days of [8, 47]) {
    const service = context.mix.get(serviceKey);
    add(context, days * DAY_MS, {
      authorityKey: customer.authorityKey,
      channel: 'telephone',
      customer,
      representative,
      enquiries: [{ service, outcome: days === 8 ? 'case-logged' : 'answered' }],
    });
  }
}

function missedAtMooring(context: ContactContext, [boater]: readonly DemoCustomer[]): void {
  if (!boater) return;
  add(context, 12 * DAY_MS, {
    authorityKey: boater.authorityKey,
    channel: 'telephone',
    customer: boater,
    enquiries: [
      {
        service: context.mix.get('missed-bin-collection'),
        outcome: 'case-logged',
        need: 'Bins at the wharf have not been emptied and I have no house number to give you',
        description: 'Shared bins at Old Wharf, by the water point. Boats have no addresses; use the point on the map.',
      },
    ],
  });
}

/** About the bins she rings the one, about roads and her badge the other. */
function askTwoCouncils(context: ContactContext, records: readonly DemoCustomer[]): void {
  const calls = [
    { daysAgo: 5, authorityKey: 'westmoor', service: 'pothole', outcome: 'case-logged' },
    { daysAgo: 13, authorityKey: 'dunmere', service: 'missed-bin-collection', outcome: 'case-logged' },
    { daysAgo: 34, authorityKey: 'westmoor', service: 'blue-badge', outcome: 'answered' },
    { daysAgo: 62, authorityKey: 'dunmere', service: 'missed-bin-collection', outcome: 'answered' },
  ] as const;
  for (const { daysAgo, authorityKey, service, outcome } of calls) {
    const customer = records.find((one) => one.authorityKey === authorityKey);
    if (!customer) continue;
    const enquiries = [{ service: context.mix.get(service), outcome }];
    add(context, daysAgo * DAY_MS, { authorityKey, channel: 'telephone', customer, enquiries });
  }
}

/** So long ago, in office time; earlier where offices have been shut since. */
function add(context: ContactContext, agoMs: number, planned: Omit<PlannedContact, 'startedAt'>): void {
  const { calendars, startAt } = context;
  const officeTime = (ms: number): Instant => calendars.nextOfficeTime(startAt - ms) + HOUR_MS;
  let ago = agoMs;
  while (officeTime(ago) > startAt - HOUR_MS) ago += DAY_MS;
  addContact(context, { ...planned, startedAt: officeTime(ago) });
}
