/**
 * Texts as numbers, shared between threads: number 0 is "not known". The text of number n is
 * `chars[starts[n]] … chars[starts[n + 1] - 1]`, in UTF-16 units; `counts[n]` is how often it was given, and
 * `letters[n]` has a bit for each letter and digit in it.
 */
export interface PackedTexts {
  readonly chars: Uint16Array;
  readonly starts: Uint32Array;
  readonly counts: Uint32Array;
  readonly letters: Uint32Array;
}

export interface Dictionary {
  /** The number of a text; 0 for an empty one. */
  number(text: string): number;
  texts(): readonly string[];
  pack(): PackedTexts;
}

/** Numbers texts as they come. */
export function openDictionary(): Dictionary {
  const numbers = new Map<string, number>();
  const texts = [''];
  const counts = [0];
  return {
    number(text) {
      if (text === '') return 0;
      let number = numbers.get(text);
      if (number === undefined) {
        number = texts.push(text) - 1;
        numbers.set(text, number);
        counts.push(0);
      }
      counts[number] = (counts[number] ?? 0) + 1;
      return number;
    },
    texts: () => texts,
    pack: () => packTexts(texts, counts),
  };
}

function packTexts(texts: readonly string[], counted: readonly number[]): PackedTexts {
  const starts = new Uint32Array(new SharedArrayBuffer(4 * (texts.length + 1)));
  const counts = new Uint32Array(new SharedArrayBuffer(4 * texts.length));
  counts.set(counted);
  const letters = new Uint32Array(new SharedArrayBuffer(4 * texts.length));
  let length = 0;
  texts.forEach((text, number) => {
    length += text.length;
    starts[number + 1] = length;
  });
  const chars = new Uint16Array(new SharedArrayBuffer(2 * Math.max(1, length)));
  let at = 0;
  texts.forEach((text, number) => {
    let bits = 0;
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      chars[at++] = unit;
      bits |= 1 << (unit % 32);
    }
    letters[number] = bits;
  });
  return { chars, starts, counts, letters };
}
