import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { defineError, notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { localDateAt } from '../../kernel/london-time.js';
import { keepAnAdministrator } from '../administrators.js';
import { endRoleOn, findRole } from '../repository.js';

export const roleAlreadyEnded = defineError(
  'role_already_ended',
  409,
  'That role has an end already. Reload the page to see it.',
);

/** Ends a role today; one that has not begun never does. An authority keeps at least one administrator. */
export const endRole = defineCommand({
  name: 'access.end-role',
  permission: 'access.manage',
  input: z.strictObject({ assignmentId: uuidField }),
  run: async ({ db, now, audit }, { assignmentId }) => {
    const role = await findRole(db, assignmentId);
    if (!role) throw notFound();
    const today = localDateAt(now);
    const begun = role.fromOn <= today;
    if (role.role === 'administrator' && begun) await keepAnAdministrator(db, role.authorityId, role.personId, now);
    const toOn = begun ? today : role.fromOn;
    if (!(await endRoleOn(db, role, toOn))) throw roleAlreadyEnded();
    await audit({
      authorityId: role.authorityId,
      subject: { kind: 'person', id: role.personId },
      details: { assignment: role.id, role: role.role, toOn },
    });
    return { personId: role.personId };
  },
});
