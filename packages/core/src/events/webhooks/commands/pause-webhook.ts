import { nameOfActor } from '../../../kernel/actor.js';
import { z } from 'zod';
import { keepPause } from '../../../adapters/index.js';
import { defineCommand } from '../../../kernel/command.js';
import { uuidField } from '../../../kernel/input.js';
import { everyAuthority } from '../../../kernel/scope.js';
import { heldWebhook } from '../held.js';
import { instanceOf } from '../types.js';

/** Sends nothing to it for a while, or goes on: then at once, with what happened meanwhile. @throws not_found */
export const pauseWebhook = defineCommand({
  name: 'events.pause-webhook',
  permission: 'events.manage',
  input: z.strictObject({ id: uuidField, does: z.enum(['pause', 'resume']) }),
  output: z.object({ id: z.string(), paused: z.boolean() }),
  run: async (context, { id, does }) => {
    const { actor, now } = context;
    const webhook = await heldWebhook(context, id);
    const byName = nameOfActor(actor);
    const paused = does === 'pause' ? { at: now, byName } : null;
    await keepPause(context.db.within(everyAuthority), instanceOf(webhook), paused);
    await context.audit({ authorityId: webhook.authorityId, subject: { kind: 'webhook', id }, details: { does } });
    return { id, paused: does === 'pause' };
  },
});
