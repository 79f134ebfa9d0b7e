import type { Instant } from '../../kernel/clock.js';
import type { Value } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { asMatchable } from '../as-matchable.js';
import { displayNameOf, sortNameOf } from '../customer-names.js';
import { tokenOwner, type NewRows } from '../import-repository.js';
import { customerTokens } from '../matching/search-tokens.js';
import { toE164 } from '../matching/telephone.js';
import { joinTokens } from '../token-lines.js';
import type { ContactPointKind } from '../types.js';
import type { CustomerRecord } from './customer-record.js';

/** A row of the file, fitted to what is stored. */
export interface FittedRow {
  readonly line: number;
  readonly record: CustomerRecord;
  readonly sourceKey: string;
  readonly digest: string;
  /** Of the gazetteer, by the row's UPRN. */
  readonly placeId: string | null;
  readonly address: { readonly line: string; readonly postcode: string | null } | undefined;
}

export interface Reach {
  readonly kind: ContactPointKind;
  readonly value: string;
  readonly postcode: string | null;
  readonly placeId: string | null;
}

export interface RowContext {
  readonly authorityId: AuthorityId;
  readonly runId: string;
  readonly now: Instant;
  readonly newId: () => string;
}

/** Adds all the rows of one new customer to `rows`, and each token with its owner to `owners`. */
export function prepareRows(rows: NewRows, owners: string[], fitted: FittedRow, context: RowContext): void {
  const { record, placeId } = fitted;
  const { authorityId, newId } = context;
  const id = newId();
  const reach = reachOf(fitted);
  const tokens = customerTokens(asMatchable(namesOf(record), reach, record.identifiers));
  rows.customers.push(customerRow(id, fitted, reach, tokens, context));
  for (const token of tokens) owners.push(tokenOwner(token, id));
  const preferred = new Set<ContactPointKind>();
  for (const { kind, value, postcode, placeId: at } of reach) {
    const isFirst = preferred.size < preferred.add(kind).size;
    rows.contactPoints.push([newId(), authorityId, id, kind, value, postcode, at, isFirst ? 1 : 0, context.now]);
  }
  for (const { register, type, value } of distinctIdentifiers(record))
    rows.identifiers.push([newId(), authorityId, id, register, type, value]);
  if (placeId !== null) rows.occupancies.push([newId(), authorityId, id, placeId, occupancyRoleOf(record)]);
}

function customerRow(
  id: string,
  fitted: FittedRow,
  reach: readonly Reach[],
  tokens: readonly string[],
  context: RowContext,
): Value[] {
  const { record } = fitted;
  return [
    id,
    context.authorityId,
    record.kind,
    record.title,
    record.firstName,
    record.middleNames,
    record.lastName,
    record.organisationName,
    displayNameOf(record),
    sortNameOf(record),
    record.bornOn,
    record.diedOn,
    record.language ?? 'en',
    record.preferredChannel,
    '[]',
    fitted.placeId,
    fitted.address?.line,
    fitted.address?.postcode,
    reach.find(({ kind }) => kind === 'telephone')?.value,
    joinTokens(tokens),
    context.now,
    context.now,
    context.runId,
    fitted.sourceKey,
    fitted.digest,
  ];
}

/** How a row's customer is reached, each number and address once. A number that can't be read stays as it was written. */
export function reachOf({ record, address, placeId }: FittedRow): Reach[] {
  const telephones = new Set(record.phones.map((phone) => toE164(phone) ?? phone));
  const reach: Reach[] = [];
  for (const value of telephones) reach.push({ kind: 'telephone', value, postcode: null, placeId: null });
  for (const value of new Set(record.emails)) reach.push({ kind: 'email', value, postcode: null, placeId: null });
  if (address) reach.push({ kind: 'postal', value: address.line, postcode: address.postcode, placeId });
  return reach;
}

export function occupancyRoleOf({ kind }: CustomerRecord): 'occupier' | 'trader' {
  return kind === 'organisation' ? 'trader' : 'occupier';
}

export function distinctIdentifiers({ identifiers }: CustomerRecord): CustomerRecord['identifiers'] {
  if (identifiers.length < 2) return identifiers;
  return [...new Map(identifiers.map((one) => [`${one.register} ${one.type} ${one.value}`, one])).values()];
}

function namesOf(record: CustomerRecord): Parameters<typeof asMatchable>[0] {
  return {
    kind: record.kind,
    firstName: record.firstName ?? null,
    middleNames: record.middleNames ?? null,
    lastName: record.lastName ?? null,
    organisationName: record.organisationName ?? null,
    otherNames: [],
    bornOn: record.bornOn ?? null,
  };
}
