import { z } from 'zod';
import { connectionFor } from '../../adapters/index.js';
import type { ConfiguredAdapter } from '../../kernel/adapters.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { staleVersion } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import type { Kernel } from '../../kernel/kernel.js';
import { caseToChange } from '../case-to-change.js';
import { recordEvent } from '../record-event.js';
import type { Case } from '../types.js';
import { outsideErrors } from './outside-errors.js';
import { findOutsideOf, insertOutside, updateOutside } from './outside-repository.js';
import type { OutsideCase } from './outside-types.js';

/** The connection that takes a case of this service in its council to another system, whether it runs at the moment or not. */
export function connectionOf(
  { adapters }: Pick<Kernel, 'adapters'>,
  { authorityId, serviceKey }: Pick<Case, 'authorityId' | 'serviceKey'>,
): ConfiguredAdapter | undefined {
  return connectionFor(adapters, { kind: 'line-of-business', authorityId, service: serviceKey });
}

/** Whether a case may go to another system: a restricted one never leaves, and a closed one has nothing to be done about. */
export function mayGo({ restriction, statusKind }: Pick<Case, 'restriction' | 'statusKind'>): boolean {
  return restriction === null && statusKind !== 'closed';
}

/**
 * Has a case taken to the system in which the work of its service is done, once; or once more, where it could not be.
 * @throws not_found; no_connection; case_sent_already; case_kept_here
 */
export const sendOutside = defineCommand({
  name: 'cases.send-outside',
  permission: 'cases.work',
  input: z.strictObject({ caseId: uuidField }),
  output: z.object({ id: z.string() }),
  run: async (context, { caseId }) => {
    const found = await caseToChange(context, caseId);
    const before = await findOutsideOf(context.db, caseId);
    if (before && before.state !== 'failed' && before.state !== 'kept-back') throw outsideErrors.sentAlready();
    const connection = connectionOf(context.kernel, found);
    if (!connection) throw outsideErrors.noConnection();
    if (!mayGo(found)) throw outsideErrors.keptHere();
    const id = before === undefined ? await begin(context, found, connection) : await beginAgain(context, before);
    const name = before?.systemName ?? systemNameOf(connection);
    await recordEvent(context, found, { kind: 'outside', data: { outside: 'waiting', name } });
    const { authorityId, reference } = found;
    const details = { outsideId: id, instance: before?.instance ?? connection.name, again: before !== undefined };
    await context.audit({ authorityId, subject: { kind: 'case', id: caseId }, details });
    await context.emit({ authorityId, topic: 'outside.to-send', subjectId: id, payload: { reference } });
    return { id };
  },
});

async function begin(context: CommandContext, found: Case, connection: ConfiguredAdapter): Promise<string> {
  const id = context.newId();
  const { id: caseId, authorityId } = found;
  const about = { id, authorityId, caseId, instance: connection.name, systemName: systemNameOf(connection) };
  await insertOutside(context.db, { ...about, queuedAt: context.now });
  return id;
}

async function beginAgain(context: CommandContext, before: OutsideCase): Promise<string> {
  if (!(await updateOutside(context.db, before, { state: 'waiting', fault: null }))) throw staleVersion();
  return before.id;
}

/** What staff call it: the adapter's own name, and which of several it is. */
export function systemNameOf({ name, part }: ConfiguredAdapter): string {
  return part.title === undefined ? name : `${part.title} (${name})`;
}
