const undecomposed: Readonly<Record<string, string>> = { ł: 'l', ı: 'i', ø: 'o', đ: 'd', ß: 'ss', æ: 'ae' };

/** A name in the letters that a mail address takes: "Siân O'Brien" gives "sianobrien"; other scripts give nothing. */
export function latinLetters(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFD')
    .replace(/[łıøđßæ]/g, (letter) => undecomposed[letter] ?? '')
    .replace(/[^a-z-]/g, '');
}
