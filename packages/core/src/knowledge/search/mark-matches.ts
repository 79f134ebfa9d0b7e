import { remembered } from '../../kernel/remembered.js';
import { joinedStemOf, splitWords } from '../../kernel/search/search-words.js';

/** A run of text, to be shown marked or plain. */
export interface MarkedRun {
  text: string;
  marked: boolean;
}

/** Cuts a text into runs, the words with a matched stem marked. The runs joined are the text, unchanged. */
export function markMatches(text: string, matchedStems: ReadonlySet<string>): MarkedRun[] {
  // Odd pieces are words, even ones what stands between them.
  const pieces = text.split(/([\p{L}\p{M}\p{N}'’]+)/u);
  const marked = markedWords(pieces, matchedStems);
  const runs: MarkedRun[] = [];
  pieces.forEach((piece, at) => {
    const last = runs.at(-1);
    if (last && last.marked === marked.has(at)) last.text += piece;
    else if (piece !== '') runs.push({ text: piece, marked: marked.has(at) });
  });
  return runs;
}

/** The places of words that match, by themselves or written as one with a neighbour. */
function markedWords(pieces: readonly string[], matchedStems: ReadonlySet<string>): Set<number> {
  const marked = new Set<number>();
  for (let at = 1; at < pieces.length; at += 2) {
    const [word = '', between = '', next] = pieces.slice(at, at + 3);
    if (matchedStems.has(stemOfText(word))) marked.add(at);
    if (next === undefined || !/^[\s-]$/.test(between) || !matchedStems.has(stemOfText(`${word} ${next}`))) continue;
    marked.add(at);
    marked.add(at + 2);
  }
  return marked;
}

const titleWordsRemembered = 5000;
/** Every search marks ten titles, whose words and neighbours repeat. */
const stemOfText = remembered((text) => joinedStemOf(splitWords(text)), titleWordsRemembered);
