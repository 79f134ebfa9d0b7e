import { z } from 'zod';
import type { EventRow } from '../jobs/index.js';
import type { Reads } from '../kernel/db/database.js';
import { catalogue, eventKinds, type EventKind, type EventKindName, type SubjectKind } from './catalogue.js';
import { listVisibleCases, listVisibleCustomers } from './repository.js';

/** An event as other systems read it. */
export interface ShownEvent {
  readonly id: string;
  readonly kind: EventKindName;
  readonly authorityId: number;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly subject: { readonly kind: SubjectKind; readonly id: string };
  readonly data: Readonly<Record<string, unknown>>;
}

/** The shape of each kind, for the API's document. */
export const EventShape = z.union(
  eventKinds.map((kind) => {
    const { subject, data }: EventKind = catalogue[kind];
    return z.object({
      id: z.string(),
      kind: z.literal(kind),
      authorityId: z.number(),
      at: z.number(),
      subject: z.object({ kind: z.literal(subject), id: z.string() }),
      data: z.object(data),
    });
  }),
);

function isShown(topic: string): topic is EventKindName {
  return Object.hasOwn(catalogue, topic);
}

/** Of the payload what the catalogue names, and nothing else: whom to tell at the desk, for one, stays inside. */
function toShown({ id, topic, authorityId, occurredAt, subjectId, payload }: EventRow): ShownEvent | undefined {
  if (!isShown(topic)) return undefined;
  const { subject, data }: EventKind = catalogue[topic];
  const taken = Object.keys(data).map((field) => [field, payload[field] ?? null]);
  return {
    ...{ id, kind: topic, authorityId, at: occurredAt },
    subject: { kind: subject, id: subjectId },
    data: Object.fromEntries(taken) as Record<string, unknown>,
  };
}

/**
 * The events that the scope's reader may know of, in their order. One that is about a case, or names one, is left out
 * where the reader would not find the case; one about a customer where the customer's record is restricted.
 */
export async function shownTo(db: Reads, events: readonly EventRow[]): Promise<ShownEvent[]> {
  const shown = events.flatMap((event) => toShown(event) ?? []);
  const cases = await listVisibleCases(db, [...new Set(shown.flatMap(casesOf))]);
  const customers = await listVisibleCustomers(db, [...new Set(shown.flatMap(customersOf))]);
  return shown.filter(
    (event) =>
      casesOf(event).every((caseId) => cases.has(caseId)) &&
      customersOf(event).every((customerId) => customers.has(customerId)),
  );
}

function casesOf({ subject, data }: ShownEvent): string[] {
  const named = data['caseId'];
  return [...(subject.kind === 'case' ? [subject.id] : []), ...(typeof named === 'string' ? [named] : [])];
}

function customersOf({ subject, data }: ShownEvent): string[] {
  const merged = data['mergedId'];
  return [...(subject.kind === 'customer' ? [subject.id] : []), ...(typeof merged === 'string' ? [merged] : [])];
}
