import { z } from 'zod';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { notFound, staleVersion } from '../../kernel/errors.js';
import { line, uuidField } from '../../kernel/input.js';
import { listFiles } from '../files/files-repository.js';
import { recordEvent } from '../record-event.js';
import { findCase } from '../repository.js';
import type { Case, OutsideStep } from '../types.js';
import { filesToGo } from './outgoing-case.js';
import { addTheirReference, findOutside, updateOutside, type OutsideChanges } from './outside-repository.js';
import type { OutsideCase } from './outside-types.js';
import { mayGo } from './send-outside.js';
import { tellStaff } from './who-looks-after.js';

/**
 * Keeps how far the way of a case to another system is. `begin` answers nothing where it must not go any more: it was
 * closed or restricted, or another worker was first.
 */
export const recordSending = defineCommand({
  name: 'cases.record-sending',
  permission: 'cases.work',
  input: z.strictObject({
    id: uuidField,
    step: z.enum(['begin', 'deliver', 'put-back', 'fail', 'cancel']),
    detail: line(500).nullable().default(null),
    theirReference: line(200).nullable().default(null),
  }),
  run: async (context, { id, step, detail, theirReference }): Promise<OutsideCase | undefined> => {
    const outside = await findOutside(context.db, id);
    const found = outside && (await findCase(context.db, outside.caseId));
    if (!outside || !found) throw notFound();
    const { authorityId } = outside;
    await context.audit({ authorityId, subject: { kind: 'case', id: found.id }, details: { outsideId: id, step } });
    switch (step) {
      case 'begin':
        return await beginToSend(context, outside, found);
      case 'deliver':
        return await keepSent(context, outside, found, theirReference);
      case 'put-back':
        return await save(context, outside, { fault: detail });
      case 'fail':
        await tellStaff(context, found);
        return await say(context, outside, found, 'failed', { state: 'failed', fault: detail });
      case 'cancel':
        return await say(context, outside, found, 'kept-back', {
          state: 'kept-back',
          fault: 'It was taken back among the connections',
        });
    }
  },
});

/**
 * What was given up and is tried again waits once more. Answers it as it was before, with when it was first tried, and which of
 * its photos go along: the same ones however often it is tried.
 */
async function beginToSend(
  context: CommandContext,
  outside: OutsideCase,
  found: Case,
): Promise<OutsideCase | undefined> {
  if (outside.state === 'sent') return undefined;
  if (!mayGo(found)) {
    const fault = found.restriction === null ? 'It was closed before it went' : 'It is restricted';
    await say(context, outside, found, 'kept-back', { state: 'kept-back', fault });
    return undefined;
  }
  const fileIds = outside.fileIds ?? filesToGo(await listFiles(context.db, found.id), outside);
  await save(context, outside, { state: 'waiting', triedAt: outside.triedAt ?? context.now, fileIds });
  return { ...outside, fileIds };
}

async function keepSent(
  context: CommandContext,
  outside: OutsideCase,
  found: Case,
  theirReference: string | null,
): Promise<OutsideCase | undefined> {
  if (outside.state === 'sent') return undefined;
  if (theirReference !== null) await addTheirReference(context.db, outside, theirReference);
  const changes = { state: 'sent', theirReference, sentAt: context.now, fault: null } as const;
  const after = await say(context, outside, found, 'sent', changes);
  const { id, authorityId } = outside;
  await context.emit({ authorityId, topic: 'outside.sent', subjectId: id, payload: { reference: found.reference } });
  return after;
}

async function say(
  context: CommandContext,
  outside: OutsideCase,
  found: Case,
  step: OutsideStep,
  changes: OutsideChanges,
): Promise<OutsideCase> {
  const after = await save(context, outside, changes);
  const { theirReference } = after;
  const data = { outside: step, name: outside.systemName, ...(theirReference === null ? {} : { theirReference }) };
  const { fault } = after;
  await recordEvent(context, found, { kind: 'outside', data, ...(fault === null ? {} : { body: fault }) });
  return after;
}

async function save(context: CommandContext, outside: OutsideCase, changes: OutsideChanges): Promise<OutsideCase> {
  if (!(await updateOutside(context.db, outside, changes))) throw staleVersion();
  return { ...outside, ...changes, version: outside.version + 1 };
}
