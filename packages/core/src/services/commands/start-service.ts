import { z } from 'zod';
import { listOpenTeams } from '../../directory/index.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { isDuplicate } from '../../kernel/db/storage-errors.js';
import { digest } from '../../kernel/digest.js';
import { notFound } from '../../kernel/errors.js';
import { line, uuidField } from '../../kernel/input.js';
import { isInScope } from '../../kernel/scope.js';
import { blankService } from '../design/blank-service.js';
import { Key } from '../form/condition-types.js';
import { designErrors } from '../design/design-errors.js';
import { findDesign, insertService } from '../design/draft-repository.js';
import { findStoredService } from '../repository.js';
import { findShippedService } from '../shipped-services.js';
import type { ServiceDefinition } from '../types.js';

/**
 * Begins a service as a draft: empty, like one that Moothall comes with, or like one of the reader's own. Nobody can log a
 * case under it until it is published.
 * @throws service_key_taken; not_found for a service to copy that isn't there
 */
export const startService = defineCommand({
  name: 'services.start-service',
  permission: 'services.design',
  input: z.strictObject({
    authorityId: z.coerce.number().int(),
    key: Key,
    name: line(80, 'the name'),
    /** A shipped service's key. */
    like: Key.optional(),
    copyOf: uuidField.optional(),
  }),
  run: async (context, { authorityId, key, name, like, copyOf }) => {
    if (!isInScope(context.db.scope, authorityId)) throw notFound();
    if (await findStoredService(context.db, authorityId, key)) throw designErrors.keyTaken();
    const copied = copyOf === undefined ? undefined : (await findDesign(context.db, copyOf))?.definition;
    const source = copied ?? (like === undefined ? undefined : await findShippedService(like));
    if ((like !== undefined || copyOf !== undefined) && !source)
      throw notFound({}, 'The service to begin from is not there. Choose another.');
    const definition: ServiceDefinition = source
      ? { ...source, key, name }
      : blankService({ key, name, team: await anyTeam(context, authorityId) });
    const id = context.newId();
    const by = context.actor.kind === 'staff' ? context.actor.staffId : null;
    try {
      await insertService(context.db, { id, authorityId, definition, by, at: context.now });
    } catch (error) {
      // Somebody began one of that key in the same moment.
      if (isDuplicate(error)) throw designErrors.keyTaken({ cause: error });
      throw error;
    }
    const details = { key, after: digest(definition), from: copyOf ?? like ?? null };
    await context.audit({ authorityId, subject: { kind: 'service', id }, details });
    return { id, version: 1 };
  },
});

/** Somewhere to send the first case to, until its routing is written. */
async function anyTeam({ db }: CommandContext, authorityId: number): Promise<string> {
  const teams = await listOpenTeams(db);
  return teams.find((team) => team.authorityId === authorityId)?.key ?? 'contact-centre';
}
