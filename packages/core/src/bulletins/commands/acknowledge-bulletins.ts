import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notAllowed } from '../../kernel/errors.js';
import { listNotOver, noteRead } from '../repository.js';
import { stateOf } from '../rules.js';

/** Notes that the actor has read every live notice of their councils. */
export const acknowledgeBulletins = defineCommand({
  name: 'bulletins.acknowledge-bulletins',
  permission: 'bulletins.read',
  input: z.strictObject({}),
  run: async (context) => {
    const { actor, db, now } = context;
    const [authorityId] = db.scope.authorityIds === 'all' ? [] : db.scope.authorityIds;
    if (actor.kind !== 'staff' || authorityId === undefined) throw notAllowed();
    const live = (await listNotOver(db, now)).filter((bulletin) => stateOf(bulletin, now) === 'live');
    await noteRead(db, live, actor.staffId, now);
    const bulletinIds = live.map(({ id }) => id);
    await context.audit({ authorityId, subject: { kind: 'person', id: actor.staffId }, details: { bulletinIds } });
    return { read: live.length };
  },
});
