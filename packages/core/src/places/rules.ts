import type { LocalDate } from '../kernel/clock.js';
import type { AuthorityId } from '../kernel/scope.js';
import type { AreaKind, Responsibility } from './types.js';

/** Where somebody may be responsible: one place, a ward of an authority's, or its whole area. */
export type Area =
  | { readonly kind: 'place'; readonly placeId: string }
  | { readonly kind: 'ward'; readonly authorityId: AuthorityId; readonly ward: string }
  | { readonly kind: 'authority'; readonly authorityId: AuthorityId };

/** How an area is written in the table. The three can't be taken for each other: an id, `3/Ley`, `3`. */
export function areaKey(area: Area): string {
  switch (area.kind) {
    case 'place':
      return area.placeId;
    case 'ward':
      return `${area.authorityId}/${area.ward}`;
    case 'authority':
      return String(area.authorityId);
  }
}

/** Every service of an authority's tier. */
export const everyService = '*';

const closeness: Readonly<Record<AreaKind, number>> = { place: 0, ward: 1, authority: 2 };

/** A responsibility in force that nothing closer overrides. */
export interface Answerable {
  readonly serviceKey: string;
  readonly authorityId: AuthorityId;
  /** What decides it: an agreement for the place alone, for its ward, or the area's own. */
  readonly decidedBy: AreaKind;
  readonly fromOn: LocalDate;
}

/**
 * Who answers for each service at a place on a day: a place's own rule before its ward's, a ward's before its
 * authority's, and among equals the later one. For `*` a county and a district may both answer, each for its tier.
 */
export function whoAnswers(rules: readonly Responsibility[], on: LocalDate): Answerable[] {
  const inForce = rules
    .filter((rule) => rule.fromOn <= on && (rule.toOn === null || rule.toOn > on))
    .sort((a, b) => closeness[a.areaKind] - closeness[b.areaKind] || (a.fromOn < b.fromOn ? 1 : -1));
  const answers = new Map<string, Answerable>();
  for (const { serviceKey, authorityId, areaKind, fromOn } of inForce) {
    const key = serviceKey === everyService ? `${serviceKey}${authorityId}` : serviceKey;
    if (!answers.has(key)) answers.set(key, { serviceKey, authorityId, decidedBy: areaKind, fromOn });
  }
  return [...answers.values()].sort((a, b) => (a.serviceKey < b.serviceKey ? -1 : 1));
}
