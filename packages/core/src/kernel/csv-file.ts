import { csvBeginning, csvLine } from './csv-lines.js';
import type { Reply } from './route.js';

/** A short file of CSV that no spreadsheet runs. */
export function csvFile(name: string, lines: readonly (readonly (string | number | null)[])[]): Reply {
  return {
    kind: 'stream',
    type: 'text/csv; charset=utf-8',
    name,
    chunks: once(csvBeginning + lines.map(csvLine).join('')),
  };
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}
