import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { isInScope } from '../../kernel/scope.js';
import { BulletinInput, readWords } from '../bulletin-input.js';
import { forgetBulletins } from '../live-bulletins.js';
import { insertBulletin } from '../repository.js';

/** Writes an urgent notice; it shows from its beginning on. @throws not_found; bad_input */
export const writeBulletin = defineCommand({
  name: 'bulletins.write-bulletin',
  permission: 'bulletins.write',
  input: BulletinInput.extend({ authorityId: z.coerce.number().int() }),
  run: async (context, { authorityId, ...input }) => {
    const { actor, db, kernel, now } = context;
    if (!isInScope(db.scope, authorityId)) throw notFound();
    const words = await readWords(context, authorityId, input);
    const id = context.newId();
    const writtenBy = actor.kind === 'staff' ? actor.staffId : null;
    await insertBulletin(db, { id, authorityId, writtenBy }, words, now);
    const { serviceId, startsAt, endsAt } = words;
    await context.audit({ authorityId, subject: { kind: 'bulletin', id }, details: { serviceId, startsAt, endsAt } });
    await context.emit({ authorityId, topic: 'bulletin.written', subjectId: id, payload: { startsAt, endsAt } });
    forgetBulletins(kernel.db);
    return { id, version: 1 };
  },
});
