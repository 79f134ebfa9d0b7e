import { z } from 'zod';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { digest } from '../../kernel/digest.js';
import { badInput } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { checkDesign } from '../design/design-checks.js';
import { designErrors } from '../design/design-errors.js';
import { designAt } from '../design/design-at.js';
import { removeDraft, type ServiceDesign } from '../design/draft-repository.js';
import { savePublication } from '../design/publication-repository.js';
import type { ServiceDefinition } from '../types.js';
import { heldAgainst } from '../shared/require-shared.js';
import { findServiceVersion } from '../design/versions-repository.js';

/**
 * Publishes a service's draft as its next version. Cases keep the version that they were logged under.
 * @throws no_draft; stale_version; bad_input with everything that the checks find
 */
export const publishDraft = defineCommand({
  name: 'services.publish-draft',
  permission: 'services.publish',
  input: z.strictObject({ id: uuidField, expectedVersion: versionField }),
  run: async (context, { id, expectedVersion }) => {
    const design = await designAt(context, id, expectedVersion);
    if (!design.draft) throw designErrors.noDraft();
    await removeDraft(context.db, id);
    return await publish(context, design, design.definition);
  },
});

/** Publishes an earlier version again, as the next. A draft stays as it is. @throws no_such_version */
export const rollBackService = defineCommand({
  name: 'services.roll-back-service',
  permission: 'services.publish',
  input: z.strictObject({ id: uuidField, expectedVersion: versionField, number: versionField }),
  run: async (context, { id, expectedVersion, number }) => {
    const design = await designAt(context, id, expectedVersion);
    const earlier = await findServiceVersion(context.db, id, number);
    if (!earlier) throw designErrors.noSuchVersion();
    return await publish(context, design, earlier.definition);
  },
});

async function publish(context: CommandContext, design: ServiceDesign, definition: ServiceDefinition) {
  const { id, authorityId, key } = design;
  const faults = await checkDesign(context, authorityId, definition);
  if (faults.length > 0)
    throw badInput({ faults: faults.map(({ path, message }) => ({ field: `definition.${path}`, message })) });
  const versionId = context.newId();
  const number = design.lastNumber + 1;
  const by = context.actor.kind === 'staff' ? context.actor.staffId : null;
  const publication = { authorityId, serviceId: id, versionId, number, definition, by, at: context.now };
  const basedOn = await heldAgainst(context, authorityId, definition, 'revised');
  await savePublication(context.db, { ...publication, before: design, basedOn });
  const details = { key, number, before: design.publishedNumber, digest: digest(definition) };
  await context.audit({ authorityId, subject: { kind: 'service', id }, details });
  await context.emit({ authorityId, topic: 'service.published', subjectId: id, payload: { key } });
  return { id, number, version: design.version + 1 };
}
