import { scimInvalid } from './scim-errors.js';

export type ScimOperator = 'eq' | 'sw' | 'co';

/** One comparison of a filter. */
export interface ScimComparison<Attribute extends string> {
  readonly attribute: Attribute;
  readonly operator: ScimOperator;
  readonly value: string;
}

/** So that what a client can have asked of the database stays small. */
const mostComparisons = 3;
const oneComparison =
  /\s*(?:urn:ietf:params:scim:schemas:core:2\.0:\w+:)?([a-z]+)(?:\[\s*type\s+eq\s+"\w+"\s*\])?(?:\.value)?\s+(eq|sw|co)\s+("(?:[^"\\]|\\.)*")\s*/iy;
const joint = /and\s/iy;

/**
 * Reads `userName eq "helen.tranter" and emails.value co "dunmere"` (RFC 7644, section 3.4.2.2), at most three comparisons;
 * names of attributes and operators in any case. Empty: no filter was given. @throws invalidFilter for every other
 */
export function readFilter<Attribute extends string>(
  text: string | undefined,
  attributes: readonly Attribute[],
): readonly ScimComparison<Attribute>[] {
  if (text === undefined || text.trim() === '') return [];
  const found: ScimComparison<Attribute>[] = [];
  let at = 0;
  while (found.length < mostComparisons) {
    const comparison = comparisonAt(text, at, attributes);
    if (!comparison) break;
    found.push(comparison.read);
    if (comparison.end === text.length) return found;
    joint.lastIndex = comparison.end;
    if (!joint.test(text)) break;
    at = joint.lastIndex;
  }
  throw scimInvalid(
    'invalidFilter',
    `Compare ${attributes.join(', ')} by eq, sw or co with a text, at most ${mostComparisons} times, joined by and.`,
  );
}

function comparisonAt<Attribute extends string>(
  text: string,
  at: number,
  attributes: readonly Attribute[],
): { read: ScimComparison<Attribute>; end: number } | undefined {
  oneComparison.lastIndex = at;
  const [, name = '', operator = '', quoted = ''] = oneComparison.exec(text) ?? [];
  const attribute = attributes.find((one) => one.toLowerCase() === name.toLowerCase());
  const value = unquoted(quoted);
  if (attribute === undefined || value === undefined || value === '') return undefined;
  return { read: { attribute, operator: operator.toLowerCase() as ScimOperator, value }, end: oneComparison.lastIndex };
}

/** The text as JSON has it, which is how SCIM writes values. */
function unquoted(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
