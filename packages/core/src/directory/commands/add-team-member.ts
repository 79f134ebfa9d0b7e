import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { toLocal } from '../../kernel/london-time.js';
import { findTeam, isTeamMember, saveMember } from '../repository.js';

/** Puts a person into a team; who is in it already stays so. */
export const addTeamMember = defineCommand({
  name: 'directory.add-team-member',
  permission: 'directory.manage',
  input: z.strictObject({ teamId: uuidField, personId: uuidField, leads: z.boolean().default(false) }),
  run: async (context, { teamId, personId, leads }) => {
    const team = await findTeam(context.db, teamId);
    if (!team) throw notFound();
    const { authorityId } = team;
    const member = { authorityId, teamId, personId, leads, fromOn: toLocal(context.now).on };
    await saveMember(context.db, member, { isMember: await isTeamMember(context.db, teamId, personId) });
    await context.audit({ authorityId, subject: { kind: 'team', id: teamId }, details: { personId, leads } });
    return { teamId };
  },
});
