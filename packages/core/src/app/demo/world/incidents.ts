import type { Instant, LocalDate } from '../../../kernel/clock.js';
import { MINUTE_MS } from '../../../kernel/clock.js';
import { addDays, dateOfParts, dayOfWeek, partsOf } from '../../../kernel/local-date.js';
import { instantAt, localDateAt } from '../../../kernel/london-time.js';
import { addContact, type PlannedEnquiry } from './contacts.js';
import type { ContactContext } from './contact-context.js';
import { failedRoundAt, isOnFailedRound } from './property-facts.js';
import { weightedChooser } from './random.js';
import { failedRoundStreets } from './streets.js';
import type { DemoAuthorityKey, DemoIncident } from './types.js';

/** The day of snow and this morning's failed round, with everybody who got in touch about them. */
export function addIncidents(context: ContactContext): DemoIncident[] {
  return [addSnowDay(context), addFailedRound(context)];
}

/** The Tuesday after 13 January, in the latest January that is at least a week past. */
export function snowDayBefore(startAt: Instant): LocalDate {
  const today = localDateAt(startAt);
  const inYear = (year: number) => {
    let on = dateOfParts(year, 1, 14);
    while (dayOfWeek(on) !== 'tuesday') on = addDays(on, 1);
    return on;
  };
  const thisYear = inYear(partsOf(today).year);
  return addDays(thisYear, 7) <= today ? thisYear : inYear(partsOf(today).year - 1);
}

interface SnowSubject {
  serviceKey: string;
  answered: number;
  need: string;
  note: string;
}

const chooseSnowSubject = weightedChooser<SnowSubject>([
  [
    {
      serviceKey: 'gritting',
      answered: 0.8,
      need: 'Nothing has been gritted up here',
      note: 'Read out the snow notice: primary routes first.',
    },
    40,
  ],
  [
    {
      serviceKey: 'missed-bin-collection',
      answered: 0.88,
      need: 'No bins have been taken today',
      note: 'Rounds suspended for snow; catch-up on Saturday.',
    },
    38,
  ],
  [
    {
      serviceKey: 'pavement',
      answered: 0.6,
      need: 'The pavements are sheet ice',
      note: 'Explained where the grit bins are and that all crews are out.',
    },
    12,
  ],
  [
    {
      serviceKey: 'road-obstruction',
      answered: 0.3,
      need: 'Cars are stuck across the hill',
      note: 'Already on the incident map.',
    },
    10,
  ],
]);

function addSnowDay(context: ContactContext): DemoIncident {
  const { random, cases } = context;
  const on = snowDayBefore(context.startAt);
  const before = cases.length;
  for (let contact = 0; contact < 320; contact += 1) {
    const subject = chooseSnowSubject(random);
    const service = context.mix.get(subject.serviceKey);
    const authorityKey = snowAuthority(context, subject.serviceKey);
    const answered = random.chance(subject.answered);
    const enquiry: PlannedEnquiry = answered
      ? { service, outcome: 'answered', need: subject.need, note: subject.note }
      : { service, outcome: 'case-logged', need: subject.need };
    addContact(context, {
      authorityKey,
      channel: answered || random.chance(0.8) ? 'telephone' : 'web',
      startedAt: instantAt(on, 6 * 60 + 40) + Math.floor(random.fraction() ** 1.6 * 600 * MINUTE_MS),
      customer: random.pick(context.customersOf(authorityKey)),
      enquiries: [enquiry],
    });
  }
  return {
    key: 'day-of-snow',
    title: 'A day of snow',
    authorityKeys: ['westmoor', 'dunmere', 'elmfold', 'castlebridge'],
    onDate: on,
    streets: [],
    caseKeys: cases.slice(before).map(({ key }) => key),
  };
}

function snowAuthority({ random, mix }: ContactContext, serviceKey: string): DemoAuthorityKey {
  const { definition } = mix.get(serviceKey);
  const providers = (['westmoor', 'dunmere', 'elmfold', 'castlebridge'] as const).filter((key) =>
    mix.provides(key, definition),
  );
  return random.pick(providers);
}

/** Calls from the streets that the crew left: nine logged before the notice went up, the later ones answered from it. */
function addFailedRound(context: ContactContext): DemoIncident {
  const { random, cases, startAt } = context;
  const failedAt = failedRoundAt(startAt);
  const service = context.mix.get('missed-bin-collection');
  const neighbours = context.customersOf('dunmere').filter((customer) => {
    const home = context.homeOf(customer);
    return home !== undefined && isOnFailedRound(home) && customer.kind === 'person';
  });
  const before = cases.length;
  random
    .shuffle(neighbours)
    .slice(0, 16)
    .forEach((customer, index) => {
      const logged = index < 9;
      const startedAt = failedAt + (logged ? 12 + index * 6 : 75 + index * 2) * MINUTE_MS;
      if (startedAt > startAt - 10 * MINUTE_MS) return;
      const need = 'The whole street has been left, and the lorry has gone';
      const note = logged
        ? 'Whole street reported; logged for the supervisor.'
        : 'Read out the notice: crew is coming back, leave bins out.';
      addContact(context, {
        authorityKey: 'dunmere',
        channel: logged && random.chance(0.3) ? 'web' : 'telephone',
        startedAt,
        customer,
        enquiries: [
          {
            service,
            outcome: logged ? 'case-logged' : 'answered',
            need,
            note,
            ...(logged
              ? { answers: wholeStreetAnswers(failedAt), closesAt: failedAt + 9 * 60 * MINUTE_MS, description: need }
              : {}),
          },
        ],
        ...(logged ? {} : { avoidableReason: 'service-failed' as const }),
      });
    });
  return {
    key: 'failed-bin-round',
    title: 'The bin round that failed this morning',
    authorityKeys: ['dunmere'],
    onDate: localDateAt(failedAt),
    streets: [...failedRoundStreets],
    caseKeys: cases.slice(before).map(({ key }) => key),
  };
}

/** What every caller says: today’s rubbish bin, out on time, the whole street left. */
function wholeStreetAnswers(failedAt: Instant) {
  return {
    bin: 'rubbish',
    'missed-on': localDateAt(failedAt),
    'out-by-seven': true,
    tag: 'none',
    neighbours: 'whole-street',
  };
}
