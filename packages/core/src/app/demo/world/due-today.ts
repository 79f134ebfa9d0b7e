import type { Instant, LocalDate } from '../../../kernel/clock.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../kernel/clock.js';
import { addDays } from '../../../kernel/local-date.js';
import { instantAt, localDateAt } from '../../../kernel/london-time.js';
import { priorityOf, slaTarget, type Answers } from '../../../services/index.js';
import { circumstancesOf, makeAnswers } from './answers.js';
import { founderKeys } from './authorities.js';
import { addContact } from './contacts.js';
import type { ContactContext } from './contact-context.js';
import { blanksFor } from './phrases/blanks.js';
import { speak, type VoicedService } from './service-mix.js';
import type { DemoAuthorityKey, DemoCustomer, DemoPlace } from './types.js';

/** Open cases that each council has to finish today, at least. */
export const dueTodayAtLeast = 6;

/**
 * Logs more cases for each council until enough open ones fall due today. At a weekend those are of services whose
 * targets run on the clock. Gives up after many tries, where a council has no such service.
 */
export function addDueToday(context: ContactContext): void {
  const services = servicesDueOn(context, localDateAt(context.startAt));
  for (const authorityKey of founderKeys) {
    let open = openDueToday(context, authorityKey);
    for (let attempt = 0; open < dueTodayAtLeast && attempt < 600; attempt += 1) {
      const found = findDueToday(context, services, authorityKey);
      if (!found) continue;
      log(context, authorityKey, found);
      open = openDueToday(context, authorityKey);
    }
  }
}

/** Services whose work can fall due on a date: every one on a working day, else those with a target on the clock. */
function servicesDueOn({ mix, calendars }: ContactContext, on: LocalDate): readonly VoicedService[] {
  if (calendars.isWorkingDay(on)) return mix.services;
  return mix.services.filter(({ definition: { sla } }) =>
    [sla.target, ...Object.values(sla.byPriority)].some(
      ({ unit }) => sla.calendar === 'always' || !unit.startsWith('working-'),
    ),
  );
}

function openDueToday({ cases, startAt }: ContactContext, authorityKey: DemoAuthorityKey): number {
  const today = localDateAt(startAt);
  return cases.filter(
    (each) => each.authorityKey === authorityKey && each.closedAt === undefined && localDateAt(each.dueAt) === today,
  ).length;
}

interface Found {
  service: VoicedService;
  customer: DemoCustomer;
  place: DemoPlace;
  answers: Answers;
  description: string;
  loggedAt: Instant;
  dueAt: Instant;
}

/** A service, a caller and answers whose target, begun at some past hour, ends today. */
function findDueToday(
  context: ContactContext,
  services: readonly VoicedService[],
  authorityKey: DemoAuthorityKey,
): Found | undefined {
  const { random, mix, startAt, calendars } = context;
  const service = random.pick(services);
  const { definition, voice } = service;
  const customer = random.pick(context.customersOf(authorityKey));
  const place = context.homeOf(customer);
  if (!place || customer.kind !== 'person' || mix.responsibleFor(service, place.areaKey) !== authorityKey)
    return undefined;
  const loggedAt = pastHour(context);
  const description = speak(random, voice.reports, blanksFor(random, place, loggedAt));
  const sources = { random, at: loggedAt, customer, place, facts: context.factsOf(place), description };
  const answers = makeAnswers(definition, sources);
  const target = slaTarget(definition, priorityOf(definition, circumstancesOf(sources, answers)));
  const dueAt = calendars.dueAt(loggedAt, target, definition.sla.calendar);
  if (localDateAt(dueAt) !== localDateAt(startAt)) return undefined;
  return { service, customer, place, answers, description, loggedAt, dueAt };
}

/** Within the last hours, or in the daytime of one of the sixteen days before. */
function pastHour({ random, startAt, calendars }: ContactContext): Instant {
  const daysAgo = random.whole(0, 16);
  if (daysAgo === 0 || (!calendars.isWorkingDay(localDateAt(startAt)) && random.chance(0.5)))
    return startAt - random.whole(20, 200) * MINUTE_MS;
  return instantAt(addDays(localDateAt(startAt), -daysAgo), random.whole(540, 1000));
}

function log(context: ContactContext, authorityKey: DemoAuthorityKey, found: Found): void {
  const { service, customer, place, answers, description, loggedAt, dueAt } = found;
  const closesAt = Math.max(dueAt, context.startAt + HOUR_MS) + DAY_MS;
  const isOfficeTime = context.calendars.isOfficeOpen(loggedAt);
  addContact(context, {
    authorityKey,
    channel: isOfficeTime ? 'telephone' : 'web',
    startedAt: loggedAt - 4 * MINUTE_MS,
    customer,
    place,
    enquiries: [{ service, outcome: 'case-logged', answers, description, closesAt }],
  });
}
