import { catalogue, eventKinds, type EventKind } from './catalogue.js';

const begins =
  '<!-- The table is written by `node scripts/write-events.mjs` from the code; a test fails when they differ. -->';

/** The document with its table of kinds brought in step with the code: what stands after the mark is replaced. */
export function describeEvents(document: string): string {
  const [before = ''] = document.split(begins);
  const rows = eventKinds.map((kind) => {
    const { subject, says, data }: EventKind = catalogue[kind];
    const fields = Object.keys(data).map((field) => `\`${field}\``);
    return [`\`${kind}\``, subject, says, fields.join(', ')];
  });
  return `${before}${begins}\n\n${table([['Kind', 'Subject', 'What happened', 'Data'], ...rows])}\n`;
}

/** As the formatter of the repository has it: each column as wide as its widest cell. */
function table(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = [head, widths.map((width) => '-'.repeat(width)), ...body];
  return lines
    .map((cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`)
    .join('\n');
}
