import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { uuidField } from '../../kernel/input.js';
import { narrowScope } from '../../kernel/scope.js';
import { refuseUnlessOpen } from '../restricted/restricted-access.js';
import { keepColleague } from './keep-colleague.js';
import { listColleagueRecords } from './colleagues-repository.js';

/**
 * The record of a colleague at an authority that runs a service desk, by the person's entry in the directory; made when
 * there is none yet.
 * @throws not_found; customer_restricted and reason_needed as for reading
 */
export const knowColleague = defineCommand({
  name: 'customers.know-colleague',
  permission: 'customers.create',
  input: z.strictObject({ authorityId: z.coerce.number().int().positive(), personId: uuidField }),
  output: z.object({ id: z.string(), version: z.number() }),
  run: async (context, { authorityId, personId }) => {
    const db = context.db.within(narrowScope(context.db.scope, authorityId));
    const [known] = await listColleagueRecords(db, [authorityId], personId);
    if (known) await refuseUnlessOpen({ ...context, db }, known);
    const { id, version } = await keepColleague({ ...context, db }, authorityId, personId);
    return { id, version };
  },
});
