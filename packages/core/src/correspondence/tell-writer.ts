import { findCase } from '../cases/index.js';
import type { CommandContext } from '../kernel/command.js';
import { findWriter } from './repository.js';
import type { Message } from './types.js';

/** Whoever wrote a message hears that it did not arrive; of one that was written by itself, whoever has the case. */
export async function tellWriter(
  { db, emit }: CommandContext,
  topic: 'message.failed' | 'message.undelivered',
  { id, authorityId, caseId, reference }: Message,
): Promise<void> {
  const ofCase = caseId === null ? undefined : await findCase(db, caseId);
  const person = (await findWriter(db, id)) ?? ofCase?.assigneeId;
  const payload = { reference, ...(caseId === null ? {} : { caseId }), tell: person ? [person] : [] };
  await emit({ authorityId, topic, subjectId: id, payload });
}
