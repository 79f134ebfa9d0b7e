import type { RowFaultNote } from '../../kernel/import/run-import.js';
import type { StaffDifference, StaffFieldChange } from './compare-staff.js';

/** Of each list; the counts are of all. */
const shownAtMost = 100;

/** A difference as lines of text, for the command line. */
export function differenceLines({ added, changed, gone, unchanged, faults }: StaffDifference): string[] {
  const named = ({ name, email }: { readonly name: string; readonly email: string }): string => `  ${name}, ${email}`;
  return [
    `${added.length} new, ${changed.length} changed, ${gone.length} not in the file, ${unchanged} unchanged, ${faults.length} rows left out.`,
    ...listed('New', added, (person) => [named(person)]),
    ...listed('Changed', changed, (person) => [named(person), ...person.fields.map(fieldLine)]),
    ...listed('Not in the file', gone, (person) => [named(person)]),
    ...listed('Left out', faults, (fault) => [`  ${faultLine(fault)}`]),
  ];
}

function listed<T>(heading: string, items: readonly T[], linesOf: (item: T) => readonly string[]): string[] {
  if (items.length === 0) return [];
  const more = items.length > shownAtMost ? [`  and ${items.length - shownAtMost} more`] : [];
  return [`${heading}:`, ...items.slice(0, shownAtMost).flatMap(linesOf), ...more];
}

function fieldLine({ field, before, after }: StaffFieldChange): string {
  const oneLine = (text: string): string => text.replaceAll('\n', '; ');
  return before === '' ? `    ${field}: ${oneLine(after)}` : `    ${field}: ${oneLine(before)} → ${oneLine(after)}`;
}

/** "Line 3, team: Add the team first" */
export function faultLine({ line, field, message }: RowFaultNote): string {
  return `Line ${line}${field ? `, ${field}` : ''}: ${message}`;
}
