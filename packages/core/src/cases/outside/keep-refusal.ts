import { refuseDelivered } from '../../adapters/index.js';
import type { CommandContext } from '../../kernel/command.js';
import { staleVersion } from '../../kernel/errors.js';
import { recordEvent } from '../record-event.js';
import type { Case, OutsideStep } from '../types.js';
import type { OutsideChanges } from './outside-repository.js';
import type { OutsideCase } from './outside-types.js';
import { whoLooksAfter } from './who-looks-after.js';
import { findWord, updateWord } from './words-repository.js';

/** What another system took, and refuses afterwards: of the case, or of a word about it, by the id that it was given. */
export interface Refusal {
  readonly id: string;
  readonly reason: string;
}

/**
 * Has what was refused wait for staff, at the case and among the deliveries, as if it had been refused at once. Answers what
 * changes about what the other system has; undefined: nothing that it has now is meant.
 */
export async function keepRefusal(
  context: CommandContext,
  outside: OutsideCase,
  found: Case,
  { id, reason }: Refusal,
): Promise<OutsideChanges | undefined> {
  if (id === outside.id) {
    if (outside.state !== 'sent') return undefined;
    await tellStaff(context, outside, found, id, reason, 'failed');
    return { state: 'failed', fault: reason };
  }
  const word = await findWord(context.db, id);
  if (word?.outsideCaseId !== outside.id || word.direction !== 'out' || word.state !== 'sent') return undefined;
  const failed = { state: 'failed', fault: reason, settledAt: context.now } as const;
  if (!(await updateWord(context.db, word, failed))) throw staleVersion();
  await tellStaff(context, outside, found, id, reason, 'not-told');
  return {};
}

async function tellStaff(
  context: CommandContext,
  { systemName: name }: OutsideCase,
  found: Case,
  key: string,
  reason: string,
  step: OutsideStep,
): Promise<void> {
  const { id: subjectId, authorityId, reference } = found;
  await refuseDelivered(context.db, { key, note: reason, now: context.now });
  await recordEvent(context, found, { kind: 'outside', data: { outside: step, name }, body: reason });
  const tell = await whoLooksAfter(context.db, found);
  await context.emit({ authorityId, topic: 'outside.stuck', subjectId, payload: { reference, tell } });
}
