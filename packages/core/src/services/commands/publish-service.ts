import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { digest } from '../../kernel/digest.js';
import { badInput } from '../../kernel/errors.js';
import { readDefinition } from '../read-definition.js';
import { savePublication } from '../design/publication-repository.js';
import { heldAgainst } from '../shared/require-shared.js';
import { findStoredService } from '../repository.js';

/**
 * Publishes a service's definition as its next version. Cases keep the version they were logged under.
 * @throws bad_input with every fault of the definition: one with faults is never published
 */
export const publishService = defineCommand({
  name: 'services.publish-service',
  permission: 'services.publish',
  input: z.strictObject({ authorityId: z.number().int(), definition: z.unknown() }),
  run: async (context, { authorityId, definition: raw }) => {
    const { definition, faults } = readDefinition(raw);
    if (!definition)
      throw badInput({ faults: faults.map(({ path, message }) => ({ field: `definition.${path}`, message })) });
    const before = await findStoredService(context.db, authorityId, definition.key);
    const serviceId = before?.id ?? context.newId();
    const versionId = context.newId();
    const number = (before?.lastNumber ?? 0) + 1;
    await savePublication(context.db, {
      authorityId,
      serviceId,
      versionId,
      number,
      definition,
      by: context.actor.kind === 'staff' ? context.actor.staffId : null,
      at: context.now,
      before,
      basedOn: await heldAgainst(context, authorityId, definition, before ? 'revised' : 'new'),
    });
    const details = { key: definition.key, number, digest: digest(definition) };
    await context.audit({ authorityId, subject: { kind: 'service', id: serviceId }, details });
    await context.emit({
      authorityId,
      topic: 'service.published',
      subjectId: serviceId,
      payload: { key: definition.key },
    });
    return { id: serviceId, versionId, number };
  },
});
