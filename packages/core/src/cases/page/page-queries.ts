import { z } from 'zod';
import { listAway, listMembers, type Absence, type TeamMember } from '../../directory/index.js';
import { workingCalendar, type WorkingCalendar } from '../../authorities/index.js';
import { localDateAt } from '../../kernel/london-time.js';
import { uuidField } from '../../kernel/input.js';
import { may } from '../../kernel/scope.js';
import { defineQuery, type QueryContext } from '../../kernel/query.js';
import { allowedTransitions, type ServiceDefinition, type Transition } from '../../services/index.js';
import { caseClock } from '../clock/case-clock.js';
import { readCursor, writeCursor } from '../../kernel/cursor.js';
import { definitionOf, describe } from '../definitions.js';
import { listEvents, readClockHistory, type TimelinePlace } from '../events-repository.js';
import { listFiles } from '../files/files-repository.js';
import { lookUp } from '../queries.js';
import { listLinks, listSubscribers, type CaseLink, type Subscriber } from '../links/relations-repository.js';
import { refuseUnlessOpen } from '../restricted/restricted-access.js';
import type { SlaClock } from '../clock/sla-rules.js';
import { listTasks } from '../tasks/tasks-repository.js';
import {
  eventKinds,
  type Case,
  type CaseEvent,
  type CaseEventData,
  type CaseFile,
  type CaseTask,
  type Visibility,
} from '../types.js';
import type { CaseEventKind, DescribedCase } from '../types.js';
import { withRights, type HandoverToSee } from '../handovers/handover-queries.js';
import { findHandover } from '../handovers/handovers-repository.js';
import { isStanding } from './transfer-words.js';
import { readOutside, type OutsideToSee } from '../outside/outside-query.js';
import { nearbyOf, type NearbyCase } from './nearby-query.js';

export const timelineFilters = ['all', 'customer', 'internal', 'system'] as const;
export type TimelineFilter = (typeof timelineFilters)[number];

export interface Timeline {
  readonly filter: TimelineFilter;
  /** Newest first. */
  readonly events: readonly CaseEvent[];
  readonly nextCursor: string | null;
  /** No cursor was given. */
  readonly isFirst: boolean;
}

/** All that a case's page shows. */
export interface WholeCase {
  readonly case: DescribedCase;
  readonly definition: ServiceDefinition;
  readonly clock: SlaClock;
  /** When the clock runs. */
  readonly calendar: WorkingCalendar;
  readonly timeline: Timeline;
  readonly tasks: readonly CaseTask[];
  readonly files: readonly CaseFile[];
  readonly transitions: readonly Transition[];
  /** Open cases of the same service that are as close as the service says, the nearest first. */
  readonly nearby: readonly NearbyCase[];
  readonly links: readonly CaseLink[];
  /** Who else reported it. */
  readonly subscribers: readonly Subscriber[];
  /** How a hand-over to, or from, a council in another installation stands; undefined: there was none. */
  readonly elsewhere: CaseEventData | undefined;
  /** What happened to its files, the first first, where there was one. */
  readonly fileEvents: readonly CaseEvent[];
  /** What another system has of it, where its work is done in one. */
  readonly outside: OutsideToSee | undefined;
  /** To whom it is offered now. */
  readonly offer: HandoverToSee | undefined;
}

const eventsAtOnce = 50;

const timelineInput = {
  timeline: z.enum(timelineFilters).default('all'),
  cursor: z.string().max(200).optional(),
};

/**
 * A case's page in six prepared statements (seven for a case with more than fifty events; one more each for links and
 * for others who reported it; one for one that was handed over to another installation; two for one that another system has; a few for one that is offered to another team).
 * @throws not_found; several_cases; case_reason_needed
 */
export const getCasePage = defineQuery({
  name: 'cases.get-case-page',
  permission: 'cases.read',
  input: z.union([
    z.strictObject({ id: uuidField, ...timelineInput }),
    z.strictObject({ reference: z.string().trim().min(1).max(100), ...timelineInput }),
  ]),
  run: async (context, { timeline: filter, cursor, ...address }): Promise<WholeCase> => {
    const found = await lookUp(context, address);
    await refuseUnlessOpen(context, found);
    context.shown(found.authorityId, 'case', [found.id]);
    const definition = await definitionOf(context.db, found.serviceVersionId);
    const timeline = await readTimeline(context, found, filter, cursor);
    return {
      case: await describe(context.db, found),
      definition,
      ...(await clockOf(context, found, definition, timeline)),
      timeline,
      tasks: await listTasks(context.db, found.id),
      files: await listFiles(context.db, found.id),
      transitions: stepsFor(context, definition, found),
      nearby: await nearbyOf(context, found, definition),
      links: found.linkCount === 0 ? [] : await listLinks(context.db, found),
      subscribers: found.subscriberCount === 0 ? [] : await listSubscribers(context.db, found.id),
      offer: await offerOf(context, found),
    };
  },
});

