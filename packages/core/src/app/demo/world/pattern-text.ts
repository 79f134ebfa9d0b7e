import type { Random } from './random.js';

/**
 * Text that a form's pattern takes. Reads what patterns of forms are written in: literals, `\d \w \s`, classes with
 * ranges, groups, alternatives and the quantifiers `? * + {n} {n,m}`. Anything else gives nothing.
 */
export function textFromPattern(pattern: string, random: Random): string | undefined {
  const reader = new PatternReader(pattern, random);
  const text = reader.alternatives();
  return reader.isDone() && new RegExp(`^(?:${pattern})$`, 'u').test(text) ? text : undefined;
}

/** Characters that stand for a class's members; the first few are drawn, so that text stays readable. */
const shorthand: Readonly<Record<string, string>> = { d: '0123456789', w: 'ABCDEFGHJKLMNPRSTUVWXYZ', s: ' ' };

/** Walks a pattern from left to right, drawing text for each part as it is read. */
class PatternReader {
  #at = 0;
  readonly #pattern: string;
  readonly #random: Random;

  constructor(pattern: string, random: Random) {
    this.#pattern = pattern;
    this.#random = random;
  }

  isDone(): boolean {
    return this.#at === this.#pattern.length;
  }

  alternatives(): string {
    const drawn = [this.#sequence()];
    while (this.#takes('|')) drawn.push(this.#sequence());
    return this.#random.pick(drawn);
  }

  #sequence(): string {
    let text = '';
    while (!this.isDone() && !'|)'.includes(this.#next())) text += this.#repeated();
    return text;
  }

  /** The part is read again for each repetition, so that `\d{4}` gives four different digits. */
  #repeated(): string {
    const start = this.#at;
    const first = this.#part();
    const [low, high] = this.#quantifier();
    const after = this.#at;
    const times = this.#random.whole(low, high);
    let text = times > 0 ? first : '';
    for (let repeat = 1; repeat < times; repeat += 1) {
      this.#at = start;
      text += this.#part();
    }
    this.#at = after;
    return text;
  }

  #part(): string {
    if (this.#takes('(')) {
      if (this.#takes('?')) this.#takes(':');
      const text = this.alternatives();
      this.#takes(')');
      return text;
    }
    if (this.#takes('[')) return this.#random.pick(this.#members());
    const character = this.#read();
    if (character !== '\\') return character === '.' ? 'A' : character;
    const escaped = this.#read();
    const members = shorthand[escaped];
    return members ? this.#random.pick([...members]) : escaped;
  }

  #members(): string[] {
    const members: string[] = [];
    while (!this.isDone() && !this.#takes(']')) {
      const from = this.#read();
      if (from === '\\') {
        const escaped = this.#read();
        members.push(...(shorthand[escaped] ?? escaped));
      } else if (this.#next() === '-' && this.#pattern[this.#at + 1] !== ']') {
        this.#read();
        members.push(...charactersBetween(from, this.#read()));
      } else members.push(from);
    }
    return members;
  }

  #quantifier(): [low: number, high: number] {
    if (this.#takes('?')) return [0, 1];
    if (this.#takes('*')) return [0, 3];
    if (this.#takes('+')) return [1, 4];
    const braces = /^\{(\d+)(,(\d*))?\}/.exec(this.#pattern.slice(this.#at));
    if (!braces) return [1, 1];
    this.#at += braces[0].length;
    const low = Number(braces[1]);
    return [low, braces[2] === undefined ? low : braces[3] ? Number(braces[3]) : low + 3];
  }

  #next(): string {
    return this.#pattern[this.#at] ?? '';
  }

  #read(): string {
    const character = this.#next();
    this.#at += 1;
    return character;
  }

  #takes(character: string): boolean {
    if (this.#next() !== character) return false;
    this.#at += 1;
    return true;
  }
}

function charactersBetween(from: string, to: string): string[] {
  const [low, high] = [from.charCodeAt(0), to.charCodeAt(0)];
  return Array.from({ length: Math.max(0, high - low) + 1 }, (_, index) => String.fromCharCode(low + index));
}
