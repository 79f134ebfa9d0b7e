import { nameOfActor } from '../../kernel/actor.js';
import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { everyAuthority } from '../../kernel/scope.js';
import { keepPause } from '../health-repository.js';
import { instanceToManage, servedBy } from '../visible.js';

/**
 * Stops an instance from being asked anything, or lets it go on: then at once, however long it was to rest. What is to be
 * delivered waits meanwhile. @throws not_found; not_allowed
 */
export const pauseAdapter = defineCommand({
  name: 'adapters.pause-adapter',
  permission: 'adapters.manage',
  input: z.strictObject({
    name: z.string().max(40),
    does: z.enum(['pause', 'resume']),
  }),
  output: z.object({ name: z.string(), paused: z.boolean() }),
  run: async (context, { name, does }) => {
    const { actor, kernel, now } = context;
    const one = await instanceToManage(kernel, actor, name);
    const byName = nameOfActor(actor);
    await keepPause(context.db.within(everyAuthority), name, does === 'pause' ? { at: now, byName } : null);
    for (const authorityId of await servedBy(kernel, one))
      await context.audit({ authorityId, subject: { kind: 'adapter', id: name }, details: { does } });
    return { name, paused: does === 'pause' };
  },
});
