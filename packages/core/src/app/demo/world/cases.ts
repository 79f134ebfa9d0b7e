import type { Instant } from '../../../kernel/clock.js';
import { DAY_MS, HOUR_MS } from '../../../kernel/clock.js';
import { localDateAt } from '../../../kernel/london-time.js';
import { priorityOf, routeTo, slaTarget, type Answers, type CaseLocation } from '../../../services/index.js';
import { addressAnswer } from './address-lines.js';
import { circumstancesOf, makeAnswers, type AnswerSources } from './answers.js';
import { workThrough } from './case-work.js';
import type { ContactContext } from './contact-context.js';
import { blanksFor } from './phrases/blanks.js';
import { speak, type VoicedService } from './service-mix.js';
import type { DemoCase, DemoCustomer, DemoEnquiry, DemoInteraction, DemoPlace } from './types.js';

/** What a case comes from. */
export interface CaseSources {
  interaction: DemoInteraction;
  enquiry: DemoEnquiry;
  service: VoicedService;
  place: DemoPlace;
  customer: DemoCustomer | undefined;
  /** The answers, where they are known. */
  answers?: Answers;
  /** What it says, where that is known. */
  description?: string;
  /** When it will be done, where that is known; may lie ahead. */
  closesAt?: Instant;
}

/** Logs a case for an enquiry and works it as far as the present. */
export function addCase(context: ContactContext, sources: CaseSources): DemoCase {
  const { random, calendars } = context;
  const { interaction, enquiry, service, place, customer } = sources;
  const { definition, voice } = service;
  const loggedAt = interaction.endedAt;
  const description = sources.description ?? speak(random, voice.reports, blanksFor(random, place, loggedAt));
  const answerSources: AnswerSources = {
    random,
    at: loggedAt,
    ...(customer ? { customer } : {}),
    place,
    facts: context.factsOf(place),
    description,
  };
  const answers = sources.answers ?? makeAnswers(definition, answerSources);
  const circumstances = circumstancesOf(answerSources, answers);
  const priority = priorityOf(definition, circumstances);
  const dueAt = calendars.dueAt(loggedAt, slaTarget(definition, priority), definition.sla.calendar);
  const location = locate(context, service, place);
  const logged: DemoCase = {
    key: `case-${String(context.cases.length + 1).padStart(5, '0')}`,
    authorityKey: enquiry.authorityKey,
    serviceKey: definition.key,
    interactionKey: interaction.key,
    enquiryKey: enquiry.key,
    ...(customer?.authorityKey === enquiry.authorityKey ? { customerKey: customer.key } : {}),
    participant: interaction.participant,
    ...(location ? { location } : {}),
    ...(location?.kind === 'address' ? { placeKey: place.key } : {}),
    answers,
    description,
    loggedAt,
    ...(interaction.adviserKey ? { loggedByKey: interaction.adviserKey } : {}),
    teamKey: routeTo(definition, { ...circumstances, priority }),
    status: definition.lifecycle.initial,
    priority,
    dueAt,
    history: [],
    notes: [],
    chases: [],
    withinSla: true,
  };
  context.cases.push(logged);
  workThrough(context, logged, service, place, sources.closesAt ?? drawClosing(context, logged));
  return logged;
}

/** Most are done in time, some late, few forgotten; half of what is due today is still to be done. */
function drawClosing({ random, startAt, calendars }: ContactContext, { loggedAt, dueAt }: DemoCase): Instant {
  const isDueToday = localDateAt(dueAt) === localDateAt(startAt);
  if (isDueToday && dueAt > startAt && random.chance(0.6)) return dueAt;
  const kind = random.fraction();
  if (kind < 0.03) return calendars.nextOfficeTime(dueAt + random.whole(15, 90) * DAY_MS);
  if (kind < 0.08) return calendars.nextOfficeTime(dueAt + random.whole(4, 150) * HOUR_MS);
  const at = loggedAt + (dueAt - loggedAt) * (0.97 - 0.8 * random.fraction() ** 1.6);
  return Math.min(dueAt, calendars.nextOfficeTime(Math.round(at / 1000) * 1000));
}

function locate(context: ContactContext, { definition }: VoicedService, place: DemoPlace): CaseLocation | undefined {
  const { random } = context;
  const { kind, required } = definition.location;
  if (kind === 'none' || (!required && random.chance(0.3))) return undefined;
  if (kind === 'address' || (kind === 'either' && random.chance(0.4)))
    return { kind: 'address', ...addressAnswer(place) };
  const near = (degrees: number) => Math.round((degrees + (random.fraction() - 0.5) * 0.0006) * 1e6) / 1e6;
  const where = random.pick(['Outside', 'Opposite', 'Just past', 'On the verge by']);
  const description = `${where} ${place.number ? `number ${place.number}, ` : ''}${place.street}`;
  return { kind: 'point', lat: near(place.latitude), long: near(place.longitude), description };
}
