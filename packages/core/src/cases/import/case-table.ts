import { namedColumns, optional, required } from '../../kernel/import/columns.js';
import type { Cells } from '../../kernel/import/columns.js';
import { readCsvTable } from '../../kernel/import/csv-table.js';
import { readRow } from '../../kernel/import/row-reader.js';
import type { ImportSource, ReadRow } from '../../kernel/import/row-reader.js';
import { attachmentList, toCase } from './case-parts.js';
import type { HistoryTexts } from './case-parts.js';
import type { LegacyCasesOptions, UnmeasuredCase } from './legacy-cases.js';

const columns = {
  reference: required('reference', 'case reference', 'old reference'),
  service: required('service'),
  status: required('status'),
  opened: required('opened', 'opened at', 'created'),
  closed: optional('closed', 'closed at'),
  due: optional('due', 'due date'),
  summary: optional('summary', 'description'),
  team: optional('team'),
  channel: optional('channel'),
  uprn: optional('uprn'),
  location: optional('location', 'address'),
  customerKey: optional('customer id', 'customer key'),
  customerName: optional('customer name'),
  customerEmail: optional('customer email'),
  customerPhone: optional('customer phone'),
  historyAt: optional('history at'),
  historyText: optional('history text'),
  historyBy: optional('history by'),
  historyAudience: optional('history audience'),
  attachments: optional('attachments'),
};

type CaseCells = Cells<keyof typeof columns>;

type FaultyRow = Extract<ReadRow<never>, { ok: false }>;

interface CaseRows {
  readonly line: number;
  readonly rows: [CaseCells, ...CaseCells[]];
  readonly faults: FaultyRow[];
}

/** Faulty rows that are kept back so that rows leave in the order of their lines; beyond that, the case is closed. */
const MAX_FAULTS_WITHIN_CASE = 1_000;

/**
 * One case to each run of rows with the same reference: the first row states the case, every row may bring a history
 * entry and attachments. Memory holds one case. A row that can't be read is reported, and the rest of its case stays.
 */
export async function* readCaseTable(
  source: ImportSource,
  options: LegacyCasesOptions,
): AsyncGenerator<ReadRow<UnmeasuredCase>> {
  let current: CaseRows | undefined;
  const rows = readCsvTable(
    source,
    { ...options, afterLine: 0 },
    namedColumns(columns, 'refuse', (cells) => cells),
  );
  for await (const row of rows) {
    if (current && belongsTo(current, row)) {
      if (row.ok) current.rows.push(row.value);
      else current.faults.push(row);
      continue;
    }
    if (current) yield* finished(current, options);
    current = undefined;
    if (row.ok) current = { line: row.line, rows: [row.value], faults: [] };
    else yield row;
  }
  if (current) yield* finished(current, options);
}

function belongsTo(current: CaseRows, row: ReadRow<CaseCells>): boolean {
  if (!row.ok) return current.faults.length < MAX_FAULTS_WITHIN_CASE;
  return row.value.reference !== '' && row.value.reference === current.rows[0].reference;
}

function* finished(current: CaseRows, options: LegacyCasesOptions): Generator<ReadRow<UnmeasuredCase>> {
  const { line, rows, faults } = current;
  const attachments = rows.flatMap((row) => attachmentList(row.attachments));
  const made = readRow(line, () => toCase(rows[0], rows.flatMap(entriesOf), attachments, options));
  if (made) yield made;
  yield* faults;
}

function entriesOf(row: CaseCells): HistoryTexts[] {
  if (row.historyAt === '' && row.historyText === '') return [];
  return [{ at: row.historyAt, text: row.historyText, by: row.historyBy, audience: row.historyAudience }];
}
