import { z } from 'zod';
import type { Instant } from '../../kernel/clock.js';
import { uuidField } from '../../kernel/input.js';
import { defineQuery } from '../../kernel/query.js';
import { findLastChange } from '../events-repository.js';
import { lookUp } from '../queries.js';
import { refuseUnlessOpen } from '../restricted/restricted-access.js';

/** Who changed the case last, for telling somebody whose page is out of date. */
export const getLastChange = defineQuery({
  name: 'cases.get-last-change',
  permission: 'cases.read',
  input: z.strictObject({ id: uuidField }),
  run: async (context, { id }): Promise<{ name: string; at: Instant }> => {
    const found = await lookUp(context, { id });
    await refuseUnlessOpen(context, found);
    const actorId = context.actor.kind === 'staff' ? context.actor.staffId : null;
    return (await findLastChange(context.db, id, actorId)) ?? { name: 'Somebody', at: found.updatedAt };
  },
});
