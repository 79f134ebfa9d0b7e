import type { Random } from './random.js';

/**
 * Text that a form's pattern takes. Reads what patterns of forms are written in: literals, `\d \w \s`, classes with
 * ranges, groups, alternatives and the quantifiers `? * + {n} {n,m}`. Anything else gives nothing.
 */
export function textFromPattern(pattern: string, random: Random): string | undefined {
  const reader = patternReader(pattern, random);
  const text = reader.alternatives();
  return reader.isDone() && new RegExp(`^(?:${pattern})$`, 'u').test(text) ? text : undefined;
}

/** Characters that stand for a class's members; the first few are drawn, so that text stays readable. */
const shorthand: Readonly<Record<string, string>> = { d: '0123456789', w: 'ABCDEFGHJKLMNPRSTUVWXYZ', s: ' ' };

/** Walks a pattern from left to right, drawing text for each part as it is read. */
function patternReader(pattern: string, random: Random) {
  let at = 0;
  const next = () => pattern[at] ?? '';
  const isDone = () => at >= pattern.length;
  const read = () => {
    const character = next();
    at += 1;
    return character;
  };
  const takes = (character: string) => {
    if (next() !== character) return false;
    at += 1;
    return true;
  };

  function alternatives(): string {
    const drawn = [sequence()];
    while (takes('|')) drawn.push(sequence());
    return random.pick(drawn);
  }

  function sequence(): string {
    let text = '';
    while (!isDone() && !'|)'.includes(next())) text += repeated();
    return text;
  }

  /** The part is read again for each repetition, so that `\d{4}` gives four different digits. */
  function repeated(): string {
    const start = at;
    const first = part();
    const [low, high] = quantifier();
    const after = at;
    const times = random.whole(low, high);
    let text = times > 0 ? first : '';
    for (let repeat = 1; repeat < times; repeat += 1) {
      at = start;
      text += part();
    }
    at = after;
    return text;
  }

  function part(): string {
    if (takes('(')) {
      if (takes('?')) takes(':');
      const text = alternatives();
      takes(')');
      return text;
    }
    if (takes('[')) return random.pick(members());
    const character = read();
    if (character !== '\\') return character === '.' ? 'A' : character;
    const escaped = read();
    return random.pick([...(shorthand[escaped] ?? escaped)]);
  }

  function members(): string[] {
    const found: string[] = [];
    while (!isDone() && !takes(']')) {
      const from = read();
      if (from === '\\') {
        const escaped = read();
        found.push(...(shorthand[escaped] ?? escaped));
      } else if (next() === '-' && pattern[at + 1] !== ']') {
        read();
        found.push(...charactersBetween(from, read()));
      } else found.push(from);
    }
    return found;
  }

  function quantifier(): [low: number, high: number] {
    if (takes('?')) return [0, 1];
    if (takes('*')) return [0, 3];
    if (takes('+')) return [1, 4];
    const braces = /^\{(\d+)(,(\d*))?\}/.exec(pattern.slice(at));
    if (!braces) return [1, 1];
    at += braces[0].length;
    const low = Number(braces[1]);
    return [low, braces[2] === undefined ? low : braces[3] ? Number(braces[3]) : low + 3];
  }

  return { alternatives, isDone };
}

function charactersBetween(from: string, to: string): string[] {
  const [low, high] = [from.charCodeAt(0), to.charCodeAt(0)];
  return Array.from({ length: Math.max(0, high - low) + 1 }, (_, index) => String.fromCharCode(low + index));
}
