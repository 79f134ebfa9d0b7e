import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { badInput } from '../../kernel/errors.js';
import { longText, uuidField } from '../../kernel/input.js';
import { caseToChange } from '../case-to-change.js';
import { refuseCardNumber } from '../log/cards.js';
import { findInteractionParty } from '../links/links-repository.js';
import { noteLength } from '../log/log-input.js';
import { recordEvent } from '../record-event.js';

/**
 * Records that the customer asked where the case has got to: a contact that a promise kept, or a word in time, would
 * have spared them (avoidable contact).
 */
export const addChase = defineCommand({
  name: 'cases.add-chase',
  permission: 'cases.note',
  input: z.strictObject({
    caseId: uuidField,
    note: longText(noteLength).optional(),
    /** The contact in which they asked. */
    interactionId: uuidField.optional(),
  }),
  output: z.object({ id: z.string() }),
  run: async (context, { caseId, note, interactionId }) => {
    const { authorityId, reference } = await caseToChange(context, caseId);
    refuseCardNumber('note', note);
    if (interactionId !== undefined && !(await findInteractionParty(context.db, interactionId)))
      throw badInput({ faults: [{ field: 'interactionId', message: 'Choose a contact that you can see' }] });
    const id = await recordEvent(context, { id: caseId, authorityId }, { kind: 'chase', body: note });
    const details = { chaseId: id, interactionId };
    await context.audit({ authorityId, subject: { kind: 'case', id: caseId }, details });
    await context.emit({ authorityId, topic: 'case.chased', subjectId: caseId, payload: { reference, ...details } });
    return { id };
  },
});
