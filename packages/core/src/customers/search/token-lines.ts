/*
 * A customer's tokens as one text, each on a line that begins it: whether one of them begins so is whether the text holds
 * that line's beginning. No token holds a line end, because what is folded into one keeps none. All are in lower case.
 */

/** A token, or the beginning of one, as it stands in the text. */
export function tokenLine(token: string): string {
  return `\n${token.toLowerCase()}`;
}

export function joinTokens(tokens: readonly string[]): string {
  return tokens.length === 0 ? '' : `\n${tokens.join('\n')}`.toLowerCase();
}
