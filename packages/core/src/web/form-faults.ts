import type { FieldFault } from '../kernel/errors.js';
import type { ErrorSummaryView } from './form-components.js';

/** A fault in the list above a form. */
export interface FaultLink {
  readonly text: string;
  readonly href: string;
}

/** What was wrong with one question's answer, as its control shows it; undefined: nothing. */
export function errorAt(faults: readonly FieldFault[], field: string): { readonly text: string } | undefined {
  const fault = faults.find((each) => each.field === field);
  return fault && { text: fault.message };
}

/** Each fault beside a link to its control, whose id is the field's name unless `idOf` says otherwise. */
export function faultLinks(faults: readonly FieldFault[], idOf = (field: string) => field): FaultLink[] {
  return faults.map(({ field, message }) => ({ text: message, href: field === '' ? '#main' : `#${idOf(field)}` }));
}

/** The list above a form; undefined: nothing was wrong. */
export function errorSummary(
  faults: readonly FieldFault[],
  idOf?: (field: string) => string,
): ErrorSummaryView | undefined {
  return faults.length === 0 ? undefined : { errorList: faultLinks(faults, idOf) };
}
