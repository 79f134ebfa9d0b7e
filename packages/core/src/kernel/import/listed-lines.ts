import type { RowFaultNote } from './run-import.js';

/** Of each list; the counts are of all. */
const shownAtMost = 100;

/** A list of a difference under its heading, for the command line; nothing where it is empty. */
export function listedLines<T>(
  heading: string,
  items: readonly T[],
  linesOf: (item: T) => readonly string[],
): string[] {
  if (items.length === 0) return [];
  const more = items.length > shownAtMost ? [`  and ${items.length - shownAtMost} more`] : [];
  return [`${heading}:`, ...items.slice(0, shownAtMost).flatMap(linesOf), ...more];
}

/** "Line 3, team: Add the team first" */
export function faultLine({ line, field, message }: RowFaultNote): string {
  return `Line ${line}${field ? `, ${field}` : ''}: ${message}`;
}
