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

/** The area as it was before it was written. */
export function areaOf({ areaKind, area }: Pick<Responsibility, 'areaKind' | 'area'>): Area {
  if (areaKind === 'place') return { kind: 'place', placeId: area };
  const slash = area.indexOf('/');
  if (areaKind === 'authority') return { kind: 'authority', authorityId: Number(area) };
  return { kind: 'ward', authorityId: Number(area.slice(0, slash)), ward: area.slice(slash + 1) };
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
    .filter((rule) => isInForce(rule, on))
    .sort((a, b) => closeness[a.areaKind] - closeness[b.areaKind] || (a.fromOn < b.fromOn ? 1 : -1));
  const answers = new Map<string, Answerable>();
  for (const { serviceKey, authorityId, areaKind, fromOn } of inForce) {
    const key = serviceKey === everyService ? `${serviceKey}${authorityId}` : serviceKey;
    if (!answers.has(key)) answers.set(key, { serviceKey, authorityId, decidedBy: areaKind, fromOn });
  }
  return [...answers.values()].sort((a, b) => (a.serviceKey < b.serviceKey ? -1 : 1));
}

export function isInForce({ fromOn, toOn }: Responsibility, on: LocalDate): boolean {
  return fromOn <= on && (toOn === null || toOn > on);
}

/** A service as responsibilities know it. */
export interface OwnedService {
  readonly key: string;
  /** Tiers of council whose service it is; none: not known, so it may be any council's. */
  readonly tiers: readonly string[];
}

/** The councils that answer for a service at a place: one, nobody, or several where no rule decides between them. */
export interface Owners {
  readonly authorityIds: readonly AuthorityId[];
  /** What decides it; undefined: nobody answers. */
  readonly decidedBy: AreaKind | undefined;
}

/**
 * Who answers for one service on a day. A rule that names it comes before those for everything, which count for councils
 * of its tier alone; then a place's own before its ward's, and those before its areas'. Two areas that hold a place, as a
 * county and a district do, may name two councils: then both are said.
 */
export function ownersOf(
  rules: readonly Responsibility[],
  on: LocalDate,
  { key, tiers }: OwnedService,
  tierOf: (id: AuthorityId) => string | undefined,
): Owners {
  const inForce = rules.filter((rule) => isInForce(rule, on));
  const named = inForce.filter(({ serviceKey }) => serviceKey === key);
  if (named.length > 0) return closest(named.filter((rule) => !named.some((other) => replaces(other, rule))));
  const isItsTier = (id: AuthorityId): boolean => tiers.length === 0 || tiers.includes(tierOf(id) ?? '');
  return closest(inForce.filter((rule) => rule.serviceKey === everyService && isItsTier(rule.authorityId)));
}

/** In one area a later rule takes the place of an earlier one. */
function replaces(other: Responsibility, rule: Responsibility): boolean {
  return other.area === rule.area && other.fromOn > rule.fromOn;
}

function closest(rules: readonly Responsibility[]): Owners {
  const near = Math.min(...rules.map(({ areaKind }) => closeness[areaKind]));
  const deciding = rules.filter(({ areaKind }) => closeness[areaKind] === near);
  const authorityIds = [...new Set(deciding.map(({ authorityId }) => authorityId))].sort((a, b) => a - b);
  return { authorityIds, decidedBy: deciding[0]?.areaKind };
}

/** The rules that decide who answers for a service at a place; see `ownersOf`. */
export function decidingRules(
  rules: readonly Responsibility[],
  on: LocalDate,
  key: string,
  { authorityIds, decidedBy }: Owners,
): Responsibility[] {
  const inForce = rules.filter((rule) => isInForce(rule, on) && rule.areaKind === decidedBy);
  const named = inForce.filter(({ serviceKey }) => serviceKey === key);
  const deciding = named.length > 0 ? named : inForce.filter(({ serviceKey }) => serviceKey === everyService);
  return deciding.filter(({ authorityId }) => authorityIds.includes(authorityId));
}

/** The keys of all areas that a place lies in: itself, and each authority's ward and whole area. */
export function areasAround(
  { id, ward }: { readonly id: string; readonly ward: string | null },
  authorities: readonly AuthorityId[],
): string[] {
  return [
    areaKey({ kind: 'place', placeId: id }),
    ...authorities.map((authorityId) => areaKey({ kind: 'authority', authorityId })),
    ...(ward === null ? [] : authorities.map((authorityId) => areaKey({ kind: 'ward', authorityId, ward }))),
  ];
}
