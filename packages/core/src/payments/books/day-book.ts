import { z } from 'zod';
import type { LocalDate } from '../../kernel/clock.js';
import { addDays } from '../../kernel/local-date.js';
import { startOfDay } from '../../kernel/london-time.js';
import { dateField } from '../../kernel/date-field.js';
import { notFound } from '../../kernel/errors.js';
import { defineQuery } from '../../kernel/query.js';
import { may } from '../../kernel/scope.js';
import { listLines } from './books-repository.js';
import type { DayBook } from './books-types.js';

/** More than any council takes on a day; the page says if there were more. */
const mostLines = 20_000;

/** What a council took and gave back on a day. @throws not_found for a council that isn't the reader's */
export const getDayBook = defineQuery({
  name: 'payments.get-day-book',
  permission: 'payments.reconcile',
  input: z.strictObject({ authorityId: z.number().int(), on: dateField('Day') }),
  run: async ({ db, actor }, { authorityId, on }): Promise<DayBook> => {
    if (!may(actor, 'payments.reconcile', authorityId)) throw notFound();
    const { from, until } = periodOf(on);
    const found = await listLines(db, { authority: authorityId, from, until, limit: mostLines });
    return { authorityId, on, lines: found.slice(0, mostLines), isCut: found.length > mostLines };
  },
});

/** From midnight to midnight in London. */
export function periodOf(on: LocalDate): { readonly from: number; readonly until: number } {
  return { from: startOfDay(on), until: startOfDay(addDays(on, 1)) };
}

