import type { Instant } from '../../../kernel/clock.js';
import { DAY_MS, MINUTE_MS } from '../../../kernel/clock.js';
import type { Transition } from '../../../services/index.js';
import type { ContactContext } from './contact-context.js';
import { blanksFor } from './phrases/blanks.js';
import { speak, type VoicedService } from './service-mix.js';
import type { DemoCase, DemoPlace, DemoStaff } from './types.js';

/** Takes a case through its lifecycle up to the present: statuses, owner, notes, and the outcome where it closed. */
export function workThrough(
  context: ContactContext,
  worked: DemoCase,
  service: VoicedService,
  place: DemoPlace,
  closesAt: Instant,
): void {
  const { random, startAt } = context;
  const officer = context.officerOf(worked.authorityKey, worked.teamKey);
  const path = context.pathsOf(service).draw(random);
  const times = stepTimes(context, worked.loggedAt, closesAt, path.length);
  path.forEach((step, index) => {
    const at = times[index] ?? closesAt;
    if (at <= startAt) take(context, worked, service, place, officer, step, at);
  });
  if (worked.history.length > 0 || random.chance(0.3)) worked.ownerKey = officer.key;
  if (closesAt > startAt) {
    worked.withinSla = worked.dueAt >= startAt;
    return;
  }
  worked.closedAt = closesAt;
  worked.withinSla = closesAt <= worked.dueAt;
  worked.outcome = drawOutcome(context, service, worked.status);
}

function take(
  context: ContactContext,
  worked: DemoCase,
  { definition, voice }: VoicedService,
  place: DemoPlace,
  officer: DemoStaff,
  step: Transition,
  at: Instant,
): void {
  const { random } = context;
  const closes = definition.lifecycle.statuses.some((status) => status.key === step.to && status.kind === 'closed');
  worked.history.push({ at, event: step.event, from: step.from, to: step.to, byKey: officer.key });
  worked.status = step.to;
  if (!closes && !random.chance(0.55)) return;
  const usual = isUsualEnd(definition, step.to);
  const lines = closes ? (usual ? voice.closing : otherClosing) : voice.progress;
  const text = speak(random, lines, blanksFor(random, place, at));
  worked.notes.push({ at, byKey: officer.key, text, audience: closes ? 'customer' : 'staff' });
}

/** What is noted where a case ends otherwise than most do. */
const otherClosing: readonly string[] = [
  'Customer rang to say that it is no longer needed.',
  'Looked into it: nothing for us to do. Customer told why.',
  'No answer after two tries; closed with a letter.',
  'Same as an earlier request, which is in hand.',
];

/** The first closed status of a lifecycle is the one that work usually ends in. */
function isUsualEnd({ lifecycle }: VoicedService['definition'], status: string): boolean {
  return lifecycle.statuses.find(({ kind }) => kind === 'closed')?.key === status;
}

/**
 * The outcome that is called as the status, else one drawn: good outcomes stand first in a definition, so that the
 * usual end draws an early one and the others a late one.
 */
function drawOutcome({ random }: ContactContext, { definition }: VoicedService, status: string): string {
  const { outcomes } = definition;
  const ends = isUsualEnd(definition, status) ? outcomes : outcomes.slice(Math.floor(outcomes.length / 2));
  const drawn = random.pickCommon(ends);
  return (outcomes.find(({ key }) => key === status) ?? drawn).key;
}

/** Steps in working time, in order, the last when the case closes. What drags on has its first steps soon. */
function stepTimes({ random, calendars }: ContactContext, from: Instant, to: Instant, count: number): Instant[] {
  const reach = Math.min(to - from, 30 * DAY_MS);
  const fractions = Array.from({ length: count - 1 }, () => 0.03 + 0.9 * random.fraction()).sort((a, b) => a - b);
  const middle = fractions.map((fraction) => {
    const at = Math.round((from + reach * fraction) / 1000) * 1000;
    const open = calendars.nextOfficeTime(at);
    return Math.min(to, open === at ? at : open + random.whole(1, 95) * MINUTE_MS);
  });
  return [...middle.sort((a, b) => a - b), to];
}
