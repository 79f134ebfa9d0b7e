import type { Instant } from '../../kernel/clock.js';
import type { Value } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { displayNameOf, sortNameOf } from '../customer-names.js';
import { tokenOwner, type NewRows } from '../import-repository.js';
import { customerTokens } from '../matching/search-tokens.js';
import { joinTokens, splitTokens } from '../token-lines.js';
import type { ContactPointKind } from '../types.js';
import type { CustomerRecord } from './customer-record.js';
import { matchableOf, reachOf, type Reach, type WrittenAddress } from './reach.js';

/** A row of the file, fitted to what is stored. */
export interface FittedRow {
  readonly line: number;
  readonly record: CustomerRecord;
  readonly sourceKey: string;
  readonly digest: string;
  /** Of the gazetteer, by the row's UPRN. */
  readonly placeId: string | null;
  readonly address: WrittenAddress | undefined;
  /** Joined, where the row was enough to tell them. */
  readonly tokens?: string | undefined;
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
  const tokens = fitted.tokens ?? joinTokens(customerTokens(matchableOf(record, reach)));
  rows.customers.push(customerRow(id, fitted, reach, tokens, context));
  for (const token of splitTokens(tokens)) owners.push(tokenOwner(token, id));
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
  tokens: string,
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
    tokens,
    context.now,
    context.now,
    context.runId,
    fitted.sourceKey,
    fitted.digest,
  ];
}

export function occupancyRoleOf({ kind }: CustomerRecord): 'occupier' | 'trader' {
  return kind === 'organisation' ? 'trader' : 'occupier';
}

export function distinctIdentifiers({ identifiers }: CustomerRecord): CustomerRecord['identifiers'] {
  if (identifiers.length < 2) return identifiers;
  return [...new Map(identifiers.map((one) => [`${one.register} ${one.type} ${one.value}`, one])).values()];
}
