import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notAllowed, notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { countUnacknowledged, findWork, markAcknowledged } from '../repository.js';

const Acknowledged = z.object({ acknowledged: z.number(), before: z.number(), left: z.number() });

/**
 * Notes that the actor has seen what another council did, and will see to it. What a colleague acknowledged before stays
 * theirs.
 * @throws not_found when any of it isn't of the actor's councils: then nothing is noted
 */
export const acknowledgeWork = defineCommand({
  name: 'morning.acknowledge-work',
  permission: 'morning.acknowledge',
  input: z.strictObject({ ids: z.array(uuidField).min(1, 'Choose what you acknowledge').max(500) }),
  output: Acknowledged,
  run: async (context, { ids }): Promise<z.infer<typeof Acknowledged>> => {
    const { actor, db, now } = context;
    if (actor.kind !== 'staff') throw notAllowed();
    const wanted = [...new Set(ids)].sort();
    const found = await findWork(db, wanted);
    if (found.length < wanted.length) throw notFound();
    let acknowledged = 0;
    for (const { id, authorityId } of found) {
      const isFirst = await markAcknowledged(db, id, actor.staffId, now);
      if (isFirst) acknowledged += 1;
      await context.audit({ authorityId, subject: { kind: 'work', id }, details: { isFirst } });
    }
    let left = 0;
    for (const authorityId of new Set(found.map((one) => one.authorityId)))
      left += await countUnacknowledged(db, authorityId);
    return { acknowledged, before: found.length - acknowledged, left };
  },
});
