import { caseTitle, findStatus } from '#core/services/index.js';
import { eventColumns } from '#core/app/demo/load/case-events.js';
import { serviceOf } from '#core/app/demo/load/load-catalogue.js';
import type { Database } from '#core/kernel/db/database.js';
import { idOf, kinds } from '../world/chance.js';
import { caseAt, movedTo, type BenchCase, type CaseCount, type CasePatterns } from '../world/cases.js';
import { customerAt, type BenchCustomer } from '../world/customers.js';
import { bulkWriter, type BulkWriter } from './bulk-writer.js';
import type { Organisation } from './organisation.js';

/** One contact for every third case. */
const casesPerInteraction = 3;
const eventsPerCase = 32;

const tables = {
  interactions: [
    ...['id', 'authority_id', 'channel', 'caller', 'adviser_id', 'state', 'started_at', 'ended_at', 'customer_id'],
    ...['participant', 'identity_level', 'notes'],
  ],
  cases: [
    ...['id', 'authority_id', 'reference', 'service_id', 'service_version_id', 'title', 'status', 'status_kind'],
    ...[
      'priority',
      'outcome',
      'customer_id',
      'participant',
      'participant_name',
      'answers',
      'place_id',
      'location_text',
    ],
    ...['lat', 'lon', 'team_id', 'assignee_id', 'raised_by', 'interaction_id', 'opened_at', 'due_at', 'closed_at'],
    ...['updated_at', 'restriction'],
  ],
  enquiries: [
    ...[
      'id',
      'authority_id',
      'interaction_id',
      'interaction_authority_id',
      'words',
      'service_id',
      'outcome',
      'case_id',
    ],
    ...['opened_at', 'closed_at'],
  ],
  case_events: eventColumns,
};

interface Writing {
  readonly writer: BulkWriter;
  readonly organisation: Organisation;
  readonly count: CaseCount;
}

export async function writeCases(
  db: Database,
  organisation: Organisation,
  patterns: CasePatterns,
  count: CaseCount,
): Promise<void> {
  const writing = { writer: bulkWriter(db, tables), organisation, count };
  for (let index = 0; index < count.cases; index += 1) {
    const one = caseAt(index, patterns, count);
    const customer = customerAt(one.customer, count);
    const interaction = index % casesPerInteraction === 0 ? addInteraction(writing, index, one, customer) : null;
    addCase(writing, one, customer, interaction);
    addEvents(writing, index, one);
    await writing.writer.spill();
  }
  await writing.writer.flush();
}

function addInteraction(
  { writer, organisation }: Writing,
  index: number,
  one: BenchCase,
  customer: BenchCustomer,
): string {
  const { pattern, openedAt } = one;
  const id = idOf(kinds.interaction, index);
  const authority = organisation.authorities.get(pattern.authorityKey);
  const adviser = personOf(organisation, pattern.loggedByKey)?.id;
  const [startedAt, endedAt] = [openedAt - 120_000, openedAt + 90_000];
  writer.add('interactions', [
    ...[id, authority, 'telephone', customer.telephone, adviser, 'finished', startedAt, endedAt, customer.id],
    ...[JSON.stringify(participantOf(customer)), 'basic', null],
  ]);
  const { id: serviceId } = serviceOf(organisation.catalogue, pattern.authorityKey, pattern.serviceKey);
  writer.add('enquiries', [
    ...[idOf(kinds.enquiry, index), authority, id, authority, pattern.description.slice(0, 200), serviceId, 'logged'],
    ...[one.id, startedAt, endedAt],
  ]);
  return id;
}

function addCase(
  { writer, organisation, count }: Writing,
  one: BenchCase,
  customer: BenchCustomer,
  interaction: string | null,
): void {
  const { pattern, openedAt } = one;
  const service = serviceOf(organisation.catalogue, pattern.authorityKey, pattern.serviceKey);
  const { definition } = service;
  const kind = findStatus(definition.lifecycle, pattern.status)?.kind ?? 'open';
  const closedAt = pattern.closedAt === undefined ? null : movedTo(one, pattern.closedAt, count);
  const dueAt = kind === 'waiting' ? null : openedAt + (pattern.dueAt - pattern.loggedAt);
  const { place } = customer;
  writer.add('cases', [
    ...[one.id, organisation.authorities.get(pattern.authorityKey), one.reference, service.id, service.versionId],
    ...[
      caseTitle(definition, pattern.answers) || definition.name,
      pattern.status,
      kind,
      pattern.priority,
      pattern.outcome,
    ],
    ...[customer.id, JSON.stringify(participantOf(customer)), `${customer.firstName} ${customer.lastName}`],
    ...[JSON.stringify(pattern.answers), place.id, `${place.line}, ${place.postcode}`, place.lat, place.lon],
    ...[organisation.staff.teams.get(`${pattern.authorityKey}/${pattern.teamKey}`)],
    ...[personOf(organisation, pattern.ownerKey)?.id, personOf(organisation, pattern.loggedByKey)?.id, interaction],
    ...[openedAt, dueAt, closedAt, closedAt ?? openedAt, definition.sensitivity === 'restricted' ? 'service' : null],
  ]);
}

function participantOf({ firstName, lastName, telephone, email }: BenchCustomer) {
  return { name: `${firstName} ${lastName}`, ...(telephone ? { telephone } : {}), ...(email ? { email } : {}) };
}

function personOf({ staff }: Organisation, key: string | undefined) {
  return staff.people.get(key ?? '');
}

interface PastEvent {
  readonly at: number;
  readonly kind: string;
  readonly byKey?: string | undefined;
  readonly visibility: string;
  readonly body?: string | undefined;
  readonly data: object;
}

function addEvents({ writer, organisation, count }: Writing, index: number, one: BenchCase): void {
  const authority = organisation.authorities.get(one.pattern.authorityKey);
  for (const [number, event] of eventsOf(one).entries()) {
    const by = personOf(organisation, event.byKey);
    writer.add('case_events', [
      ...[
        idOf(kinds.event, index * eventsPerCase + number),
        authority,
        one.id,
        movedTo(one, event.at, count),
        event.kind,
      ],
      ...[by?.id, by?.name ?? 'Web form', event.visibility, event.body, JSON.stringify(event.data)],
    ]);
  }
}

function eventsOf({ pattern }: BenchCase): PastEvent[] {
  const { loggedAt, loggedByKey, history, notes, priority, description } = pattern;
  const status = history[0]?.from ?? pattern.status;
  const opened: PastEvent = {
    at: loggedAt,
    kind: 'opened',
    byKey: loggedByKey,
    visibility: 'customer',
    body: description,
    data: { status, priority },
  };
  const changes = history.map(({ at, event, from, to, byKey, note }): PastEvent => {
    return { at, kind: 'status', byKey, visibility: 'customer', body: note, data: { event, from, to } };
  });
  const said = notes.map(({ at, byKey, text }): PastEvent => ({
    at,
    kind: 'note',
    byKey,
    visibility: 'internal',
    body: text,
    data: {},
  }));
  return [opened, ...changes, ...said].sort((a, b) => a.at - b.at).slice(0, eventsPerCase);
}
