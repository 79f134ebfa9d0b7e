import { decodeText } from './decode-text.js';
import { fileFault } from './row-reader.js';
import type { ImportSource, ReadOptions } from './row-reader.js';

/** A line of a JSON Lines file. */
export interface TextLine {
  readonly line: number;
  readonly text: string;
}

const MAX_LINE_CHARACTERS = 8 * 1_048_576;

/** The lines that aren't blank, with their numbers. A line of more than 8 MB stops the file. */
export async function* readTextLines(source: ImportSource, options: ReadOptions): AsyncGenerator<TextLine> {
  let rest = '';
  let line = 0;
  for await (const text of decodeText(source, options)) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > MAX_LINE_CHARACTERS)
      throw fileFault(`Line ${line + lines.length + 1} is longer than 8 MB.`, line + 1);
    for (const each of lines) {
      line += 1;
      if (each.trim() !== '') yield { line, text: each };
    }
  }
  if (rest.trim() !== '') yield { line: line + 1, text: rest };
}
