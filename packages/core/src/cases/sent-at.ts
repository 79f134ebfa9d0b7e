import { badInput, type FieldFault } from '../kernel/errors.js';
import type { Instant } from '../kernel/clock.js';
import { instantAt } from '../kernel/london-time.js';
import { parseLocalDate } from '../kernel/parse-local-date.js';
import { parseTimeOfDay } from '../kernel/parse-local-time.js';
import type { FieldView } from '../web/form-components.js';
import { one, type FormFields } from './log/read-log-form.js';
import { errorAt } from '../web/form-faults.js';

/** When a service is tried as if it were sent, by its two fields; undefined: now. @throws bad_input */
export function sentAt(fields: FormFields): Instant | undefined {
  const [on, time] = [one(fields, 'sent-on').trim(), one(fields, 'sent-time').trim()];
  if (on === '' && time === '') return undefined;
  const date = parseLocalDate(on);
  const minute = parseTimeOfDay(time === '' ? 'midday' : time);
  const faults: FieldFault[] = [
    ...(date.ok ? [] : [{ field: 'sent-on', message: 'Enter the day as a real date, like 27 3 2027' }]),
    ...(minute.ok ? [] : [{ field: 'sent-time', message: 'Enter the time, like 5:30pm' }]),
  ];
  if (!date.ok || !minute.ok) throw badInput({ faults });
  return instantAt(date.value, minute.value);
}

export function sentAtFields(fields: FormFields, faults: readonly FieldFault[]): FieldView[] {
  const field = (name: string, label: string, hint: string, more: object): FieldView => {
    return {
      ...{ control: 'text', name, id: name, label: { text: label }, hint: { text: hint }, value: one(fields, name) },
      ...more,
      errorMessage: errorAt(faults, name),
    };
  };
  return [
    field('sent-on', 'As if sent on (optional)', 'Today when left empty', { type: 'date' }),
    field('sent-time', 'As if sent at (optional)', 'Like 5:30pm', { classes: 'govuk-input--width-5' }),
  ];
}
