import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { digest } from '../../kernel/digest.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { designErrors } from '../design/design-errors.js';
import { designAt } from '../design/design-at.js';
import { dropDraft } from '../design/draft-repository.js';

/** Gives a draft up; what is published stays. @throws no_draft, also for a service that was never published */
export const discardDraft = defineCommand({
  name: 'services.discard-draft',
  permission: 'services.design',
  input: z.strictObject({ id: uuidField, expectedVersion: versionField }),
  run: async (context, { id, expectedVersion }) => {
    const design = await designAt(context, id, expectedVersion);
    if (!design.draft || design.publishedVersionId === null) throw designErrors.noDraft();
    await dropDraft(context.db, design, context.now);
    const { authorityId, key, definition } = design;
    const details = { key, before: digest(definition), after: null };
    await context.audit({ authorityId, subject: { kind: 'service', id }, details });
    return { id, version: expectedVersion + 1 };
  },
});
