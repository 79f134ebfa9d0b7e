import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { dateField } from '../../kernel/date-field.js';
import { defineError } from '../../kernel/errors.js';
import { addDays } from '../../kernel/local-date.js';
import { startOfDay } from '../../kernel/london-time.js';
import { requireMay } from '../../kernel/scope.js';
import { findLastFile, insertFile, listDueIncome } from './income-repository.js';
import { incomeTakes, type IncomeFile, type IncomeItem } from './income-types.js';

export const nothingForFile = defineError(
  'nothing_for_income_file',
  409,
  'There is nothing for a file, or the day has one already. What comes later goes into the next.',
);

/** More than any council takes on a day; what is more goes into the next file. */
const mostLines = 50_000;
/** What is found out later than so many days after it was paid goes into no file, and stands in the comparison of its day. */
const lateDays = 60;

/**
 * Makes a council's next income file of what is in none yet, up to the end of a day. Nothing is in two, and there is no
 * second file of a day, and none of a day without anything: what is found out later goes into the next.
 * @throws nothing_for_income_file; not_found for a council that isn't the caller's
 */
export const makeIncomeFile = defineCommand({
  name: 'payments.make-income-file',
  permission: 'payments.reconcile',
  input: z.strictObject({
    authorityId: z.number().int(),
    series: z.string().min(1).max(100),
    takes: z.enum(incomeTakes),
    /** The first day of which there are files. */
    from: dateField('First day'),
    dayOn: dateField('Day'),
  }),
  output: z.object({ id: z.string() }),
  run: async (context, { authorityId, series, takes, from, dayOn }) => {
    const { actor, db, now } = context;
    requireMay(actor, 'payments.reconcile', authorityId);
    const earliest = addDays(dayOn, -lateDays);
    const period = { from: startOfDay(from > earliest ? from : earliest), until: startOfDay(addDays(dayOn, 1)) };
    const hand = takes === 'all' ? 1 : 0;
    const last = await findLastFile(db, series);
    if (last && last.dayOn >= dayOn) throw nothingForFile();
    const items = await listDueIncome(db, { authority: authorityId, ...period, hand, limit: mostLines });
    if (items.length === 0) throw nothingForFile();
    const number = (last?.number ?? 0) + 1;
    const about = { id: context.newId(), authorityId, series, number, dayOn, takes, madeAt: now, writtenAt: null };
    const file: IncomeFile = { ...about, lineCount: items.length, ...sumsOf(items) };
    await insertFile(
      db,
      file,
      items.map((item) => ({ ...item, id: context.newId() })),
    );
    const { lineCount, takenPence, givenBackPence } = file;
    const details = { series, number, dayOn, takes, lineCount, takenPence, givenBackPence };
    await context.audit({ authorityId, subject: { kind: 'income-file', id: file.id }, details });
    return { id: file.id };
  },
});

function sumsOf(items: readonly IncomeItem[]): Pick<IncomeFile, 'takenPence' | 'givenBackPence'> {
  const sum = (own: readonly IncomeItem[]): number => own.reduce((total, { pence }) => total + pence, 0);
  return {
    takenPence: sum(items.filter(({ pence }) => pence > 0)),
    givenBackPence: Math.abs(sum(items.filter(({ pence }) => pence < 0))),
  };
}
