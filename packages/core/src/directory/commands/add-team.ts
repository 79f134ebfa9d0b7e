import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { badInput } from '../../kernel/errors.js';
import { line, longText } from '../../kernel/input.js';
import { findTeamByKey, insertTeam } from '../repository.js';

export const addTeam = defineCommand({
  name: 'directory.add-team',
  permission: 'directory.manage',
  input: z.strictObject({
    authorityId: z.number().int(),
    key: z.string().regex(/^[a-z][a-z0-9-]{1,60}$/, 'Use small letters, digits and hyphens, such as street-cleaning'),
    name: line(80),
    purpose: longText(500),
    telephone: line(30).optional(),
    email: z.email('Enter a mail address, such as waste@council.example').optional(),
  }),
  run: async (context, { authorityId, key, name, purpose, telephone, email }) => {
    if (await findTeamByKey(context.db, authorityId, key))
      throw badInput({
        faults: [{ field: 'key', message: 'This authority has a team with that key. Choose another' }],
      });
    const id = context.newId();
    await insertTeam(context.db, { id, authorityId, key, name, purpose, telephone, email });
    await context.audit({ authorityId, subject: { kind: 'team', id }, details: { key } });
    return { id };
  },
});
