/**
 * What somebody wrote into a form whose sending was refused: texts of more than one word, longest last. Versions, ids
 * and choices are single words; hidden fields begin with `_`, and what the page was opened with with `base`.
 */
export function typedWords(body: unknown): readonly string[] {
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body)
    .filter(([field]) => !/^(_|base)/.test(field))
    .map(([, value]): unknown => value)
    .filter((value): value is string => typeof value === 'string' && /\S\s+\S/.test(value))
    .sort((one, other) => one.length - other.length);
}
