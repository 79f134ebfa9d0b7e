import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { badInput, defineError, notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { isLocalDate } from '../../kernel/local-date.js';
import { localDateAt } from '../../kernel/london-time.js';
import { findAgreement } from '../../partnerships/index.js';
import { writeDown } from '../change-statement.js';
import { renewDraft } from '../draft-lines.js';
import { lastDayOf, monthOf } from '../month-rules.js';
import { findStatement, insertStatement, listMonths } from '../repository.js';

export const monthHasStatement = defineError('month_has_statement', 409, 'That month has a statement already.');

/** Drafts the statement of a month that is over. The job does it after each month's end. */
export const draftStatement = defineCommand({
  name: 'recharges.draft-statement',
  permission: 'recharges.manage',
  input: z.strictObject({
    agreementId: uuidField,
    monthOn: z.string().refine(isLocalDate, 'Enter the first day of a month, such as 2026-10-01'),
  }),
  run: async (context, { agreementId, monthOn: typed }) => {
    const { db, now, newId } = context;
    const agreement = await findAgreement(db, agreementId, now);
    if (!agreement) throw notFound();
    const monthOn = monthOf(typed);
    if (localDateAt(now) <= lastDayOf(monthOn))
      throw badInput({ faults: [{ field: 'monthOn', message: 'Choose a month that is over' }] });
    const known = await listMonths(db, [agreementId]);
    if (known.some((one) => one.monthOn === monthOn)) throw monthHasStatement();
    const { receiverId, providerId } = agreement;
    const id = newId();
    await insertStatement(db, { id, agreementId, receiverId, providerId, monthOn, draftedAt: now });
    const draft = await findStatement(db, id);
    if (!draft) throw notFound();
    await renewDraft(context, draft);
    return await writeDown(context, draft, { became: 'drafted', details: { agreement: agreementId, monthOn } });
  },
});
