/** Column names of one kind of record, in order, as the formats' specifications name them. */
export type RecordLayout = readonly string[];

/** The layouts of each record identifier; the first that fits a record's columns is taken. */
export type RecordLayouts = Readonly<Record<string, readonly RecordLayout[]>>;

const LEAD = ['RECORD_IDENTIFIER', 'CHANGE_TYPE', 'PRO_ORDER'];
const DATES = ['START_DATE', 'END_DATE', 'LAST_UPDATE_DATE', 'ENTRY_DATE'];

/** A layout from words parted by spaces; `changed` records begin with the change type and processing order. */
export function changed(columns: string): RecordLayout {
  return [...LEAD, ...columns.split(' ')];
}

export function changedAndDated(columns: string): RecordLayout {
  return [...changed(columns), ...DATES];
}

export function plain(columns: string): RecordLayout {
  return ['RECORD_IDENTIFIER', ...columns.split(' ')];
}

/** The header and trailer that AddressBase Premium and DTF share. */
export const HEADER = plain(
  'CUSTODIAN_NAME LOCAL_CUSTODIAN_CODE PROCESS_DATE VOLUME_NUMBER ENTRY_DATE TIME_STAMP VERSION FILE_TYPE',
);
export const TRAILER = plain('NEXT_VOLUME_NUMBER RECORD_COUNT ENTRY_DATE TIME_STAMP');
