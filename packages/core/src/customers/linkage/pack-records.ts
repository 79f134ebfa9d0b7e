import { normalisePostcode } from '../../kernel/postcode.js';
import { foldWords } from '../../kernel/names/fold-words.js';
import { organisationWords, personNames } from '../matching/name-words.js';
import { foldEmail, foldReference, houseAndStreetOf } from '../matching/search-tokens.js';
import { toE164 } from '../../kernel/telephone.js';
import { openDictionary } from './dictionary.js';
import type { LinkageRecord } from './linkage-record.js';
import { packNames } from './pack-names.js';
import { sharedInts, slots, type PackedRecords } from './packed-records.js';
import { isSuffix, readMarks } from './read-marks.js';

export interface RecordPacker {
  /** Adds a record; the first is number 0. */
  add(record: LinkageRecord): void;
  pack(): PackedRecords;
}

const longestName = 40;

/** Takes records one by one and keeps what they are compared by, as numbers. */
export function openPacker(): RecordPacker {
  const names = openDictionary();
  const houses = openDictionary();
  const streets = openDictionary();
  const postcodes = openDictionary();
  const sectors = openDictionary();
  const towns = openDictionary();
  const addresses = openDictionary();
  const telephones = openDictionary();
  const emails = openDictionary();
  const identifiers = openDictionary();
  const identifierKinds = openDictionary();
  const columns = openColumns();
  const { push, pushSlots } = columns;

  function addNames(record: LinkageRecord): void {
    const [person, ...others] = record.organisationName ? [] : personNames(record);
    const organisation = record.organisationName ? organisationWords(record.organisationName).join('') : '';
    const surnames = [organisation, ...(person?.surnames ?? []), ...others.flatMap((name) => name.surnames)];
    push('kind', organisation === '' ? 0 : 1);
    push('forename', names.number(cutName(person?.firstNames[0])));
    push('middle', names.number(cutName(person?.firstNames[1])));
    const distinct = [...new Set(surnames.filter((name) => name !== '' && !isSuffix(name)).map(cutName))];
    pushSlots(
      'surname',
      distinct.map((name) => names.number(name)),
    );
  }

  function addAddresses({ addresses: given = [], town = '' }: LinkageRecord): void {
    const read = given.map((address) => {
      const { house, street } = houseAndStreetOf(address);
      return { house, street, postcode: foldPostcode(address.postcode ?? '') };
    });
    pushSlots(
      'house',
      read.map(({ house }) => houses.number(house)),
    );
    pushSlots(
      'street',
      read.map(({ street }) => streets.number(street)),
    );
    pushSlots(
      'postcode',
      read.map(({ postcode }) => postcodes.number(postcode)),
    );
    pushSlots(
      'sector',
      read.map(({ postcode }) => sectors.number(sectorOf(postcode))),
    );
    pushSlots(
      'address',
      read.map((one) => (one.house && one.postcode ? addresses.number(`${one.house}|${one.postcode}`) : 0)),
    );
    push('town', towns.number(foldWords(town).join('')));
  }

  return {
    add(record) {
      addNames(record);
      addAddresses(record);
      push('born', record.born ?? 0);
      push('marks', readMarks(record));
      pushSlots(
        'telephone',
        (record.telephones ?? []).map((text) => telephones.number(foldTelephone(text))),
      );
      pushSlots(
        'email',
        (record.emails ?? []).map((text) => emails.number(foldEmail(text))),
      );
      const known = (record.identifiers ?? []).filter(({ value }) => foldReference(value) !== '');
      pushSlots(
        'identifier',
        known.map(({ kind, value }) => identifiers.number(`${kind}|${foldReference(value)}`)),
      );
      pushSlots(
        'identifierKind',
        known.map(({ kind }) => identifierKinds.number(kind)),
      );
      columns.endRecord();
    },
    pack: () => ({
      ...columns.pack(),
      names: packNames(names),
      houses: houses.pack(),
      streets: streets.pack(),
      postcodes: postcodes.pack(),
      addresses: addresses.pack(),
      telephones: telephones.pack(),
      emails: emails.pack(),
      identifiers: identifiers.pack(),
    }),
  };
}

const widths = {
  kind: 1,
  forename: 1,
  middle: 1,
  surname: slots.surname,
  born: 1,
  house: slots.address,
  street: slots.address,
  postcode: slots.address,
  address: slots.address,
  sector: slots.address,
  town: 1,
  telephone: slots.telephone,
  email: slots.email,
  identifier: slots.identifier,
  identifierKind: slots.identifier,
  marks: 1,
} as const;
type ColumnName = keyof typeof widths;

/** Columns that grow by doubling. */
function openColumns() {
  let room = 1024;
  let count = 0;
  const names = Object.keys(widths) as ColumnName[];
  const grow = (column: Int32Array | undefined, name: ColumnName): Int32Array => {
    const grown = sharedInts(room * widths[name]);
    if (column) grown.set(column);
    return grown;
  };
  const columns = Object.fromEntries(names.map((name) => [name, grow(undefined, name)])) as Record<
    ColumnName,
    Int32Array
  >;
  return {
    push: (name: ColumnName, value: number) => {
      columns[name][count * widths[name]] = value;
    },
    /** Leaves out what doesn't fit, and what is not known. */
    pushSlots: (name: ColumnName, values: readonly number[]) => {
      const width = widths[name];
      values.slice(0, width).forEach((value, slot) => (columns[name][count * width + slot] = value));
    },
    endRecord: () => {
      count += 1;
      if (count < room) return;
      room *= 2;
      for (const name of names) columns[name] = grow(columns[name], name);
    },
    pack: () => {
      const kind = new Uint8Array(new SharedArrayBuffer(Math.max(1, count)));
      const marks = new Uint8Array(new SharedArrayBuffer(Math.max(1, count)));
      kind.set(columns.kind.subarray(0, count));
      marks.set(columns.marks.subarray(0, count));
      return { ...columns, kind, marks, count };
    },
  };
}

function cutName(name = ''): string {
  return name.slice(0, longestName);
}

/** In E.164 where it is a number, else its digits, if they are enough to tell one from another. */
function foldTelephone(text: string): string {
  const digits = text.replace(/\D/g, '');
  return toE164(text) ?? (digits.length >= 6 ? digits : '');
}

/** A British postcode as Royal Mail writes it; any other as its letters and digits. */
function foldPostcode(text: string): string {
  return normalisePostcode(text) ?? text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** All but the last two characters, which tell a few doors from the next. */
function sectorOf(postcode: string): string {
  return postcode.length > 3 ? postcode.slice(0, -2) : '';
}
