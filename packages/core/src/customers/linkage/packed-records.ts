import type { PackedTexts } from './dictionary.js';

/** How many of each a record is compared by; those beyond are left out. */
export const slots = { surname: 2, telephone: 3, email: 2, identifier: 2, address: 2 } as const;

/**
 * Records as columns of numbers in memory that threads share: some 150 bytes a record. Texts are numbers in their
 * dictionary; a column of several slots holds them one record after another.
 */
export interface PackedRecords {
  readonly count: number;
  /** 1: an organisation. The two are never compared. */
  readonly kind: Uint8Array;
  readonly forename: Int32Array;
  readonly middle: Int32Array;
  readonly surname: Int32Array;
  /** Year, month and day as eight digits; 0: not known. */
  readonly born: Int32Array;
  readonly house: Int32Array;
  readonly street: Int32Array;
  readonly postcode: Int32Array;
  /** House and postcode together, where both are known. */
  readonly address: Int32Array;
  readonly sector: Int32Array;
  readonly town: Int32Array;
  readonly telephone: Int32Array;
  readonly email: Int32Array;
  readonly identifier: Int32Array;
  readonly identifierKind: Int32Array;
  /** 1 man, 2 woman, 0 not known; plus 4 times the suffix (1 junior, 2 senior, 3 the third …). */
  readonly marks: Uint8Array;
  readonly names: PackedNames;
  readonly houses: PackedTexts;
  readonly streets: PackedTexts;
  readonly postcodes: PackedTexts;
  readonly addresses: PackedTexts;
  readonly telephones: PackedTexts;
  readonly emails: PackedTexts;
  readonly identifiers: PackedTexts;
}

/** Forenames and surnames in one dictionary, so that swapped ones are seen by their numbers. */
export interface PackedNames extends PackedTexts {
  /** How each name sounds, and how else it may be said; 0: the same, or unknown. */
  readonly sound: Int32Array;
  readonly otherSound: Int32Array;
  /** The groups of nicknames that a name belongs to: `groups[groupStarts[n]] …`. */
  readonly groups: Int32Array;
  readonly groupStarts: Uint32Array;
}

export function sharedInts(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4 * Math.max(1, length)));
}
