import { createHash } from 'node:crypto';
import { FileFault, neededCell, RowFault, theirStatus, type CaseChange } from '@moothall/adapter-sdk';
import { readCsv } from './csv.js';
import type { Settings } from './settings.js';

/** The three files that the other system writes, by how their names begin, and what each needs. */
const kinds = {
  acknowledged: { columns: ['id', 'reference', 'at'], read: readAcknowledged },
  refused: { columns: ['id', 'reference', 'at', 'reason'], read: readRefused },
  status: { columns: ['reference', 'at', 'status'], read: readStatus },
} as const;
type Kind = keyof typeof kinds;

/** What a file says; `half`: its last line isn't there yet, so that it waits. */
export type Answers = { readonly is: 'whole'; readonly changes: readonly CaseChange[] } | { readonly is: 'half' };

/** Whether a file's name says that it is one for Moothall: `status-000007.csv`. */
export function isAnswerFile(name: string): boolean {
  return /^(acknowledged|refused|status)-[\w.-]{1,100}\.csv$/.test(name);
}

/**
 * Reads one file of the other system's. It is taken whole or not at all.
 * @throws FileFault where it can't be: every fault by its line, and what to do about it
 */
export function readAnswers(settings: Settings, name: string, bytes: Uint8Array): Answers {
  if (isHalf(bytes)) return { is: 'half' };
  const text = decode(bytes);
  const [head = [], ...rest] = readCsv(text);
  const end = rest.at(-1) ?? [];
  const rows = rest.slice(0, -1);
  if (end[0] !== 'END' || end.at(-1) !== String(rows.length))
    throw new FileFault(
      `The last line has to be END and the number of lines before it without the first: END,${rows.length}.`,
    );
  const { columns, read } = kinds[name.slice(0, name.indexOf('-')) as Kind];
  const missing = columns.filter((column) => !head.includes(column));
  if (missing.length > 0) throw new FileFault(`Line 1: add the columns ${missing.join(', ')}.`);
  const faults: string[] = [];
  const changes = rows.flatMap((cells, index) => {
    try {
      if (cells.length !== head.length) throw new RowFault(`Give ${head.length} cells, as line 1 has.`);
      return [read(settings, new Map(head.map((column, at) => [column, (cells[at] ?? '').trim()])))];
    } catch (error) {
      if (!(error instanceof RowFault)) throw error;
      faults.push(`Line ${index + 2}: ${error.message}`);
      return [];
    }
  });
  if (faults.length > 0) throw new FileFault(faults.slice(0, 100).join('\n'));
  return { is: 'whole', changes };
}

/** Whether its last line is still to come. */
export function isHalf(bytes: Uint8Array): boolean {
  return !/(^|\n)END,[^\n]*\n?$/.test(Buffer.from(bytes.subarray(-200)).toString('latin1'));
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new FileFault('Write the file in UTF-8.');
  }
}

type Row = ReadonlyMap<string, string>;
const cellOf = (row: Row, column: string): string => row.get(column) ?? '';

function readAcknowledged({ statuses }: Settings, row: Row): CaseChange {
  const theirs = cellOf(row, 'their_reference');
  const spoken = theirs === '' ? 'Acknowledged' : `Acknowledged as ${theirs.slice(0, 100)}`;
  return {
    ...about('acknowledged', row, ['id', 'their_reference']),
    status: theirStatus(statuses, ['acknowledged'], spoken),
  };
}

function readRefused(_settings: Settings, row: Row): CaseChange {
  const [id, reason] = [neededCell(cellOf(row, 'id'), 'id'), neededCell(cellOf(row, 'reason'), 'reason')];
  return { ...about('refused', row, ['id', 'reason']), refuses: { id, reason } };
}

function readStatus({ statuses, comments }: Settings, row: Row): CaseChange {
  const status = cellOf(row, 'status');
  const text = cellOf(row, 'comment');
  if (status === '' && text === '') throw new RowFault('Give a status or a comment.', 'status');
  return {
    ...about('status', row, ['status', 'comment']),
    status: status === '' ? null : theirStatus(statuses, [status], status),
    comment: text === '' ? null : { text, for: comments },
  };
}

/** Named by what it says: the same line read again, in this file or another, is the same change. */
function about(kind: Kind, row: Row, says: readonly string[]): CaseChange {
  const theirReference = neededCell(cellOf(row, 'reference'), 'reference');
  const at = timeCell(cellOf(row, 'at'));
  const words = [kind, theirReference, String(at), ...says.map((column) => cellOf(row, column))];
  const id = createHash('sha256').update(JSON.stringify(words)).digest('hex').slice(0, 40);
  return { id: `${kind}:${id}`, theirReference, at, status: null, comment: null };
}

function timeCell(cell: string): number {
  const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/.test(cell);
  const at = isTime ? Date.parse(cell) : Number.NaN;
  if (!Number.isNaN(at)) return at;
  throw new RowFault('Write at as a time with its zone, such as 2026-11-16T09:30:00Z.', 'at');
}
