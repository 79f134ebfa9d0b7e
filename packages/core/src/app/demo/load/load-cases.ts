import { makeCaseReference } from '../../../cases/index.js';
import { newId } from '../../../kernel/ids.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { everyAuthority } from '../../../kernel/scope.js';
import { caseTitle, findStatus } from '../../../services/index.js';
import type { DemoCase, DemoWorld } from '../world/types.js';
import { caseEvents, eventColumns } from './case-events.js';
import { serviceOf, type LoadedService } from './load-catalogue.js';
import type { Loaded, LoadedContacts } from './load-interactions.js';

export type LoadedForCases = Loaded & { readonly contacts: LoadedContacts };

const rowsAtOnce = 1000;

export async function loadCases(kernel: Kernel, world: DemoWorld, loaded: LoadedForCases): Promise<void> {
  const prefixes = new Map(world.authorities.map(({ key, prefix }) => [key as string, prefix]));
  const makeId = (): string => newId(kernel.clock, kernel.random);
  for (let from = 0; from < world.cases.length; from += rowsAtOnce) {
    const part = world.cases.slice(from, from + rowsAtOnce);
    const rows = part.map((one) => {
      const reference = makeCaseReference(prefixes.get(one.authorityKey) ?? '', kernel.random);
      return caseRow(one, reference, loaded);
    });
    const events = part.flatMap((one) => caseEvents(one, loaded, makeId));
    await kernel.db.write(everyAuthority, async (db) => {
      await db.bulk('cases', caseColumns, rows);
      await db.bulk('case_events', eventColumns, events);
    });
  }
}

const caseColumns = [
  ...['id', 'authority_id', 'reference', 'service_id', 'service_version_id', 'title', 'status', 'status_kind'],
  ...['priority', 'outcome', 'customer_id', 'participant', 'participant_name', 'answers', 'place_id', 'location_text'],
  ...['lat', 'lon', 'team_id', 'assignee_id', 'raised_by', 'interaction_id', 'opened_at', 'due_at', 'closed_at'],
  ...['updated_at', 'restriction', 'version'],
];

function caseRow(one: DemoCase, reference: string, loaded: LoadedForCases) {
  const { authorities, staff, catalogue, customers, places, contacts } = loaded;
  const service = serviceOf(catalogue, one.authorityKey, one.serviceKey);
  const { definition } = service;
  const { participant } = one;
  const name = participant.capacity === 'anonymous' ? null : participant.name;
  const place = places.get(one.placeKey ?? '');
  const point = one.location?.kind === 'point' ? one.location : undefined;
  const kind = findStatus(definition.lifecycle, one.status)?.kind ?? 'open';
  const lastChange = Math.max(one.loggedAt, ...one.history.map(({ at }) => at), ...one.notes.map(({ at }) => at));
  return [
    ...[contacts.caseIds.get(one.key), authorities.ids.get(one.authorityKey), reference, service.id, service.versionId],
    ...[caseTitle(definition, one.answers), one.status, kind, one.priority, one.outcome],
    ...[
      customers.get(one.customerKey ?? '')?.id,
      JSON.stringify(recorded(one, name)),
      name,
      JSON.stringify(one.answers),
    ],
    ...[place?.id, place?.line ?? point?.description, place?.place.latitude ?? point?.lat],
    ...[place?.place.longitude ?? point?.long, teamOf(one, loaded), staff.people.get(one.ownerKey ?? '')?.id],
    ...[staff.people.get(one.loggedByKey ?? '')?.id, contacts.interactions.get(one.interactionKey ?? ''), one.loggedAt],
    ...[kind === 'waiting' && pauses(service, one.status) ? null : one.dueAt, one.closedAt, lastChange],
    ...[definition.sensitivity === 'restricted' ? 'service' : null, 1],
  ];
}

function pauses({ definition }: LoadedService, status: string): boolean {
  return definition.sla.pausesIn.includes(status);
}

function recorded({ participant }: DemoCase, name: string | null) {
  return {
    ...(name ? { name } : {}),
    ...(participant.phone ? { telephone: participant.phone } : {}),
    ...(participant.email ? { email: participant.email } : {}),
  };
}

/** @throws when the world names a team that the council has not */
function teamOf(one: DemoCase, { staff }: LoadedForCases): string {
  const team = staff.teams.get(`${one.authorityKey}/${one.teamKey}`);
  if (!team) throw new Error(`${one.authorityKey} has no team ${one.teamKey}`);
  return team;
}
