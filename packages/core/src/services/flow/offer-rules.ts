import type { LocalDate } from '../../kernel/clock.js';

/** Whether cases can be logged under a published service on a day. Cases that are there go on either way. */
export function isOffered({ withdrawnOn }: { readonly withdrawnOn: LocalDate | null }, on: LocalDate): boolean {
  return withdrawnOn === null || on < withdrawnOn;
}
