import type { Share, ToldShare } from './types.js';

/** Of fewer than this a share says nothing, and may point at a person. */
export const fewestForShare = 10;

/** "79%", to the nearest whole per cent; a dash where there is nothing, or too little, to be a share of. */
export function shareWords({ count, of }: ToldShare): string {
  return count === null || of < fewestForShare ? '–' : `${Math.round((count / of) * 100)}%`;
}

/** A share in which the count of so few is nobody's to know. */
export function withheldIfFew({ count, of }: Share): ToldShare {
  return { count: of > 0 && of < fewestForShare ? null : count, of };
}

/**
 * What the share is of: "1,240 of 1,560 enquiries", "1 of 2 enquiries: too few for a share", "3 answers: too few to tell".
 */
export function shareBasis(share: ToldShare, noun: { readonly one: string; readonly many: string }): string {
  const { count, of } = share;
  if (of === 0) return `No ${noun.many}`;
  const all = `${numberWords(of)} ${of === 1 ? noun.one : noun.many}`;
  if (count === null) return `${all}: too few to tell`;
  const words = `${numberWords(count)} of ${all}`;
  return of < fewestForShare ? `${words}: too few for a share` : words;
}

/** "12,400". */
export function numberWords(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
