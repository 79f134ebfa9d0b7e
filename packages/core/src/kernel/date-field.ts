import { z } from 'zod';
import type { LocalDate } from './clock.js';
import { parseLocalDate } from './parse-local-date.js';

/** A date in any of the ways in which people write one. */
export function dateField(label: string): z.ZodPipe<z.ZodString, z.ZodTransform<LocalDate, string>> {
  return z.string().transform((text, context) => {
    const date = parseLocalDate(text, { label });
    if (date.ok) return date.value;
    context.addIssue({ code: 'custom', message: date.message });
    return z.NEVER;
  });
}
