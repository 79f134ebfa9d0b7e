import { z } from 'zod';
import type { LocalDate } from '../../kernel/clock.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { badInput } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { isLocalDate } from '../../kernel/local-date.js';
import { localDateAt } from '../../kernel/london-time.js';
import { designErrors } from '../design/design-errors.js';
import { saveWithdrawal, type ServiceDesign } from '../design/draft-repository.js';
import { designAt } from '../design/design-at.js';

/**
 * No case can be logged under the service from a day on. Cases that are there go on, by the version that they were logged
 * under. A later call moves the day.
 * @throws bad_input on `on`; not_published; stale_version; not_found
 */
export const withdrawService = defineCommand({
  name: 'services.withdraw-service',
  permission: 'services.publish',
  input: z.strictObject({
    id: uuidField,
    expectedVersion: versionField,
    on: z.string().refine(isLocalDate, 'Enter the day as year, month and day, like 2026-11-24'),
  }),
  run: async (context, { id, expectedVersion, on }) => {
    const design = await designAt(context, id, expectedVersion);
    if (design.publishedVersionId === null) throw designErrors.notPublished();
    if (on < localDateAt(context.now))
      throw badInput({ faults: [{ field: 'on', message: 'Choose today or a later day' }] });
    return await save(context, design, on);
  },
});

/** Takes a withdrawal back, before its day or after. @throws not_withdrawn; stale_version; not_found */
export const offerAgain = defineCommand({
  name: 'services.offer-again',
  permission: 'services.publish',
  input: z.strictObject({ id: uuidField, expectedVersion: versionField }),
  run: async (context, { id, expectedVersion }) => {
    const design = await designAt(context, id, expectedVersion);
    if (design.withdrawnOn === null) throw designErrors.notWithdrawn();
    return await save(context, design, null);
  },
});

async function save(context: CommandContext, design: ServiceDesign, on: LocalDate | null) {
  const { id, authorityId, key, version } = design;
  await saveWithdrawal(context.db, design, on, context.now);
  const details = { key, before: design.withdrawnOn, after: on };
  await context.audit({ authorityId, subject: { kind: 'service', id }, details });
  const topic = on === null ? 'service.offered-again' : 'service.withdrawn';
  await context.emit({ authorityId, topic, subjectId: id, payload: { key, on } });
  return { id, version: version + 1 };
}
