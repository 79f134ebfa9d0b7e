const letters = 'abcdefghijklmnopqrstuvwxyz';
/** A shorter word is one slip from too many names. */
const shortest = 4;

/** Every folded word that is one typing slip away: two letters exchanged, one too many, one wrong, one left out. */
export function slipsOf(word: string): string[] {
  return shortEnough(word) ? [] : [...new Set([...nearSlipsOf(word), ...changed(word)])].filter((one) => one !== word);
}

/** Those in which the letters are the typed ones: exchanged, or one pressed too often. */
export function nearSlipsOf(word: string): string[] {
  if (shortEnough(word)) return [];
  const places = Array.from({ length: word.length }, (_, at) => at);
  const fewer = places.map((at) => word.slice(0, at) + word.slice(at + 1));
  const exchanged = places.slice(1).map((at) => word.slice(0, at - 1) + word[at] + word[at - 1] + word.slice(at + 1));
  return [...new Set([...exchanged, ...fewer])].filter((one) => one !== word);
}

/** Whether two folded words are one slip apart. */
export function isTypingSlip(a: string, b: string): boolean {
  if (a === b || Math.min(a.length, b.length) < shortest || Math.abs(a.length - b.length) > 1) return false;
  let head = 0;
  while (head < a.length && a[head] === b[head]) head += 1;
  let tail = 0;
  const most = Math.min(a.length, b.length) - head;
  while (tail < most && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const [left, right] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
  if (left.length + right.length <= 1 || (left.length === 1 && right.length === 1)) return true;
  return left.length === 2 && right.length === 2 && left === `${right[1] ?? ''}${right[0] ?? ''}`;
}

function changed(word: string): string[] {
  const slips: string[] = [];
  for (let at = 0; at <= word.length; at += 1) {
    for (const letter of letters) {
      slips.push(word.slice(0, at) + letter + word.slice(at));
      if (at < word.length) slips.push(word.slice(0, at) + letter + word.slice(at + 1));
    }
  }
  return slips;
}

function shortEnough(word: string): boolean {
  return word.length < shortest || !/^[a-z]+$/.test(word);
}
