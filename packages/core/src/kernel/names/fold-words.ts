/** Letters that Unicode does not take apart into a plain letter and an accent. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
};

/** Words that begin a surname and are written joined to it or apart from it, in many spellings. */
const surnameBeginnings = new Set(
  (
    'o mc mac m fitz st saint ap ab ferch verch ni nic ui de del della di da do dos du la le van von den der ter ten ' +
    'vander zu al el bin bint ibn abu san santa ben'
  ).split(' '),
);

/** A text in lower-case plain letters: Siân and SIAN are one, and so are Ó Sé and o se. Signs stay. */
export function foldLetters(text: string): string {
  const lower = text.toLowerCase();
  if (/^[\0-\x7f]*$/.test(lower)) return lower;
  return lower
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđðþħı]/g, (letter) => plainLetters[letter] ?? letter);
}

/** The folded words of a text. Apostrophes join (O'Neil is oneil), every other sign parts (Smith-Jones is two). */
export function foldWords(text: string): string[] {
  return (
    foldLetters(text)
      .replace(/['’‘`´ʼ]/g, '')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/**
 * The folded words of a name, each surname beginning joined to what follows: "van der Berg" is vanderberg, "Mac Donald",
 * "McDonald" and "M'Donald" are macdonald. A beginning with nothing after it stays a word.
 */
export function foldNames(text: string): string[] {
  const names: string[] = [];
  let beginning = '';
  for (const word of foldWords(spellMac(text))) {
    if (surnameBeginnings.has(word)) {
      beginning += word;
    } else {
      names.push(oneSpelling(beginning + word));
      beginning = '';
    }
  }
  if (beginning) names.push(oneSpelling(beginning));
  return names;
}

/** The folded words of a name with nothing joined, for a text in which Mac, Ben or Al may be a first name. */
export function foldNamesApart(text: string): string[] {
  return foldWords(spellMac(text)).map(oneSpelling);
}

/** What follows the beginnings of a surname, for people who leave them out: "van der Berg" gives berg. */
export function surnameTails(text: string): string[] {
  const words = foldWords(text);
  return words.filter((word, at) => !surnameBeginnings.has(word) && surnameBeginnings.has(words[at - 1] ?? ''));
}

/** M'Donald, as Scottish registers write it. */
function spellMac(text: string): string {
  return text.replace(/\bm['’](?=\p{L})/giu, 'mac');
}

function oneSpelling(name: string): string {
  return name.startsWith('mc') ? `mac${name.slice(2)}` : name;
}
