import type { FieldFault } from '../kernel/errors.js';
import type { FieldView } from '../web/form-components.js';
import { errorAt } from '../web/form-faults.js';

/** A field for one end of a range of days. */
export function dayField(
  { name, label, value }: { readonly name: 'from' | 'to'; readonly label: string; readonly value: string },
  faults: readonly FieldFault[],
): FieldView {
  const errorMessage = errorAt(faults, name);
  return {
    ...{ control: 'text', name, label: { text: label }, value, errorMessage },
    ...{ classes: 'govuk-input--width-10', autocomplete: 'off' },
  };
}
