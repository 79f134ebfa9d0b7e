import { createReadStream } from 'node:fs';
import type { StoredRow } from '../kernel/db/made-statements.js';

/** What a survey's link ends in opens its question for whoever has it: see `satisfaction/survey-link.ts`. */
const surveyToken = /\/s\/[\w-]{43}(?![\w-])/g;

/**
 * A row as a line of newline-delimited JSON. The characters that some readers take for the end of a line are escaped;
 * links to surveys, which stand in messages and in answers that quote them, go without what they end in.
 */
export function lineOf(row: StoredRow): string {
  const text = JSON.stringify(row).replaceAll(surveyToken, '/s/…');
  return `${text.replaceAll('\u2028', String.raw`\u2028`).replaceAll('\u2029', String.raw`\u2029`)}\n`;
}

/** The lines of a file, each with the newline that ends it. Nothing else ends one, whatever `node:readline` thinks. */
export async function* linesIn(file: string): AsyncGenerator<string> {
  let begun = '';
  for await (const piece of createReadStream(file, 'utf8') as AsyncIterable<string>) {
    const lines = (begun + piece).split(/(?<=\n)/);
    begun = lines.at(-1)?.endsWith('\n') === true ? '' : (lines.pop() ?? '');
    yield* lines;
  }
  if (begun !== '') yield begun;
}