async function offerOf(context: QueryContext, { openHandoverId }: Case): Promise<HandoverToSee | undefined> {
  const handover = openHandoverId === null ? undefined : await findHandover(context.db, openHandoverId);
  return handover && (await withRights(context, handover));
}

/** Somebody who can be given a case, and whether they are away today. */
export interface PossibleAssignee extends TeamMember {
  readonly away: Absence | null;
}

/** Who can be given the case: the members of its team; or a task of another team's: those of that team. */
export const listPossibleAssignees = defineQuery({
  name: 'cases.list-possible-assignees',
  permission: 'cases.read',
  input: z.strictObject({ id: uuidField, teamId: uuidField.optional() }),
  run: async (context, { id, teamId }): Promise<PossibleAssignee[]> => {
    const found = await lookUp(context, { id });
    await refuseUnlessOpen(context, found);
    const members = await listMembers(context.db, teamId ?? found.teamId);
    const people = members.map(({ personId }) => personId);
    const away = await listAway(context.db, people, localDateAt(context.now));
    return members.map((member) => ({ ...member, away: away.get(member.personId) ?? null }));
  },
});

const told: readonly CaseEventKind[] = [
  'note',
  'chase',
  'file',
  'task',
  'joined',
  'linked',
  'message',
  'payment',
  'handover',
  'call-back',
  'call-out',
  'transfer',
  'outside',
  'mail',
];

/** Internal: what colleagues wrote and did for one another. System: what Moothall recorded by itself. */
const filters: Readonly<
  Record<TimelineFilter, { readonly kinds: readonly CaseEventKind[]; readonly visible: readonly Visibility[] }>
> = {
  all: { kinds: eventKinds, visible: ['internal', 'customer'] },
  customer: { kinds: eventKinds, visible: ['customer'] },
  internal: { kinds: told, visible: ['internal'] },
  system: { kinds: eventKinds.filter((kind) => !told.includes(kind)), visible: ['internal', 'customer'] },
};

async function readTimeline(
  { db }: QueryContext,
  { id }: Case,
  filter: TimelineFilter,
  cursor: string | undefined,
): Promise<Timeline> {
  const before = cursor === undefined ? {} : { before: placeOf(cursor) };
  const found = await listEvents(db, id, { ...filters[filter], ...before, limit: eventsAtOnce + 1 });
  const events = found.slice(0, eventsAtOnce);
  const last = events.at(-1);
  return {
    filter,
    events,
    nextCursor: last && found.length > eventsAtOnce ? writeCursor([last.at, last.id]) : null,
    isFirst: cursor === undefined,
  };
}

/** What may come next, without the steps that a service keeps for team leaders where the reader is none. */
function stepsFor(
  { actor }: QueryContext,
  { lifecycle }: ServiceDefinition,
  { status, authorityId }: Case,
): Transition[] {
  const mayDecide = may(actor, 'cases.decide', authorityId);
  return allowedTransitions(lifecycle, status).filter(({ leadersOnly }) => !leadersOnly || mayDecide);
}

/** The whole history is on the page already, unless it is long or filtered. */
async function clockOf(
  { db, kernel, now }: QueryContext,
  { id, authorityId }: Case,
  definition: ServiceDefinition,
  { filter, events, nextCursor, isFirst }: Timeline,
): Promise<Pick<WholeCase, 'clock' | 'calendar' | 'elsewhere' | 'fileEvents' | 'outside'>> {
  const isWhole = filter === 'all' && isFirst && nextCursor === null;
  const history = isWhole ? events.toReversed() : await readClockHistory(db, id);
  const calendar = await workingCalendar(kernel, authorityId, definition.sla.calendar);
  const elsewhere = history.findLast(({ kind, data }) => kind === 'transfer' && isStanding(data))?.data;
  const fileEvents = elsewhere === undefined ? [] : (await listEvents(db, id, filesOnly)).toReversed();
  const outside = history.some(({ kind }) => kind === 'outside') ? await readOutside(db, id) : undefined;
  return { clock: caseClock(definition, calendar, history, now), calendar, elsewhere, fileEvents, outside };
}

const filesOnly = { kinds: ['file'], visible: ['internal', 'customer'], limit: 200 } as const;

const TimelineCursor = z.tuple([z.number().int(), uuidField]);

function placeOf(cursor: string): TimelinePlace {
  const [at, id] = readCursor(TimelineCursor, cursor);
  return { at, id };
}
