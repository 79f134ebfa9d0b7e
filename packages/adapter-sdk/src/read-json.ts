import type { z } from 'zod';
import { AdapterError } from './errors.js';

/**
 * The JSON of an answer, in the shape that the far end agreed to. @throws AdapterError `unreadable_answer`, which repeats
 * nothing of what was answered
 */
export async function readJson<Shape extends z.ZodType>(response: Response, shape: Shape): Promise<z.output<Shape>> {
  let value: unknown;
  try {
    value = JSON.parse(await response.text());
  } catch {
    throw new AdapterError('unreadable_answer', 'The answer is not JSON.');
  }
  return asAgreed(value, shape);
}

/** What a far end answered, in the shape that it agreed to. @throws AdapterError `unreadable_answer`, as `readJson` */
export function asAgreed<Shape extends z.ZodType>(value: unknown, shape: Shape): z.output<Shape> {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map(({ path }) => path.map(String).join('.') || 'the answer').slice(0, 5);
  throw new AdapterError('unreadable_answer', `The answer is not in the agreed format: ${where.join(', ')}.`);
}
