import type { LocalDate } from '../../kernel/clock.js';
import { RowFault } from '../../kernel/import/row-reader.js';
import type { AddressParts } from './address-line.js';
import type { Coordinates } from './coordinates.js';

export type ChangeType = 'insert' | 'update' | 'delete';

export type GazetteerSource = 'addressbase-core' | 'addressbase-plus' | 'addressbase-premium' | 'llpg';

/** What an import says of one property: the whole of it, never a difference. */
export interface GazetteerChange extends AddressParts, Coordinates {
  readonly change: ChangeType;
  readonly uprn: string;
  readonly usrn?: string;
  readonly parentUprn?: string;
  /** The address in one line; empty for a deletion that carries no address. */
  readonly line: string;
  /** Such as RD04, a terraced house (AddressBase classification scheme). */
  readonly classification?: string;
  readonly logicalStatus?: LogicalStatus;
  readonly localCustodianCode?: number;
  /** The council's code where the file has it, and the ward's. */
  readonly authorityGss?: string;
  readonly ward?: string;
  readonly source: GazetteerSource;
  /** The day on which the source last changed the record. */
  readonly asOf: LocalDate;
}

export type LogicalStatus = 'approved' | 'alternative' | 'provisional' | 'historical' | 'rejected';

const CHANGES: Readonly<Record<string, ChangeType>> = { I: 'insert', U: 'update', D: 'delete' };

/** BS 7666 codes: 1 approved, 3 alternative, 5 candidate, 6 provisional, 7 and 9 rejected, 8 historical. */
const STATUSES: Readonly<Record<string, LogicalStatus>> = {
  '1': 'approved',
  '3': 'alternative',
  '5': 'provisional',
  '6': 'provisional',
  '7': 'rejected',
  '8': 'historical',
  '9': 'rejected',
};

export function changeTypeCell(cell: string): ChangeType {
  const change = CHANGES[cell.toUpperCase()];
  if (change === undefined) throw new RowFault('Set the change type to I, U or D.', 'change type');
  return change;
}

export function logicalStatusCell(cell: string): LogicalStatus {
  const status = STATUSES[cell];
  if (status === undefined) throw new RowFault('Set the logical status to 1, 3, 5, 6, 7, 8 or 9.', 'logical status');
  return status;
}
