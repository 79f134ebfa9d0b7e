import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readCsv, writeCsv } from '../csv.js';

/** A line of a file of cases, by its columns. */
export type TheirRow = Readonly<Record<string, string>>;

/** The other system, beside the same folder. */
export function theirSide(folder: string) {
  const rowsOf = (name: string, within = 'out'): TheirRow[] => {
    const [head = [], ...lines] = readCsv(readFileSync(path.join(folder, within, name), 'utf8'));
    return lines.slice(0, -1).map((cells) => Object.fromEntries(head.map((column, at) => [column, cells[at] ?? ''])));
  };
  const filesIn = (name: string): string[] =>
    existsSync(path.join(folder, name)) ? readdirSync(path.join(folder, name)).sort() : [];
  const waiting = (): TheirRow[] =>
    filesIn('moothall/waiting')
      .filter((name) => name.endsWith('.json'))
      .map((name) => {
        const text = readFileSync(path.join(folder, 'moothall/waiting', name), 'utf8');
        return (JSON.parse(text) as { cells: TheirRow }).cells;
      });
  const put = (name: string, text: string): void => {
    writeFileSync(path.join(folder, 'in', `${name}.part`), text);
    renameSync(path.join(folder, 'in', `${name}.part`), path.join(folder, 'in', name));
  };
  return {
    rowsOf,
    filesIn,
    put,
    /** Every line that went, or goes with the next file. */
    everything: (): TheirRow[] => [...filesIn('out').flatMap((name) => rowsOf(name)), ...waiting()],
    /** Writes a file of answers, as the format has it. */
    write: (kind: 'acknowledged' | 'refused' | 'status', rows: readonly TheirRow[]): string => {
      const columns = Object.keys(rows[0] ?? {});
      const number = ['in', 'done', 'rejected'].flatMap((within) => filesIn(within)).length + 1;
      const name = `${kind}-${String(number).padStart(6, '0')}.csv`;
      const lines = rows.map((row) => columns.map((column) => row[column] ?? ''));
      put(name, writeCsv([columns, ...lines, ['END', String(rows.length)]]));
      return name;
    },
  };
}
