import type { Share } from './types.js';

/** Of fewer than this a share says nothing, and may point at a person. */
export const fewestForShare = 10;

/** "79%", to the nearest whole per cent; a dash where there is nothing, or too little, to be a share of. */
export function shareWords({ count, of }: Share): string {
  return of < fewestForShare ? '–' : `${Math.round((count / of) * 100)}%`;
}

/** What the share is of: "1,240 of 1,560 enquiries", "1 of 2 enquiries: too few for a share". */
export function shareBasis(share: Share, noun: { readonly one: string; readonly many: string }): string {
  const { count, of } = share;
  if (of === 0) return `No ${noun.many}`;
  const words = `${numberWords(count)} of ${numberWords(of)} ${of === 1 ? noun.one : noun.many}`;
  return of < fewestForShare ? `${words}: too few for a share` : words;
}

/** "12,400". */
export function numberWords(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
