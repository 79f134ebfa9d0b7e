import { withinTime } from '../../kernel/within-time.js';

/** Milliseconds. Patterns that people write take a thousandth of one. */
const longest = 1_000;

/**
 * Whether the whole text is of a pattern; not where it can't be said, as of many an a for `(a|a)*b`.
 * @throws SyntaxError for what is no pattern
 */
export function matchesPattern(pattern: string, text: string, { withinMs = longest } = {}): boolean {
  return withinTime(withinMs, () => isMatch(pattern, text))?.value === true;
}

function isMatch(pattern: string, text: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(text);
  } catch (error) {
    // A pattern of repetitions within repetitions is too large for the engine.
    if (error instanceof RangeError) return false;
    throw error;
  }
}

export function isPattern(text: string): boolean {
  try {
    matchesPattern(text, '', { withinMs: 100 });
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
