import { defineCommand } from '../../kernel/command.js';
import { notFound, staleVersion } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { BulletinInput, readWords } from '../bulletin-input.js';
import { forgetBulletins } from '../live-bulletins.js';
import { changeWords, findBulletin } from '../repository.js';

/** Changes a notice; it is then unread again for everybody. @throws not_found; stale_version; bad_input */
export const changeBulletin = defineCommand({
  name: 'bulletins.change-bulletin',
  permission: 'bulletins.write',
  input: BulletinInput.extend({ id: uuidField, expectedVersion: versionField }),
  run: async (context, { id, expectedVersion, ...input }) => {
    const { db, kernel, now } = context;
    const before = await findBulletin(db, id);
    if (!before) throw notFound();
    const { authorityId, version } = before;
    const words = await readWords(context, authorityId, input);
    if (version !== expectedVersion || !(await changeWords(db, before, words, now)))
      throw staleVersion({ facts: { version } });
    const { serviceId, startsAt, endsAt } = words;
    await context.audit({ authorityId, subject: { kind: 'bulletin', id }, details: { serviceId, startsAt, endsAt } });
    await context.emit({ authorityId, topic: 'bulletin.changed', subjectId: id, payload: { startsAt, endsAt } });
    forgetBulletins(kernel.db);
    return { id, version: version + 1 };
  },
});
