import { z } from 'zod';
import { listAuthorities } from '../../authorities/index.js';
import { defineCommand } from '../../kernel/command.js';
import { badInput, notFound } from '../../kernel/errors.js';
import { sidesIn } from '../agreement-rules.js';
import { writeDown } from '../change-agreement.js';
import { insertAgreement } from '../repository.js';
import { insertTerms } from '../terms-repository.js';
import { readTerms, TermsInput } from '../terms-input.js';

const council = z.coerce.number('Choose a council').int('Choose a council');

/** Drafts an agreement between two councils, one of them the actor's. It holds once both have signed. */
export const draftAgreement = defineCommand({
  name: 'partnerships.draft-agreement',
  permission: 'partnerships.manage',
  input: TermsInput.extend({ receiverId: council, providerId: council }),
  run: async (context, { receiverId, providerId, ...input }) => {
    const { db, kernel, now, actor } = context;
    const parties = { receiverId, providerId };
    const councils = (await listAuthorities(kernel)).filter(({ kind }) => kind === 'authority');
    const known = councils.map(({ id }) => id);
    if (sidesIn(db.scope, parties).length === 0) throw notFound();
    if (receiverId === providerId || !known.includes(receiverId) || !known.includes(providerId))
      throw badInput({ faults: [{ field: 'providerId', message: 'Choose two different councils' }] });
    const { title, kind, ...written } = await readTerms(db, parties, input, now);
    const id = context.newId();
    await insertAgreement(db, { id, ...parties, kind, title }, now);
    const writtenBy = actor.kind === 'staff' ? actor.staffId : null;
    const about = { id: context.newId(), agreementId: id, number: 1, receiverId, writtenBy };
    await insertTerms(db, about, written, now);
    await writeDown(context, { id, ...parties }, { event: { kind: 'drafted', termsNumber: 1 } });
    return { id, version: 1 };
  },
});
