import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound, staleVersion } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { forgetBulletins } from '../live-bulletins.js';
import { findBulletin, markWithdrawn } from '../repository.js';

/** Takes a notice away before its end; it is kept as withdrawn. @throws not_found; stale_version */
export const withdrawBulletin = defineCommand({
  name: 'bulletins.withdraw-bulletin',
  permission: 'bulletins.write',
  input: z.strictObject({ id: uuidField, expectedVersion: versionField }),
  run: async (context, { id, expectedVersion }) => {
    const { db, kernel, now } = context;
    const before = await findBulletin(db, id);
    if (!before) throw notFound();
    const { authorityId, version, withdrawnAt } = before;
    if (withdrawnAt !== null || version !== expectedVersion || !(await markWithdrawn(db, before, now)))
      throw staleVersion({ facts: { version } });
    await context.audit({ authorityId, subject: { kind: 'bulletin', id }, details: {} });
    await context.emit({ authorityId, topic: 'bulletin.withdrawn', subjectId: id, payload: {} });
    forgetBulletins(kernel.db);
    return { id, version: version + 1 };
  },
});
