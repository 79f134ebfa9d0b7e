import type { Instant } from '../../kernel/clock.js';
import type { TokenRow } from '../../kernel/db/token-index.js';
import type { Value } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { NewRows } from '../import-repository.js';
import type { WrittenAddress } from './reach.js';
import { tokensOf, type ReadCustomer } from './told-customer.js';

/** A row of the file, fitted to what is stored. */
export interface FittedRow {
  readonly told: ReadCustomer;
  /** Of the gazetteer, by the row's UPRN. */
  readonly placeId: string | null;
  readonly address: WrittenAddress | null;
}

export interface RowContext {
  readonly authorityId: AuthorityId;
  readonly runId: string;
  readonly now: Instant;
  readonly newId: () => string;
}

/** Adds all the rows of one new customer to `rows`. Answers their tokens. */
export function prepareRows(rows: NewRows, number: number, fitted: FittedRow, context: RowContext): TokenRow {
  const { told, placeId } = fitted;
  const { authorityId, newId } = context;
  const id = newId();
  const lines = told.tokens ?? tokensOf(told, fitted.address);
  rows.customers.push(customerRow(id, number, fitted, lines, context));
  addContactPoints(rows.contactPoints, id, fitted, context);
  for (const { register, type, value } of told.identifiers)
    rows.identifiers.push([newId(), authorityId, id, register, type, value]);
  if (placeId !== null) rows.occupancies.push([newId(), authorityId, id, placeId, occupancyRoleOf(told)]);
  return { number, lines };
}

/** The first of each kind is the preferred one. */
function addContactPoints(rows: Value[][], id: string, fitted: FittedRow, context: RowContext): void {
  const { told, address, placeId } = fitted;
  const { authorityId, newId, now } = context;
  for (const [at, value] of told.telephones.entries())
    rows.push([newId(), authorityId, id, 'telephone', value, null, null, at === 0 ? 1 : 0, now]);
  for (const [at, value] of told.emails.entries())
    rows.push([newId(), authorityId, id, 'email', value, null, null, at === 0 ? 1 : 0, now]);
  if (address) rows.push([newId(), authorityId, id, 'postal', address.line, address.postcode, placeId, 1, now]);
}

function customerRow(id: string, number: number, fitted: FittedRow, lines: string, context: RowContext): Value[] {
  const { told, address, placeId } = fitted;
  return [
    id,
    number,
    context.authorityId,
    told.kind,
    told.title,
    told.firstName,
    told.middleNames,
    told.lastName,
    told.organisationName,
    told.displayName,
    told.sortName,
    told.bornOn,
    told.diedOn,
    told.language ?? 'en',
    told.preferredChannel,
    '[]',
    placeId,
    address?.line,
    address?.postcode,
    told.telephones[0],
    lines,
    context.now,
    context.now,
    context.runId,
    told.sourceKey,
    told.digest,
  ];
}

export function occupancyRoleOf({ kind }: Pick<ReadCustomer, 'kind'>): 'occupier' | 'trader' {
  return kind === 'organisation' ? 'trader' : 'occupier';
}
