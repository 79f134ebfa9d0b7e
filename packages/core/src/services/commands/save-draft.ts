import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { digest } from '../../kernel/digest.js';
import { badInput, notFound, staleVersion } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { changedParts } from '../design/compare-definitions.js';
import { findDesign, keepDraft } from '../design/draft-repository.js';
import { parseDefinition } from '../read-definition.js';

/**
 * Keeps what is being written of a service. It must have a service's shape; what else is wrong with it only keeps it from
 * being published.
 * @throws stale_version; bad_input naming each field, `definition.form.questions.2.label`
 */
export const saveDraft = defineCommand({
  name: 'services.save-draft',
  permission: 'services.design',
  input: z.strictObject({ id: uuidField, expectedVersion: versionField, definition: z.unknown() }),
  run: async (context, { id, expectedVersion, definition: raw }) => {
    const design = await findDesign(context.db, id);
    if (!design) throw notFound();
    if (design.version !== expectedVersion) throw staleVersion({ facts: { version: design.version } });
    const { definition, faults } = parseDefinition(raw);
    if (!definition)
      throw badInput({ faults: faults.map(({ path, message }) => ({ field: `definition.${path}`, message })) });
    if (definition.key !== design.key) {
      const message = `The key stays ${design.key}, because addresses and articles name it`;
      throw badInput({ faults: [{ field: 'definition.key', message }] });
    }
    const by = context.actor.kind === 'staff' ? context.actor.staffId : null;
    await keepDraft(context.db, design, { definition, by, at: context.now });
    const { authorityId, key } = design;
    const changed = changedParts(design.definition, definition);
    const details = { key, changed, before: digest(design.definition), after: digest(definition) };
    await context.audit({ authorityId, subject: { kind: 'service', id }, details });
    return { id, version: expectedVersion + 1 };
  },
});
