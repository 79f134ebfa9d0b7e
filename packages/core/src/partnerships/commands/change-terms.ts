import { defineCommand } from '../../kernel/command.js';
import { badInput } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { keepChange, openForChange } from '../change-agreement.js';
import { insertTerms, rewriteTerms } from '../terms-repository.js';
import { readTerms, TermsInput } from '../terms-input.js';

/**
 * Writes the terms that are next to be signed. Terms that one side has signed already lose that signature; agreed ones
 * stay as they are and hold until both sides have signed the new version.
 */
export const changeTerms = defineCommand({
  name: 'partnerships.change-terms',
  permission: 'partnerships.manage',
  input: TermsInput.extend({ id: uuidField, expectedVersion: versionField }),
  run: async (context, { id, expectedVersion, ...input }) => {
    const { db, now, actor } = context;
    const { agreement } = await openForChange(context, { id, expectedVersion });
    const { agreed, coming, proposed } = agreement;
    const { title, kind, ...written } = await readTerms(db, agreement, input, now);
    if (agreed && kind !== agreement.kind)
      throw badInput({ faults: [{ field: 'kind', message: 'Keep the kind: it was agreed. Draft another agreement' }] });
    const number = proposed?.number ?? ((coming.at(-1) ?? agreed)?.number ?? 0) + 1;
    if (proposed) await rewriteTerms(db, proposed.id, written, now);
    else {
      const writtenBy = actor.kind === 'staff' ? actor.staffId : null;
      const about = { id: context.newId(), agreementId: id, number, receiverId: agreement.receiverId, writtenBy };
      await insertTerms(db, about, written, now);
    }
    const event = { kind: proposed ? 'terms-changed' : 'terms-proposed', termsNumber: number } as const;
    return await keepChange(context, agreement, { event, changes: { title, kind } });
  },
});
