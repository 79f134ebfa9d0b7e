import { z } from 'zod';
import { uuidField, versionField } from '../../kernel/input.js';
import type { Typed } from './rendering.js';

/** A field that a form sends empty when it has no value. */
export const maybeIdField = z.union([z.literal('').transform(() => undefined), uuidField]).optional();
export const maybeVersionField = z.coerce
  .number()
  .int()
  .min(0)
  .transform((version) => (version === 0 ? undefined : version))
  .optional();

/** What every form of the interaction carries. */
export const versionedFields = z.looseObject({ version: versionField });

/** The text fields of a form as they were typed, to print them again. */
export function typedFields(body: unknown): Typed {
  if (typeof body !== 'object' || body === null) return {};
  const entries = Object.entries(body).flatMap(([name, value]): [string, string][] => {
    const last: unknown = Array.isArray(value) ? value.at(-1) : value;
    return typeof last === 'string' ? [[name, last]] : [];
  });
  return Object.fromEntries(entries);
}
