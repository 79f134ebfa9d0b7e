import { hash } from 'node:crypto';
import type { LocalDate } from '../../kernel/clock.js';
import { asMatchable } from '../search/as-matchable.js';
import { displayNameOf, sortNameOf } from '../customer-names.js';
import { customerTokens } from '../matching/search-tokens.js';
import { toE164 } from '../../kernel/telephone.js';
import { joinTokens } from '../search/token-lines.js';
import type { CustomerIdentifier, CustomerRecord, PreferredChannel } from './customer-record.js';
import { reachOf, type WrittenAddress } from './reach.js';

/** A row of the file with all that can be told of it without the database, as it is stored. */
export interface ReadCustomer {
  readonly sourceKey: string;
  readonly digest: string;
  readonly kind: CustomerRecord['kind'];
  readonly title: string | null;
  readonly firstName: string | null;
  readonly middleNames: string | null;
  readonly lastName: string | null;
  readonly organisationName: string | null;
  readonly displayName: string;
  readonly sortName: string;
  readonly bornOn: LocalDate | null;
  readonly diedOn: LocalDate | null;
  readonly language: string | null;
  readonly preferredChannel: PreferredChannel | null;
  /** Each once, in E.164; one that can't be read stays as it was written. */
  readonly telephones: readonly string[];
  readonly emails: readonly string[];
  /** As the row writes it out; the gazetteer's is used where the row gives a UPRN alone. */
  readonly address: WrittenAddress | null;
  readonly uprn: string | null;
  readonly identifiers: readonly CustomerIdentifier[];
  /** Joined; null where the address is to be the gazetteer's. */
  readonly tokens: string | null;
}

export function toldOf(record: CustomerRecord): ReadCustomer {
  const digest = hash('sha256', JSON.stringify(record), 'base64url');
  const address = writtenAddress(record);
  const told = {
    // Without a key of its own, a row is known by what it says: the same row again is the same customer.
    sourceKey: record.sourceKey ?? `row:${digest}`,
    digest,
    kind: record.kind,
    title: record.title ?? null,
    firstName: record.firstName ?? null,
    middleNames: record.middleNames ?? null,
    lastName: record.lastName ?? null,
    organisationName: record.organisationName ?? null,
    displayName: displayNameOf(record),
    sortName: sortNameOf(record),
    bornOn: record.bornOn ?? null,
    diedOn: record.diedOn ?? null,
    language: record.language ?? null,
    preferredChannel: record.preferredChannel ?? null,
    telephones: eachOnce(record.phones.map((phone) => toE164(phone) ?? phone)),
    emails: eachOnce(record.emails),
    address,
    uprn: record.address?.uprn ?? null,
    identifiers: distinctIdentifiers(record),
    tokens: null as string | null,
  };
  if (address || !record.address) told.tokens = tokensOf(told, address);
  return told;
}

/** The joined tokens by which a row's customer is found. */
export function tokensOf(told: ReadCustomer, address: WrittenAddress | null): string {
  const { kind, firstName, middleNames, lastName, organisationName, bornOn } = told;
  const names = { kind, firstName, middleNames, lastName, organisationName, otherNames: [], bornOn };
  return joinTokens(customerTokens(asMatchable(names, reachOf(told, address, null), told.identifiers)));
}

function writtenAddress({ address }: CustomerRecord): WrittenAddress | null {
  if (!address || (address.lines.length === 0 && address.postcode === undefined)) return null;
  if (address.lines.length === 0 && address.uprn !== undefined) return null;
  const lines = address.country === undefined ? address.lines : [...address.lines, address.country];
  return { line: lines.join(', '), postcode: address.postcode ?? null };
}

function eachOnce(values: readonly string[]): readonly string[] {
  return values.length < 2 ? values : [...new Set(values)];
}

function distinctIdentifiers({ identifiers }: CustomerRecord): readonly CustomerIdentifier[] {
  if (identifiers.length < 2) return identifiers;
  return [...new Map(identifiers.map((one) => [`${one.register} ${one.type} ${one.value}`, one])).values()];
}
