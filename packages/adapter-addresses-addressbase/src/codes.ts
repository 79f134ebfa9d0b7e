import { RowFault, type ChangeType, type LogicalStatus } from '@moothall/adapter-sdk';

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
