/** The default alphabet of text messages, less the escape: 3GPP TS 23.038, section 6.2.1. Each takes one septet. */
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
/** Its extension, section 6.2.1.1: each takes two septets, the first of which is the escape. */
const extension = '\f^{}\\[~]|€';

const septets = new Map([
  ...[...basic].map((letter): [string, number] => [letter, 1]),
  ...[...extension].map((letter): [string, number] => [letter, 2]),
]);

/** How much one message holds, and each of several that are joined: in septets, or in 16-bit units. */
const limits = { gsm: { alone: 160, joined: 153 }, ucs2: { alone: 70, joined: 67 } } as const;

/** A text as it goes out: several parts are charged as so many messages. */
export interface TextParts {
  /** `gsm`: the default alphabet. `ucs2`: 16 bits a letter, because the text holds one that the default has not. */
  readonly alphabet: keyof typeof limits;
  readonly parts: readonly string[];
  /** The letters outside the default alphabet, each once. */
  readonly foreign: readonly string[];
}

/**
 * Splits a text into the messages that carry it, joined by an 8-bit reference (3GPP TS 23.040, section 9.2.3.24.1). No
 * letter is split: neither an escape and what follows it, nor the two halves of a surrogate pair.
 */
export function splitText(text: string): TextParts {
  const letters = [...text];
  const foreign = [...new Set(letters.filter((letter) => !septets.has(letter)))];
  const alphabet = foreign.length === 0 ? 'gsm' : 'ucs2';
  const sizeOf = (letter: string): number => (alphabet === 'gsm' ? (septets.get(letter) ?? 0) : letter.length);
  const size = letters.reduce((sum, letter) => sum + sizeOf(letter), 0);
  const { alone, joined } = limits[alphabet];
  const parts = text === '' ? [] : size <= alone ? [text] : pack(letters, sizeOf, joined);
  return { alphabet, parts, foreign };
}

function pack(letters: readonly string[], sizeOf: (letter: string) => number, most: number): string[] {
  const parts: string[] = [];
  let room = 0;
  for (const letter of letters) {
    const size = sizeOf(letter);
    if (size > room) {
      parts.push('');
      room = most;
    }
    parts[parts.length - 1] += letter;
    room -= size;
  }
  return parts;
}

const mostNamed = 3;

/** What a text takes, in words: "143 characters, 1 text message." An email is counted in characters alone. */
export function countWords(typed: string, channel: 'email' | 'text' | 'letter'): string {
  const text = typed.trim();
  const characters = counted([...text].length, 'character');
  if (channel !== 'text') return `${characters}.`;
  const { alphabet, parts, foreign } = splitText(text);
  const before = /\{[^{}]+\}/.test(text) ? ', before its fields are filled in' : '';
  const count = `${characters}, ${counted(parts.length, 'text message')}${before}.`;
  if (alphabet === 'gsm') return count;
  const holds = parts.length === 1 ? limits.ucs2.alone : limits.ucs2.joined;
  const named = foreign.slice(0, mostNamed).join(' ');
  const others = foreign.length > mostNamed ? ' and others' : '';
  const each = parts.length === 1 ? 'it holds' : 'each holds';
  return `${count} Because of ${named}${others}, ${each} ${holds} characters and not ${wide(parts.length)}.`;
}

function wide(parts: number): number {
  return parts === 1 ? limits.gsm.alone : limits.gsm.joined;
}

/** "1 row", "3 rows" */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

const plainMarks: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '…': '...',
  '\u00a0': ' ',
};

/** The text with the quotes, dashes and dots of print as the default alphabet has them, so that it takes fewer parts. */
export function inPlainMarks(text: string): string {
  return text.replace(/[‘’“”–—…\u00a0]/g, (mark) => plainMarks[mark] ?? mark);
}
