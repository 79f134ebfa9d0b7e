import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { defineError, notFound } from '../../kernel/errors.js';
import { line, optional, uuidField } from '../../kernel/input.js';
import { localDateAt } from '../../kernel/london-time.js';
import { parseLocalDate } from '../../kernel/parse-local-date.js';
import { roles } from '../../kernel/permissions.js';
import { isInScope } from '../../kernel/scope.js';
import { findAuthorityBySlug, hasPerson, insertRole, listRolesOfPeople, lockAuthority } from '../repository.js';

export const roleAlreadyHeld = defineError('role_already_held', 409, 'This person already holds that role there.');

const firstDay = line(40).transform((text, context) => {
  const day = parseLocalDate(text, { label: 'first day' });
  if (day.ok) return day.value;
  context.addIssue({ code: 'custom', message: day.message });
  return z.NEVER;
});

/** Gives a person a role at an authority, from a day on (without one: from today). */
export const assignRole = defineCommand({
  name: 'access.assign-role',
  permission: 'access.manage',
  input: z.strictObject({
    personId: uuidField,
    /** The authority's slug. */
    authority: line(80),
    role: z.enum(roles, 'Choose a role'),
    fromOn: optional(firstDay),
  }),
  run: async ({ db, actor, now, newId, audit }, { personId, authority, role, fromOn }) => {
    const authorityId = await findAuthorityBySlug(db, authority);
    if (authorityId === undefined || !isInScope(db.scope, authorityId) || !(await hasPerson(db, personId)))
      throw notFound();
    await lockAuthority(db, authorityId);
    const from = fromOn ?? localDateAt(now);
    const held = await listRolesOfPeople(db, [personId]);
    const isHeld = held.some(
      (each) => each.authorityId === authorityId && each.role === role && (each.toOn === undefined || each.toOn > from),
    );
    if (isHeld)
      throw roleAlreadyHeld({ faults: [{ field: 'role', message: 'Choose another role: this one is held already' }] });
    const id = newId();
    const assignedBy = actor.kind === 'staff' ? { assignedBy: actor.staffId } : {};
    await insertRole(db, { id, authorityId, personId, role, fromOn: from, ...assignedBy });
    await audit({
      authorityId,
      subject: { kind: 'person', id: personId },
      details: { assignment: id, role, fromOn: from },
    });
    return { id };
  },
});
