import { z } from 'zod';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { notFound, staleVersion } from '../../kernel/errors.js';
import { line, uuidField } from '../../kernel/input.js';
import { findFile } from '../files/files-repository.js';
import { recordEvent } from '../record-event.js';
import { findCase } from '../repository.js';
import { findOutside } from './outside-repository.js';
import type { OutsideCase, OutsideWord } from './outside-types.js';
import { tellStaff } from './who-looks-after.js';
import { findWord, updateWord } from './words-repository.js';

/** Keeps how far the way of a word to another system is. `begin` answers nothing where it must not go any more. */
export const recordTelling = defineCommand({
  name: 'cases.record-telling',
  permission: 'cases.work',
  input: z.strictObject({
    id: uuidField,
    step: z.enum(['begin', 'deliver', 'put-back', 'fail', 'cancel']),
    detail: line(500).nullable().default(null),
  }),
  run: async (context, { id, step, detail }): Promise<{ word: OutsideWord; outside: OutsideCase } | undefined> => {
    const word = await findWord(context.db, id);
    const outside = word && (await findOutside(context.db, word.outsideCaseId));
    const found = word && (await findCase(context.db, word.caseId));
    if (!word || !outside || !found) throw notFound();
    const { authorityId } = word;
    await context.audit({ authorityId, subject: { kind: 'case', id: found.id }, details: { wordId: id, step } });
    if (word.state === 'sent' || word.direction === 'in') return undefined;
    if (step === 'begin' && (await isTakenOff(context, word))) {
      const settled = { state: 'settled', fault: 'The photo was taken off the case', settledAt: context.now } as const;
      if (!(await updateWord(context.db, word, settled))) throw staleVersion();
      return undefined;
    }
    // What a restricted case has said since stays here, as the case itself would.
    if (step === 'begin') return outside.state === 'sent' && found.restriction === null ? { word, outside } : undefined;
    const state = ({ deliver: 'sent', 'put-back': 'waiting', fail: 'failed', cancel: 'failed' } as const)[step];
    const isSettled = state !== 'waiting';
    const fault = step === 'cancel' ? 'It was taken back among the connections' : detail;
    const settledAt = isSettled ? context.now : null;
    if (!(await updateWord(context.db, word, { state, fault, settledAt }))) throw staleVersion();
    if (state === 'failed') {
      const data = { outside: 'not-told', name: outside.systemName } as const;
      await recordEvent(context, found, { kind: 'outside', data, body: fault ?? undefined });
      await tellStaff(context, found);
    }
    return { word, outside };
  },
});

async function isTakenOff({ db }: CommandContext, { kind, caseId, key }: OutsideWord): Promise<boolean> {
  return kind === 'photo' && (await findFile(db, caseId, key))?.removed !== false;
}
