import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound, staleVersion } from '../../kernel/errors.js';
import { line, optional, uuidField, versionField } from '../../kernel/input.js';
import { localDateAt } from '../../kernel/london-time.js';
import { decideChange, findChange } from '../entries/changes-repository.js';
import { entryChangeDecided, faultIn } from '../entries/entry-errors.js';
import { entryToChange } from '../entries/entry-subject.js';
import { applyContent, checkContent } from '../entries/save-change.js';

/**
 * Approves or declines a person's correction of their own entry. One that builds on an older entry can't be approved:
 * it would undo what was changed since.
 * @throws not_found; bad_input on `reason`; entry_change_decided; stale_version when the entry changed meanwhile
 */
export const decideEntryChange = defineCommand({
  name: 'directory.decide-entry-change',
  permission: 'directory.edit',
  input: z.strictObject({
    id: uuidField,
    expectedVersion: versionField,
    decision: z.enum(['approve', 'decline']),
    /** Why it is declined. */
    reason: optional(line(300, 'the reason')),
  }),
  output: z.object({ version: z.number() }),
  run: async (context, { id, expectedVersion, decision, reason }) => {
    const { actor, db, now } = context;
    const change = await findChange(db, id);
    if (!change) throw notFound();
    if (decision === 'decline' && reason === undefined) throw faultIn('reason', 'Enter why it is declined');
    const decidedBy = actor.kind === 'staff' ? actor.staffId : undefined;
    const state = decision === 'approve' ? 'approved' : 'declined';
    if (!(await decideChange(db, id, expectedVersion, { state, decidedBy, reason, now }))) throw entryChangeDecided();
    if (state === 'approved') {
      const entry = await entryToChange(db, change.subject, now);
      if (entry.version !== change.baseVersion) throw staleVersion();
      await checkContent(db, entry, change.content, localDateAt(now));
      await applyContent(context, entry, change.content);
    }
    const { authorityId, subject, fields } = change;
    await context.audit({ authorityId, subject, details: { changeId: id, state, fields } });
    return { version: expectedVersion + 1 };
  },
});
