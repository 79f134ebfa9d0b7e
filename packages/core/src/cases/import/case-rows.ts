import type { Instant } from '../../kernel/clock.js';
import type { Participant } from '../../interactions/index.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { Place } from '../../places/index.js';
import { dueAt } from '../clock/case-clock.js';
import type { NewEvent } from '../events-repository.js';
import type { ImportedCustomer } from '../import-repository.js';
import { oldReferenceKey, type NewCase } from '../repository.js';
import { keptAsOf, type CaseEventData } from '../types.js';
import type { FittedCase } from './fit-case.js';

/** Who did what nobody's name is known of. */
const formerSystem = 'The system before';
const titleLength = 120;

export interface CaseRows {
  readonly row: NewCase;
  readonly events: readonly NewEvent[];
}

export interface CaseRowsAbout {
  readonly authorityId: AuthorityId;
  readonly runId: string;
  readonly now: Instant;
  readonly reference: string;
  readonly customer: ImportedCustomer | undefined;
  readonly place: Place | undefined;
  /** Files that could not be taken over, in words for the timeline. */
  readonly leftOut: readonly string[];
  newId(): string;
}

/** An old case as rows: the case, and everything that happened to it. */
export function caseRows(fitted: FittedCase, about: CaseRowsAbout): CaseRows {
  const { legacy, service, status, team } = fitted;
  const id = about.newId();
  const events = eventsOf(fitted, about, id);
  const participant = participantOf(fitted, about);
  const restriction =
    service.definition.sensitivity === 'restricted' ? 'service' : about.customer?.isRestricted ? 'customer' : null;
  const row: NewCase = {
    id,
    authorityId: about.authorityId,
    reference: about.reference,
    serviceId: service.id,
    serviceVersionId: service.versionId,
    title: titleOf(fitted),
    status: status.key,
    statusKind: status.kind,
    priority: 'normal',
    restriction,
    keptAs: keptAsOf(service.definition, restriction),
    customerId: about.customer?.id,
    participant,
    answers: {},
    placeId: about.place?.id,
    locationText: about.place?.line ?? legacy.location ?? (legacy.uprn && `UPRN ${legacy.uprn}`),
    lat: about.place?.lat ?? undefined,
    long: about.place?.lon ?? undefined,
    teamId: team.id,
    openedAt: legacy.openedAt,
    dueAt: dueAt(service.definition, fitted.calendar, events, about.now).dueAt,
    closedAt: legacy.closedAt,
    importRunId: about.runId,
    sourceKey: oldReferenceKey(legacy.oldReference),
  };
  return { row, events };
}

function titleOf({ legacy, service }: FittedCase): string {
  const [firstLine = ''] = (legacy.summary ?? '').split('\n');
  const characters = [...firstLine.trim()];
  if (characters.length === 0) return service.name;
  return characters.length <= titleLength ? characters.join('') : `${characters.slice(0, titleLength - 1).join('')}…`;
}

function participantOf({ legacy: { customer } }: FittedCase, { customer: known }: CaseRowsAbout): Participant {
  const name = customer?.name ?? known?.name;
  const telephone = customer?.phone ?? known?.telephone ?? undefined;
  return {
    ...(name ? { name: name.slice(0, 200) } : {}),
    ...(telephone ? { telephone: telephone.slice(0, 40) } : {}),
    ...(customer?.email ? { email: customer.email } : {}),
  };
}

/** The clock reads the opening and the closing; what people did in between is told as it was written. */
function eventsOf(
  { legacy, service, status, promisedAt }: FittedCase,
  about: CaseRowsAbout,
  caseId: string,
): NewEvent[] {
  const { initial } = service.definition.lifecycle;
  const event = (at: Instant, rest: Pick<NewEvent, 'kind' | 'visibility' | 'data'> & Partial<NewEvent>): NewEvent => ({
    id: about.newId(),
    authorityId: about.authorityId,
    caseId,
    at,
    actorId: null,
    actorName: formerSystem,
    ...rest,
  });
  const first: CaseEventData = {
    status: legacy.ended ? initial : status.key,
    priority: 'normal',
    ...(promisedAt === undefined ? {} : { promisedAt }),
  };
  const body = legacy.summary;
  const history = legacy.history.map(({ at, text, by, audience }) =>
    event(at, {
      kind: 'imported',
      visibility: audience === 'customer' ? 'customer' : 'internal',
      body: text,
      data: {},
      ...(by ? { actorName: by } : {}),
    }),
  );
  const closing = { event: 'imported', from: initial, to: status.key };
  return [
    event(legacy.openedAt, { kind: 'opened', visibility: 'customer', body, data: first }),
    ...history,
    ...(legacy.closedAt === undefined
      ? []
      : [event(legacy.closedAt, { kind: 'status', visibility: 'customer', data: closing })]),
    ...about.leftOut.map((words) =>
      event(about.now, { kind: 'imported', visibility: 'internal', body: words, data: {} }),
    ),
  ];
}
