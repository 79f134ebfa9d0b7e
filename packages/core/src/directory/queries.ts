import { z } from 'zod';
import { toLocal } from '../kernel/london-time.js';
import { line, uuidField } from '../kernel/input.js';
import { notFound } from '../kernel/errors.js';
import { defineQuery } from '../kernel/query.js';
import { findTeam, listMembers, listOpenTeams, listStaffNamed, listTeamsOf } from './repository.js';

export const listTeams = defineQuery({
  name: 'directory.list-teams',
  permission: 'directory.read',
  input: z.strictObject({}),
  run: (context) => listOpenTeams(context.db),
});

/** The teams that the actor is in. */
export const listMyTeams = defineQuery({
  name: 'directory.list-my-teams',
  permission: 'directory.read',
  input: z.strictObject({}),
  run: async (context) => (context.actor.kind === 'staff' ? await listTeamsOf(context.db, context.actor.staffId) : []),
});

export const getTeam = defineQuery({
  name: 'directory.get-team',
  permission: 'directory.read',
  input: z.strictObject({ id: uuidField }),
  run: async (context, { id }) => {
    const team = await findTeam(context.db, id);
    if (!team) throw notFound();
    return { team, members: await listMembers(context.db, id) };
  },
});

/** Staff by the beginning of their surname or, with a space, of surname and first name. */
export const listStaff = defineQuery({
  name: 'directory.list-staff',
  permission: 'directory.read',
  input: z.strictObject({ startsWith: line(80), limit: z.coerce.number().int().min(1).max(50).default(20) }),
  run: (context, { startsWith, limit }) =>
    listStaffNamed(context.db, startsWith.toLowerCase(), toLocal(context.now).on, limit),
});
