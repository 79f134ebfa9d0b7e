import { z } from 'zod';

/** How much of a list is asked for. */
export const pageFields = {
  page: z.coerce.number('Give a page from 1').int('Give a page from 1').min(1).default(1),
  per_page: z.coerce.number('Give from 1 to 100').int('Give from 1 to 100').min(1).max(100).default(50),
};

/** A page of a list, as Open Referral UK 3.0 has it (schema “Page”). */
export interface ReferralPage<T> {
  readonly total_items: number;
  readonly total_pages: number;
  readonly page_number: number;
  /** How many are on this page. */
  readonly size: number;
  readonly first_page: boolean;
  readonly last_page: boolean;
  readonly empty: boolean;
  readonly contents: readonly T[];
}

export function referralPage<T>(
  all: readonly T[],
  { page, per_page: perPage }: { readonly page: number; readonly per_page: number },
): ReferralPage<T> {
  const contents = all.slice((page - 1) * perPage, page * perPage);
  const totalPages = Math.max(1, Math.ceil(all.length / perPage));
  return {
    ...{ total_items: all.length, total_pages: totalPages, page_number: page, size: contents.length },
    ...{ first_page: page === 1, last_page: page >= totalPages, empty: contents.length === 0, contents },
  };
}
