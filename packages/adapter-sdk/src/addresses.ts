import type { AdapterInstance } from './contract.js';
import type { AddressChange, GazetteerAddress, GazetteerPart } from './gazetteer-part.js';

/** An adapter of the kind `addresses`: reads files of a gazetteer, looks addresses up, or both. */
export interface AddressesInstance extends AdapterInstance {
  /** The files that it reads; none where it only looks addresses up. */
  readonly formats: readonly AddressFormat[];
  /**
   * Looks addresses up at the far end, the likeliest first and at most `limit`. Claimed as `supports.search`.
   *
   * @throws AdapterError; an address that isn't there is an empty list
   */
  search?(wanted: AddressSearch): Promise<readonly GazetteerAddress[]>;
}

/** What somebody looks for: a whole postcode in its written form (AB1 2AB), or words of an address. */
export type AddressSearch = { readonly limit: number } & ({ readonly postcode: string } | { readonly text: string });

/**
 * A format of comma-separated files. Moothall opens the file, decodes it, splits it into records, goes on where it was cut
 * off and reports faults by line; the adapter says what a record means.
 */
export type AddressFormat = WholeFormat | PartsFormat;

interface FormatOf<Gives extends string, Value> {
  /** Kebab-case; addresses name it as their source. */
  readonly name: string;
  /** One sentence: which file this is, and who supplies it. */
  readonly describe: string;
  /** `addresses`: a record says all of a property. `parts`: a property is spread over records. */
  readonly gives: Gives;
  /** Whether a file that begins with this record is in this format. No two formats of an adapter claim one. */
  begins(fields: readonly string[]): boolean;
  /**
   * What is wrong with a file whose last record this is, in words for whoever loads it: it has no trailer, so it was cut
   * short. Asked before anything is written. Left out where a format's end can't be told.
   */
  readonly faultOfEnd?: (fields: readonly string[]) => string | undefined;
  /** Begins to read one file. */
  open(): RecordReader<Value>;
}

export type WholeFormat = FormatOf<'addresses', AddressChange>;
export type PartsFormat = FormatOf<'parts', GazetteerPart>;

/** Reads the records of one file, in order. */
export interface RecordReader<Value> {
  /**
   * What a record says; nothing where it holds only what Moothall doesn't keep (headings, metadata). The line is that on
   * which the record begins.
   *
   * @throws RowFault when this record can't be used: the others go in
   * @throws FileFault when the file as a whole isn't what it should be
   */
  read(fields: readonly string[], line: number): Value | undefined;
}
