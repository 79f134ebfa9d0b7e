import type { AddressChange } from '@moothall/adapter-sdk';
import type { LocalDate } from '../../kernel/clock.js';

/** What an import says of one property, as it is kept: with both pairs of coordinates, and whence it came. */
export interface GazetteerChange extends Omit<AddressChange, 'asOf'> {
  /** The name of the format, such as `addressbase-core`, or of the connection that looked it up. */
  readonly source: string;
  /** The day on which the source last changed the record. */
  readonly asOf: LocalDate;
}
