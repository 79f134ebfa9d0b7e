import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notAllowed, notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { markAllRead, markOneRead } from '../repository.js';

/** Marks one of the actor's own notifications as read, or all of them. @throws not_found */
export const markRead = defineCommand({
  name: 'notifications.mark-read',
  permission: 'notifications.read',
  input: z.strictObject({ id: uuidField.optional() }),
  output: z.object({}),
  run: async (context, { id }) => {
    const { actor, db } = context;
    const [authorityId] = db.scope.authorityIds === 'all' ? [] : db.scope.authorityIds;
    if (actor.kind !== 'staff' || authorityId === undefined) throw notAllowed();
    if (id === undefined) await markAllRead(context, actor.staffId);
    else if (!(await markOneRead(context, actor.staffId, id))) throw notFound();
    const subject = { kind: 'notification', id: id ?? 'all' };
    await context.audit({ authorityId, subject, details: { personId: actor.staffId } });
    return {};
  },
});
