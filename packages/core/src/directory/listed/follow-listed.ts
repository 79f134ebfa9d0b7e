import { z } from 'zod';
import { listAuthorities } from '../../authorities/index.js';
import { defineCommand } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { readSentRows } from '../../kernel/import/read-file.js';
import { isInScope, narrowScope } from '../../kernel/scope.js';
import { examineStaff, writeStaff } from '../import/examine-staff.js';
import { staffCsv } from '../import/staff-csv.js';
import { expectDirectoryChanges } from '../search/whole-directory.js';
import { saveReading, type ReadingOutcome } from './readings-repository.js';

/** Of so many posts, one may go by itself. */
const oneIn = 10;

/**
 * Has a council's staff follow what its directory lists: who is new and what has changed is written, and the posts end of
 * those who aren't listed. Where more than a tenth of the posts would end, or a row can't be taken, nothing is written: it
 * waits for somebody to look at the difference.
 */
export const followListed = defineCommand({
  name: 'directory.follow-listed',
  permission: 'directory.import',
  input: z.strictObject({
    authorityId: z.int().positive(),
    /** As the configuration names it. */
    connection: z.string().min(1).max(40),
    /** What it lists, as `staffCsv` reads it. */
    content: z.string().min(1),
    /** How many entries it has that say too little of somebody. */
    leftOut: z.int().nonnegative(),
  }),
  run: async (context, { authorityId, connection, content, leftOut }): Promise<ReadingOutcome> => {
    if (!isInScope(context.db.scope, authorityId)) throw notFound();
    const db = context.db.within(narrowScope(context.db.scope, authorityId));
    const authorities = await listAuthorities(context.kernel);
    const read = await readSentRows(staffCsv, content);
    const rows = { authorities, onlyFor: authorityId, ...read, now: context.now };
    const { difference, employed } = await examineStaff(db, rows);
    const { added, changed, gone, faults, code } = difference;
    const refused = faults.length;
    const counts = { added: added.length, changed: changed.length, gone: gone.length, refused, leftOut };
    const isLarge = gone.length * oneIn > employed;
    const outcome = isLarge || refused > 0 ? 'waits' : 'followed';
    if (outcome === 'followed') {
      await writeStaff({ db, newId: context.newId }, rows, { code, endPosts: true });
      expectDirectoryChanges(context.kernel.db);
    }
    await saveReading(db, { authorityId, connection, readAt: context.now, outcome, words: '', ...counts });
    const details = { connection, outcome, ...counts };
    await context.audit({ authorityId, subject: { kind: 'authority', id: String(authorityId) }, details });
    return outcome;
  },
});
