import type { Instant, LocalDate } from '../../../kernel/clock.js';
import { MINUTE_MS } from '../../../kernel/clock.js';
import { addDays, dateOfParts, dayOfWeek, partsOf } from '../../../kernel/local-date.js';
import { instantAt, localDateAt } from '../../../kernel/london-time.js';
import { founderKeys } from './authorities.js';
import { addContact, type PlannedEnquiry } from './contacts.js';
import type { ContactContext } from './contact-context.js';
import { weightedChooser } from './random.js';
import type { DemoAuthorityKey, DemoIncident } from './types.js';

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

/** The day of snow, and everybody who got in touch about it: on the phone from before seven, most in the morning. */
export function addSnowDay(context: ContactContext): DemoIncident {
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
    authorityKeys: [...founderKeys],
    onDate: on,
    streets: [],
    caseKeys: cases.slice(before).map(({ key }) => key),
  };
}

function snowAuthority({ random, mix }: ContactContext, serviceKey: string): DemoAuthorityKey {
  const { definition } = mix.get(serviceKey);
  return random.pick(founderKeys.filter((key) => mix.provides(key, definition)));
}
