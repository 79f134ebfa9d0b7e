import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound, staleVersion } from '../../kernel/errors.js';
import { line, uuidField, versionField } from '../../kernel/input.js';
import { caseToChange } from '../case-to-change.js';
import { actorOf, recordEvent } from '../record-event.js';
import { findCase } from '../repository.js';
import { outsideErrors } from './outside-errors.js';
import { findOutside } from './outside-repository.js';
import { tellStaff } from './who-looks-after.js';
import { findWord, updateWord } from './words-repository.js';

/** Keeps that a status reported by another system changes nothing here, or can't; then staff are told what to do. */
export const leaveNews = defineCommand({
  name: 'cases.leave-news',
  permission: 'cases.work',
  input: z.strictObject({
    id: uuidField,
    state: z.enum(['noted', 'late', 'stuck']),
    why: line(500).nullable().default(null),
  }),
  run: async (context, { id, state, why }): Promise<void> => {
    const word = await findWord(context.db, id);
    const found = word && (await findCase(context.db, word.caseId));
    const outside = word && (await findOutside(context.db, word.outsideCaseId));
    if (!word || !found || !outside) throw notFound();
    const { authorityId } = word;
    const subject = { kind: 'case', id: found.id };
    await context.audit({ authorityId, subject, details: { wordId: id, state, from: word.state } });
    if (word.state !== 'new') return;
    if (!(await updateWord(context.db, word, { state, fault: why }))) throw staleVersion();
    if (state !== 'stuck') return;
    const data = { outside: 'stuck', name: outside.systemName } as const;
    await recordEvent(context, found, { kind: 'outside', data, body: why ?? undefined });
    await tellStaff(context, found);
  },
});

/**
 * Says that what the case could not follow, or what could not be said to the other system, is dealt with.
 * @throws not_found; word_settled; stale_version
 */
export const settleWord = defineCommand({
  name: 'cases.settle-outside-word',
  permission: 'cases.work',
  input: z.strictObject({ caseId: uuidField, id: uuidField, expectedVersion: versionField }),
  output: z.object({ id: z.string(), version: z.number() }),
  run: async (context, { caseId, id, expectedVersion }) => {
    const found = await caseToChange(context, caseId);
    const word = await findWord(context.db, id);
    if (word?.caseId !== caseId) throw notFound();
    if (!isOpen(word)) throw outsideErrors.settled();
    if (word.version !== expectedVersion) throw staleVersion({ facts: { version: word.version } });
    const { actorName: settledByName } = actorOf(context);
    const changes = { state: 'settled', settledAt: context.now, settledByName } as const;
    if (!(await updateWord(context.db, word, changes))) throw staleVersion();
    const { authorityId } = word;
    const name = (await findOutside(context.db, word.outsideCaseId))?.systemName;
    const data = { outside: 'settled', ...(name === undefined ? {} : { name }) } as const;
    await recordEvent(context, found, { kind: 'outside', data });
    const details = { wordId: id, from: word.state };
    await context.audit({ authorityId, subject: { kind: 'case', id: found.id }, details });
    return { id, version: word.version + 1 };
  },
});

/** Whether it waits for staff. */
export function isOpen({ state }: { readonly state: string }): boolean {
  return state === 'stuck' || state === 'failed' || state === 'not-taken';
}
