import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notAllowed } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { caseErrors } from '../case-errors.js';
import { findNextToTake } from '../queue/queue-repository.js';
import { updateCase } from '../repository.js';
import { recordAssignment } from './assign-case.js';

/** How often another person may be faster before we give up: more people than a team has press at once. */
const attempts = 50;

/**
 * Gives the actor the case of their teams that is due first and that nobody has. Two people who press at once get two
 * cases: whoever comes second finds the first one changed, and takes the one after.
 * @throws nothing_to_take
 */
export const takeNext = defineCommand({
  name: 'cases.take-next',
  permission: 'cases.work',
  input: z.strictObject({ teamId: uuidField.optional() }),
  output: z.object({ id: z.string(), reference: z.string() }),
  run: async (context, { teamId }) => {
    const { actor, db, now } = context;
    if (actor.kind !== 'staff') throw notAllowed();
    const assignee = { assigneeId: actor.staffId, assigneeName: actor.name };
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const next = await findNextToTake(db, actor.staffId, teamId);
      if (!next) break;
      if (!(await updateCase(db, next, { assigneeId: actor.staffId }, now))) continue;
      await recordAssignment(context, next, assignee);
      return { id: next.id, reference: next.reference };
    }
    throw caseErrors.nothingToTake();
  },
});
