import type { Packing } from '../../kernel/import/read-in-thread.js';
import type { ReadCustomer } from './told-customer.js';

type PackedIdentifier = readonly [register: string, type: string, value: string];

type Packed = readonly [
  sourceKey: string,
  digest: string,
  kind: ReadCustomer['kind'],
  title: string | null,
  firstName: string | null,
  middleNames: string | null,
  lastName: string | null,
  organisationName: string | null,
  displayName: string,
  sortName: string,
  bornOn: ReadCustomer['bornOn'],
  diedOn: ReadCustomer['diedOn'],
  language: string | null,
  preferredChannel: ReadCustomer['preferredChannel'],
  telephones: readonly string[],
  emails: readonly string[],
  addressLine: string | null,
  postcode: string | null,
  uprn: string | null,
  identifiers: readonly PackedIdentifier[],
  tokens: string | null,
];

/** A customer on the way from the thread that reads to the one that writes. */
export const packedCustomer: Packing<ReadCustomer, Packed> = { pack, unpack };

function pack(told: ReadCustomer): Packed {
  return [
    told.sourceKey,
    told.digest,
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
    told.language,
    told.preferredChannel,
    told.telephones,
    told.emails,
    told.address?.line ?? null,
    told.address?.postcode ?? null,
    told.uprn,
    told.identifiers.map(({ register, type, value }): PackedIdentifier => [register, type, value]),
    told.tokens,
  ];
}

function unpack(packed: Packed): ReadCustomer {
  const addressLine = packed[16];
  return {
    sourceKey: packed[0],
    digest: packed[1],
    kind: packed[2],
    title: packed[3],
    firstName: packed[4],
    middleNames: packed[5],
    lastName: packed[6],
    organisationName: packed[7],
    displayName: packed[8],
    sortName: packed[9],
    bornOn: packed[10],
    diedOn: packed[11],
    language: packed[12],
    preferredChannel: packed[13],
    telephones: packed[14],
    emails: packed[15],
    address: addressLine === null ? null : { line: addressLine, postcode: packed[17] },
    uprn: packed[18],
    identifiers: packed[19].map(([register, type, value]) => ({ register, type, value })),
    tokens: packed[20],
  };
}
