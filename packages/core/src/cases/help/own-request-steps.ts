import { z } from 'zod';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { longText, uuidField, versionField } from '../../kernel/input.js';
import type { ServiceDefinition } from '../../services/index.js';
import { caseErrors } from '../case-errors.js';
import { refuseClash } from '../case-to-change.js';
import { leadersOf } from '../tasks/task-team.js';
import { definitionOf } from '../definitions.js';
import { refuseCardNumber } from '../log/cards.js';
import { moveCase } from '../move-case.js';
import { doneBy, recordEvent } from '../record-event.js';
import { findCase } from '../repository.js';
import type { Case } from '../types.js';
import { findOwnRequest, ownSteps, type OwnSteps } from './own-request.js';

const Stepped = z.object({ id: z.string(), reference: z.string(), version: z.number() });
const messageLength = 5000;
const id = uuidField;
const expectedVersion = versionField;

interface Held {
  /** Lent the request's service, in this transaction. */
  readonly desk: CommandContext;
  readonly current: Case;
  readonly definition: ServiceDefinition;
  readonly steps: OwnSteps;
}

/** The actor's own request, to be changed. @throws not_found */
async function holdOwn(context: CommandContext, caseId: string): Promise<Held> {
  const { authorityId, serviceId } = await findOwnRequest(context, { id: caseId });
  const desk = context.lend({ authorityId, serviceId });
  const current = await findCase(desk.db, caseId);
  if (!current) throw notFound();
  const definition = await definitionOf(desk.db, current.serviceVersionId);
  return { desk, current, definition, steps: ownSteps(definition, current) };
}

/** Writes what the asker says into the timeline, where both sides read it, and tells whoever has the case. */
async function say({ desk, current }: Held, text: string): Promise<string> {
  refuseCardNumber('text', text);
  const { id: caseId, authorityId, reference, assigneeId, teamId } = current;
  const noteId = await recordEvent(desk, current, { kind: 'note', visibility: 'customer', body: text });
  const tell = assigneeId === null ? await leadersOf(desk, teamId) : [assigneeId];
  await desk.audit({ authorityId, subject: { kind: 'case', id: caseId }, details: { noteId }, personal: { text } });
  const payload = { reference, noteId, tell, by: doneBy(desk) };
  await desk.emit({ authorityId, topic: 'case.colleague-wrote', subjectId: caseId, payload });
  return noteId;
}

/**
 * Adds a message of the asker's to their own open request. A request that waits for them goes on.
 * @throws not_found; case_closed; bad_input on `text`
 */
export const writeToOwnRequest = defineCommand({
  name: 'cases.write-to-own-request',
  permission: 'cases.ask',
  input: z.strictObject({ id, text: longText(messageLength, 'your message') }),
  output: Stepped,
  run: async (context, { id: caseId, text }) => {
    const held = await holdOwn(context, caseId);
    const { desk, current, definition, steps } = held;
    if (current.statusKind === 'closed')
      throw caseErrors.closed({}, 'This request is closed. Say that it is not solved, or ask again.');
    await say(held, text);
    const moved = steps.resume && (await moveCase(desk, definition, current, { event: steps.resume.event }));
    return { id: caseId, reference: current.reference, version: moved?.version ?? current.version };
  },
});

/** Takes back a request that isn't needed any more. @throws not_found; stale_version; status_not_allowed */
export const cancelOwnRequest = defineCommand({
  name: 'cases.cancel-own-request',
  permission: 'cases.ask',
  input: z.strictObject({ id, expectedVersion }),
  output: Stepped,
  run: async (context, { id: caseId, expectedVersion: seen }) => {
    const { desk, current, definition, steps } = await holdOwn(context, caseId);
    refuseClash(current, 'status', { expectedVersion: seen });
    const { cancel, cancelOutcome: outcome } = steps;
    if (!cancel)
      throw caseErrors.notFromHere({}, 'This request can’t be cancelled here now. Write to the service desk in it.');
    const { version } = await moveCase(desk, definition, current, { event: cancel.event, outcome });
    return { id: caseId, reference: current.reference, version };
  },
});

/** Opens a closed request again, with what is still wrong. @throws not_found; stale_version; status_not_allowed; bad_input on `text` */
export const reopenOwnRequest = defineCommand({
  name: 'cases.reopen-own-request',
  permission: 'cases.ask',
  input: z.strictObject({ id, expectedVersion, text: longText(messageLength, 'what is still wrong') }),
  output: Stepped,
  run: async (context, { id: caseId, expectedVersion: seen, text }) => {
    const held = await holdOwn(context, caseId);
    const { desk, current, definition, steps } = held;
    refuseClash(current, 'status', { expectedVersion: seen });
    if (!steps.reopen)
      throw caseErrors.notFromHere({}, 'This request can’t be opened again. Ask anew, and name its reference.');
    const { version } = await moveCase(desk, definition, current, { event: steps.reopen.event });
    await say(held, text);
    return { id: caseId, reference: current.reference, version };
  },
});
