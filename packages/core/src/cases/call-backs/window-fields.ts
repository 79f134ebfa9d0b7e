import type { FieldFault } from '../../kernel/errors.js';
import { formatTime } from '../../kernel/format-time.js';
import { localDateAt } from '../../kernel/london-time.js';
import { parseLocalDate } from '../../kernel/parse-local-date.js';
import { parseLocalDateTime } from '../../kernel/parse-local-time.js';
import { z } from 'zod';
import type { FieldView } from '../../web/form-components.js';
import { usualWindowMs } from './call-back-rules.js';
import type { CallWindow } from './call-back-types.js';
import { errorAt } from '../../web/form-faults.js';

const typed = z.string().max(40).default('');

/** The three boxes by which a window is asked: a day, from when, until when. */
export const windowForm = { day: typed, from: typed, until: typed };
export interface TypedWindow {
  readonly day: string;
  readonly from: string;
  readonly until: string;
}

export type ReadWindow =
  { readonly ok: true; readonly value: CallWindow } | { readonly ok: false; readonly faults: readonly FieldFault[] };

/** Reads the boxes as London has them. Without an end the window is half an hour long. */
export function readWindow({ day, from, until }: TypedWindow): ReadWindow {
  const on = parseLocalDate(day, { label: 'day' });
  if (!on.ok) return fault('day', on.message);
  if (from.trim() === '') return fault('from', 'Enter from when');
  const begins = parseLocalDateTime(`${on.value} ${from.trim()}`, { label: 'beginning' });
  if (!begins.ok) return fault('from', begins.message);
  if (until.trim() === '') return { ok: true, value: { fromAt: begins.value, untilAt: begins.value + usualWindowMs } };
  const ends = parseLocalDateTime(`${on.value} ${until.trim()}`, { label: 'end' });
  return ends.ok ? { ok: true, value: { fromAt: begins.value, untilAt: ends.value } } : fault('until', ends.message);
}

function fault(field: string, message: string): ReadWindow {
  return { ok: false, faults: [{ field, message }] };
}

/** A window as somebody would type it. */
export function typedWindow({ fromAt, untilAt }: CallWindow): TypedWindow {
  return { day: localDateAt(fromAt), from: formatTime(fromAt), until: formatTime(untilAt) };
}

const boxOf: Readonly<Record<string, string>> = { fromAt: 'from', untilAt: 'until' };

/** What a command says of an instant, at the box in which it was typed. */
export function atItsBox({ field, message }: FieldFault): FieldFault {
  const name = field.replace(/^next\./, '');
  return { field: boxOf[name] ?? name, message };
}

const short = { classes: 'govuk-input--width-10' };

/** The boxes, as they were typed. */
export function windowBoxes(value: TypedWindow, faults: readonly FieldFault[]): FieldView[] {
  const box = (name: keyof TypedWindow, text: string, more: object = {}): FieldView => {
    return {
      control: 'text',
      name,
      id: name,
      label: { text },
      value: value[name],
      autocomplete: 'off',
      ...more,
      errorMessage: errorAt(faults, name),
    };
  };
  return [
    box('day', 'Day', { type: 'date' }),
    box('from', 'From', { hint: { text: 'Like 2pm or 14:30' }, ...short }),
    box('until', 'Until (optional)', { hint: { text: 'Left empty: half an hour later' }, ...short }),
  ];
}
