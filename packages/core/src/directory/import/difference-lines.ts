import { faultLine, listedLines } from '../../kernel/import/listed-lines.js';
import type { StaffDifference, StaffFieldChange } from './compare-staff.js';

/** A difference as lines of text, for the command line. */
export function differenceLines({ added, changed, gone, unchanged, faults }: StaffDifference): string[] {
  const named = ({ name, email }: { readonly name: string; readonly email: string }): string => `  ${name}, ${email}`;
  return [
    `${added.length} new, ${changed.length} changed, ${gone.length} not in the file, ${unchanged} unchanged, ${faults.length} rows left out.`,
    ...listedLines('New', added, (person) => [named(person)]),
    ...listedLines('Changed', changed, (person) => [named(person), ...person.fields.map(fieldLine)]),
    ...listedLines('Not in the file', gone, (person) => [named(person)]),
    ...listedLines('Left out', faults, (fault) => [`  ${faultLine(fault)}`]),
  ];
}

function fieldLine({ field, before, after }: StaffFieldChange): string {
  const oneLine = (text: string): string => text.replaceAll('\n', '; ');
  return before === '' ? `    ${field}: ${oneLine(after)}` : `    ${field}: ${oneLine(before)} → ${oneLine(after)}`;
}
