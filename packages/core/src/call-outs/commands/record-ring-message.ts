import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { line, uuidField } from '../../kernel/input.js';
import { findRingToTell, updateRingMessage } from '../ring-messages-repository.js';
import { mayBecome, ringMessageStates } from '../ring-message.js';

/** Keeps how far the message to somebody who is rung is. What can't follow what was kept before is left. @throws not_found */
export const recordRingMessage = defineCommand({
  name: 'call-outs.record-ring-message',
  permission: 'call-outs.start',
  input: z.strictObject({
    ringId: uuidField,
    state: z.enum(ringMessageStates),
    /** Why it failed: words of the sender’s, without personal data. */
    detail: line(500).nullable().default(null),
  }),
  run: async (context, { ringId, state, detail }) => {
    const ring = await findRingToTell(context.db, ringId);
    if (!ring) throw notFound();
    const { callOutId, authorityId, personId, place, channel, messageState: from } = ring;
    if (mayBecome(from, state)) await updateRingMessage(context.db, ringId, { state, at: context.now, detail });
    const details = { event: 'message', from, state, channel, personId, place };
    await context.audit({ authorityId, subject: { kind: 'call-out', id: callOutId }, details });
  },
});
