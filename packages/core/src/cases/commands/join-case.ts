import { z } from 'zod';
import { closeEnquiry, Participant } from '../../interactions/index.js';
import { defineCommand } from '../../kernel/command.js';
import { longText, uuidField } from '../../kernel/input.js';
import { caseErrors } from '../case-errors.js';
import { partiesOf } from '../case-parties.js';
import { caseToChange } from '../case-to-change.js';
import { refuseCardNumber } from '../log/cards.js';
import { noteLength } from '../log/log-input.js';
import { recordEvent } from '../record-event.js';
import { insertSubscriber, listSubscribers } from '../links/relations-repository.js';

/**
 * Adds a customer who reports the same thing to the case that is open for it, in place of another case: they are told
 * of it like whoever reported it first. Inside an interaction the enquiry ends as logged.
 * @throws not_found; case_closed; bad_input on `customerId`, `interactionId` and `note`
 */
export const joinCase = defineCommand({
  name: 'cases.join-case',
  permission: 'cases.log',
  input: z.strictObject({
    caseId: uuidField,
    customerId: uuidField.optional(),
    participant: Participant.optional(),
    interactionId: uuidField.optional(),
    enquiryId: uuidField.optional(),
    note: longText(noteLength).optional(),
  }),
  output: z.object({ id: z.string(), reference: z.string() }),
  run: async (context, { caseId, enquiryId, note, ...given }) => {
    const found = await caseToChange(context, caseId);
    if (found.statusKind === 'closed') throw caseErrors.closed();
    refuseCardNumber('note', note);
    const { authorityId, reference, serviceId } = found;
    const { customerId, isRestricted, ...recorded } = await partiesOf(context, authorityId, given);
    // Whoever sees this case reads there who else reported it: nobody whose record is kept from them.
    const participant = isRestricted && !found.restricted ? {} : recorded.participant;
    const others = found.subscriberCount === 0 ? [] : await listSubscribers(context.db, caseId);
    const known = [found, ...others].some((each) => customerId !== undefined && each.customerId === customerId);
    if (!known) await insertSubscriber(context, found, { customerId, participant, interactionId: given.interactionId });
    const id = await recordEvent(context, found, { kind: 'joined', body: note });
    if (enquiryId !== undefined) await context.call(closeEnquiry, { enquiryId, outcome: 'logged', caseId, serviceId });
    const details = { eventId: id, customerId, interactionId: given.interactionId };
    await context.audit({ authorityId, subject: { kind: 'case', id: caseId }, details });
    await context.emit({ authorityId, topic: 'case.joined', subjectId: caseId, payload: { reference, ...details } });
    return { id: caseId, reference };
  },
});
