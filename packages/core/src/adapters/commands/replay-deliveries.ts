import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { dateField } from '../../kernel/date-field.js';
import { badInput } from '../../kernel/errors.js';
import { replayDead } from '../replay-repository.js';
import { visibleInstance } from '../visible.js';
import { addDays } from '../../kernel/local-date.js';
import { startOfDay } from '../../kernel/london-time.js';

/**
 * Has everything tried again that was given up between two days, both included, for the actor's councils. A far end that
 * knows an idempotency key does nothing twice. Answers how many. @throws not_found; bad_input
 */
export const replayDeliveries = defineCommand({
  name: 'adapters.replay-deliveries',
  permission: 'adapters.manage',
  input: z.strictObject({ name: z.string().max(40), from: dateField('first day'), to: dateField('last day') }),
  output: z.object({ count: z.number() }),
  run: async (context, { name, from, to }) => {
    const { actor, db, kernel, now } = context;
    visibleInstance(kernel, actor, name);
    if (to < from)
      throw badInput({ faults: [{ field: 'to', message: 'Enter a last day that is not before the first' }] });
    const { authorityIds } = db.scope;
    let count = 0;
    for (const authorityId of authorityIds === 'all' ? [] : authorityIds) {
      const replayed = await replayDead(db, {
        ...{ authorityId, instance: name, now },
        ...{ from: startOfDay(from), until: startOfDay(addDays(to, 1)) },
      });
      count += replayed;
      await context.audit({
        authorityId,
        subject: { kind: 'adapter', id: name },
        details: { from, to, count: replayed },
      });
    }
    return { count };
  },
});
