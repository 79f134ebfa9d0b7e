import { z } from 'zod';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { staleVersion } from '../../kernel/errors.js';
import { longText, optional, uuidField, versionField } from '../../kernel/input.js';
import { enquiriesOpen } from '../interaction-errors.js';
import { holdOwnInteraction } from '../open-interaction.js';
import { listEnquiries } from '../enquiries-repository.js';
import { changeInteraction } from '../repository.js';
import { openEnquiries, reasonOf } from '../rules.js';
import { avoidableChoices } from '../types.js';
import { closeEnquiry } from './close-enquiry.js';

const FinishInput = z.strictObject({
  id: uuidField,
  expectedVersion: versionField,
  /** Absent: as it is. */
  notes: optional(longText(10_000)),
  /** Absent: as it is. `no`: the contact was of value. */
  avoidable: z.enum(avoidableChoices).optional(),
  /** What becomes of enquiries without an outcome: `refuse` asks, `abandon` closes them as abandoned. */
  openEnquiries: z.enum(['refuse', 'abandon']).default('refuse'),
});

/** Ends an interaction; from then on it is only read. @throws enquiries_open with their ids */
export const finishInteraction = defineCommand({
  name: 'interactions.finish-interaction',
  permission: 'interactions.handle',
  input: FinishInput,
  run: async (context, input) => {
    const interaction = await holdOwnInteraction(context, input.id, input.expectedVersion);
    const { id, authorityId, version, customerId } = interaction;
    await endEnquiries(context, id, input.openEnquiries);
    const avoidable = input.avoidable === undefined ? interaction.avoidable : reasonOf(input.avoidable);
    const changed = await changeInteraction(context.db, interaction, {
      state: 'finished',
      ended_at: context.now,
      avoidable,
      ...(input.notes === undefined ? {} : { notes: input.notes }),
    });
    if (!changed) throw staleVersion();
    await context.audit({ authorityId, subject: { kind: 'interaction', id }, details: { avoidable } });
    const payload = { customerId, avoidable };
    await context.emit({ authorityId, topic: 'interaction.finished', subjectId: id, payload });
    return { id, version: version + 1 };
  },
});

async function endEnquiries(context: CommandContext, interactionId: string, then: 'refuse' | 'abandon') {
  const open = openEnquiries(await listEnquiries(context.db, [interactionId]));
  if (open.length === 0) return;
  if (then === 'refuse') throw enquiriesOpen({ facts: { enquiryIds: open.map(({ id }) => id) } });
  for (const { id } of open) await context.call(closeEnquiry, { enquiryId: id, outcome: 'abandoned' });
}
