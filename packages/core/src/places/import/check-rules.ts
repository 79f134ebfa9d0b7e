import { successorIn, type Authority } from '../../authorities/index.js';
import type { LocalDate } from '../../kernel/clock.js';
import type { Reads } from '../../kernel/db/database.js';
import type { GoodRow, RowFaultNote } from '../../kernel/import/run-import.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { keeperOf } from '../commands/rule-input.js';
import { findPlaceIdsByUprn, listAuthoritiesOfPlaces } from '../repository.js';
import { everyService, type Area } from '../rules.js';
import { listWards } from '../wards-repository.js';
import type { RuleRecord } from './responsibilities-csv.js';

/** A row whose every name is known here. */
export interface CheckedRule {
  readonly line: number;
  readonly area: Area;
  /** The area as the file has it: "UPRN 999900000001", "Ley ward, Dunmere", "Dunmere". */
  readonly where: string;
  /** Whose area it is: its audit says what was said of it. */
  readonly ownerId: AuthorityId;
  readonly serviceKey: string;
  readonly authorityId: AuthorityId;
  readonly fromOn: LocalDate;
  readonly toOn: LocalDate | null;
}

export interface RuleChecks {
  readonly authorities: readonly Authority[];
  /** Keys of services. */
  readonly services: ReadonlySet<string>;
  /** Rows of another authority's area are refused; undefined for a file of the whole partnership. */
  readonly onlyFor: AuthorityId | undefined;
}

interface Lookups extends RuleChecks {
  /** Ids by UPRN. */
  readonly places: ReadonlyMap<string, string>;
  /** By the id of a place. */
  readonly authoritiesOf: ReadonlyMap<string, readonly AuthorityId[]>;
  /** By authority. */
  readonly wards: ReadonlyMap<AuthorityId, readonly string[]>;
}

/** Fits rows to the services, councils, wards and places that are here; rows that name others are faults. */
export async function checkRules(
  db: Reads,
  rows: readonly GoodRow<RuleRecord>[],
  checks: RuleChecks,
): Promise<{ readonly checked: CheckedRule[]; readonly faults: RowFaultNote[] }> {
  const uprns = rows.flatMap(({ value: { uprn } }) => (uprn === undefined ? [] : [uprn]));
  const places = await findPlaceIdsByUprn(db, uprns);
  const authoritiesOf = await listAuthoritiesOfPlaces(db, [...places.values()]);
  const withWards = new Set(rows.flatMap(({ value: { area, ward } }) => (ward === undefined ? [] : [area])));
  const wards = new Map<AuthorityId, string[]>();
  for (const { id, slug } of checks.authorities) if (withWards.has(slug)) wards.set(id, await listWards(db, id));
  const checked: CheckedRule[] = [];
  const faults: RowFaultNote[] = [];
  for (const row of rows) {
    const found = checkRule(row, { ...checks, places, authoritiesOf, wards });
    if ('message' in found) faults.push(found);
    else checked.push(found);
  }
  return { checked, faults };
}

function checkRule({ line, value }: GoodRow<RuleRecord>, lookups: Lookups): CheckedRule | RowFaultNote {
  const { service: serviceKey, from: fromOn, to } = value;
  if (serviceKey !== everyService && !lookups.services.has(serviceKey))
    return {
      line,
      field: 'service',
      message: 'Write the key of a service that is published here, or * for every one.',
    };
  const councils = lookups.authorities.filter(({ kind }) => kind === 'authority');
  const named = lookups.authorities.find(({ slug }) => slug === value.authority);
  const authority = named && councils.find(({ id }) => id === successorIn(lookups.authorities, named).id);
  if (!authority) return { line, field: 'authority', message: `Set the authority to one of: ${slugsOf(councils)}.` };
  const found = areaOf(line, value, lookups);
  if ('message' in found) return found;
  const { owners, ...area } = found;
  const ownerId = owners.find((id) => lookups.onlyFor === undefined || id === lookups.onlyFor);
  const field = value.uprn === undefined ? 'area' : 'uprn';
  if (ownerId === undefined && owners.length > 0)
    return { line, field, message: 'Import this row for the council in whose area it holds, or for the partnership.' };
  if (ownerId === undefined)
    return { line, field, message: 'Put the address into a council’s area first: it lies in nobody’s.' };
  return { line, ...area, ownerId, serviceKey, authorityId: authority.id, fromOn, toOn: to ?? null };
}

interface FoundArea {
  readonly area: Area;
  readonly where: string;
  readonly owners: readonly AuthorityId[];
}

function areaOf(line: number, { area: slug, ward, uprn }: RuleRecord, lookups: Lookups): FoundArea | RowFaultNote {
  const { authorities } = lookups;
  if (uprn !== undefined) {
    const placeId = lookups.places.get(uprn);
    if (placeId === undefined)
      return { line, field: 'uprn', message: 'Import the address first: the gazetteer has no such UPRN.' };
    const owners = (lookups.authoritiesOf.get(placeId) ?? []).map((id) => keeperOf(authorities, id));
    return { area: { kind: 'place', placeId }, where: `UPRN ${uprn}`, owners };
  }
  const known = authorities.filter(({ kind }) => kind !== 'partnership');
  const council = known.find((each) => each.slug === slug);
  if (!council) return { line, field: 'area', message: `Set the area to one of: ${slugsOf(known)}.` };
  const { id: authorityId, shortName } = council;
  const owners = [keeperOf(authorities, authorityId)];
  if (ward === undefined) return { area: { kind: 'authority', authorityId }, where: shortName, owners };
  const wards = lookups.wards.get(authorityId) ?? [];
  if (!wards.includes(ward))
    return {
      line,
      field: 'ward',
      message: 'Write the ward as the council’s addresses have it: none is in such a ward.',
    };
  return { area: { kind: 'ward', authorityId, ward }, where: `${ward} ward, ${shortName}`, owners };
}

function slugsOf(authorities: readonly Authority[]): string {
  return authorities.map(({ slug }) => slug).join(', ');
}
