import { z } from 'zod';
import type { Instant, LocalDate } from '../../kernel/clock.js';
import { badInput } from '../../kernel/errors.js';
import { longText } from '../../kernel/input.js';
import { dateField } from '../../kernel/date-field.js';
import { refuseFuture } from '../input-fields.js';
import { evidenceKinds, representationRoles } from '../types.js';

const evidenceMark = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9]{1,4}$/, 'Enter the last four characters of its number only, never the whole number');

/** As what somebody acts for another, in what, on what evidence and when. */
export const representationFields = {
  role: z.enum(representationRoles, 'Choose as what they act'),
  /** "Council tax and housing"; "everything, by lasting power of attorney". */
  covers: longText(500, 'what it covers'),
  evidenceKind: z.enum(evidenceKinds, 'Choose what evidence you saw'),
  evidenceMark: evidenceMark.nullable().default(null),
  /** Without it, today. */
  evidenceSeenOn: dateField('day on which the evidence was seen').optional(),
  /** Without it, today. */
  fromOn: dateField('first day').optional(),
  /** The last day, when one is agreed. */
  toOn: dateField('last day').nullable().default(null),
};

/** @throws bad_input for days the wrong way round, and for evidence that was seen in the future */
export function checkRepresentation(
  { fromOn, toOn, evidenceSeenOn }: { fromOn: LocalDate; toOn: LocalDate | null; evidenceSeenOn: LocalDate },
  now: Instant,
): void {
  if (toOn !== null && toOn < fromOn)
    throw badInput({ faults: [{ field: 'toOn', message: 'The last day must not be before the first' }] });
  refuseFuture(evidenceSeenOn, now, 'evidenceSeenOn', 'day on which the evidence was seen');
}
