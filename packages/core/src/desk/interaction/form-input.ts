import { z } from 'zod';
import { uuidField, versionField } from '../../kernel/input.js';
import type { Typed } from './rendering.js';

/** A field that a form sends empty when it has no value. */
export const maybeId = z.union([z.literal('').transform(() => undefined), uuidField]).optional();
export const maybeVersion = z.coerce
  .number()
  .int()
  .min(0)
  .transform((version) => (version === 0 ? undefined : version))
  .optional();

/** What every form of the interaction carries. */
export const versioned = z.looseObject({ version: versionField });

/** The text fields of a form as they were typed, to print them again. */
export function typedIn(body: unknown): Typed {
  if (typeof body !== 'object' || body === null) return {};
  const entries = Object.entries(body).flatMap(([name, value]): [string, string][] => {
    const last: unknown = Array.isArray(value) ? value.at(-1) : value;
    return typeof last === 'string' ? [[name, last]] : [];
  });
  return Object.fromEntries(entries);
}
