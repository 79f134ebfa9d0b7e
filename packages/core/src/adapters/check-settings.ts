import type { Adapter } from '@moothall/adapter-sdk';
import type { Redact } from './adapter-log.js';

interface Issue {
  readonly code: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
}

/** Settings or secrets as the adapter's schema reads them; or what is wrong, each with its place. */
export type Checked = { readonly value: unknown; readonly faults: readonly string[] };

/** Keys that the schema doesn't know are refused, whether it says so itself or not. */
export function checkValues(
  schema: Adapter['settings'],
  given: object,
  place: string,
  redact: Redact = (text) => text,
): Checked {
  const known = (schema as { shape?: object }).shape;
  const unknown = known === undefined ? [] : Object.keys(given).filter((key) => !Object.hasOwn(known, key));
  const stray = unknown.map((key) => strayWords(`${place}.${key}`));
  const parsed = schema.safeParse(given) as
    { success: true; data: unknown } | { success: false; error: { issues: readonly Issue[] } };
  if (parsed.success) return { value: parsed.data, faults: stray };
  const faults = parsed.error.issues.flatMap((issue) => {
    const at = [place, ...issue.path.map(String)].join('.');
    if (issue.code === 'unrecognized_keys') return (issue.keys ?? []).map((key) => strayWords(`${at}.${key}`));
    return [`${at}: ${redact(issue.message)}`];
  });
  return { value: undefined, faults: [...new Set([...stray, ...faults])] };
}

function strayWords(place: string): string {
  return `${place} is not a setting of this adapter. Remove it or check the spelling`;
}
