import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { longText, uuidField } from '../../kernel/input.js';
import { caseToChange } from '../case-to-change.js';
import { refuseCardNumber } from '../log/cards.js';
import { noteLength } from '../log/log-input.js';
import { findMentioned } from '../mentions.js';
import { doneBy, recordEvent } from '../record-event.js';

/**
 * Adds a note to a case's timeline. Notes are only added, so two people's never clash. Colleagues whom an internal note
 * names (`@Tom Reyes`) are told of it.
 * @throws bad_input on `text` for a card number
 */
export const addNote = defineCommand({
  name: 'cases.add-note',
  permission: 'cases.note',
  input: z.strictObject({
    caseId: uuidField,
    text: longText(noteLength, 'the note'),
    /** Whether the customer may read it. */
    visibility: z.enum(['internal', 'customer']).default('internal'),
  }),
  output: z.object({ id: z.string() }),
  run: async (context, { caseId, text, visibility }) => {
    const { authorityId, reference } = await caseToChange(context, caseId);
    refuseCardNumber('text', text);
    const id = await recordEvent(context, { id: caseId, authorityId }, { kind: 'note', visibility, body: text });
    await context.audit({
      authorityId,
      subject: { kind: 'case', id: caseId },
      details: { noteId: id, visibility },
      personal: { text },
    });
    await context.emit({ authorityId, topic: 'case.noted', subjectId: caseId, payload: { reference, noteId: id } });
    const tell = visibility === 'internal' ? await findMentioned(context, text) : [];
    if (tell.length > 0) {
      const payload = { reference, noteId: id, tell, by: doneBy(context) };
      await context.emit({ authorityId, topic: 'case.mentioned', subjectId: caseId, payload });
    }
    return { id };
  },
});
