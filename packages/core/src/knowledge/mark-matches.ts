import { joinedStemOf, splitWords, stemOf } from './search-words.js';

/** A run of text, to be shown marked or plain. */
export interface MarkedRun {
  text: string;
  marked: boolean;
}

/** Cuts a text into runs, the words with a matched stem marked. The runs joined are the text, unchanged. */
export function markMatches(text: string, matchedStems: ReadonlySet<string>): MarkedRun[] {
  // Odd pieces are words, even ones what stands between them.
  const pieces = text.split(/([\p{L}\p{M}\p{N}'’]+)/u);
  const runs: MarkedRun[] = [];
  pieces.forEach((piece, at) => {
    const pairs = [pieces.slice(at - 2, at + 1), pieces.slice(at, at + 3)];
    const marked = at % 2 === 1 && (isMatch([piece], matchedStems) || pairs.some((pair) => isPair(pair, matchedStems)));
    const last = runs.at(-1);
    if (last && last.marked === marked) last.text += piece;
    else if (piece !== '') runs.push({ text: piece, marked });
  });
  return runs;
}

function isPair(pieces: readonly string[], matchedStems: ReadonlySet<string>): boolean {
  const [first, between, second] = pieces;
  if (first === undefined || second === undefined || !/^[\s-]$/.test(between ?? '')) return false;
  return isMatch([first, second], matchedStems);
}

function isMatch(pieces: readonly string[], matchedStems: ReadonlySet<string>): boolean {
  const words = pieces.flatMap(splitWords);
  return matchedStems.has(words.length === 1 ? stemOf(words[0] ?? '') : joinedStemOf(words));
}
