import type { DemoCase } from '../world/types.js';
import type { LoadedForCases } from './load-cases.js';

export const eventColumns = [
  ...['id', 'authority_id', 'case_id', 'at', 'kind', 'actor_id', 'actor_name', 'visibility', 'body', 'data'],
];

interface PastEvent {
  readonly at: number;
  readonly kind: 'opened' | 'status' | 'note' | 'chase';
  readonly byKey?: string | undefined;
  readonly visibility: 'internal' | 'customer';
  readonly body?: string | undefined;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What happened to a past case, in order, as rows of its timeline. */
export function caseEvents(one: DemoCase, { staff, authorities, contacts }: LoadedForCases, makeId: () => string) {
  const authority = authorities.ids.get(one.authorityKey);
  const caseId = contacts.caseIds.get(one.key);
  return pastEvents(one)
    .sort((a, b) => a.at - b.at)
    .map(({ at, kind, byKey, visibility, body, data }) => {
      const by = staff.people.get(byKey ?? '');
      const name = by?.name ?? (kind === 'opened' ? 'Web form' : 'Moothall');
      return [makeId(), authority, caseId, at, kind, by?.id, name, visibility, body, JSON.stringify(data)];
    });
}

function pastEvents(one: DemoCase): PastEvent[] {
  const initial = one.history[0]?.from ?? one.status;
  const opened: PastEvent = {
    at: one.loggedAt,
    kind: 'opened',
    byKey: one.loggedByKey,
    visibility: 'customer',
    body: one.description,
    data: { status: initial, priority: one.priority },
  };
  const changes = one.history.map(({ at, event, from, to, byKey, note }, index): PastEvent => {
    const isLast = index === one.history.length - 1;
    const outcome = isLast && one.outcome ? { outcome: one.outcome } : {};
    return { at, kind: 'status', byKey, visibility: 'customer', body: note, data: { event, from, to, ...outcome } };
  });
  const notes = one.notes.map(({ at, byKey, text, audience }): PastEvent => {
    return {
      at,
      kind: 'note',
      byKey,
      visibility: audience === 'customer' ? 'customer' : 'internal',
      body: text,
      data: {},
    };
  });
  const chases = one.chases.map(({ at }): PastEvent => ({ at, kind: 'chase', visibility: 'internal', data: {} }));
  return [opened, ...changes, ...notes, ...chases];
}
