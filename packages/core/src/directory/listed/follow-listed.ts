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
const tooMany = 'More than a tenth would leave.';
const isShared = 'Several entries have the mail address of somebody who would leave.';
const unreadable = 'Some of it can’t be read, so nobody knows who is gone.';

/**
 * Has a council's staff follow what its directory lists: who is new and what has changed is written, and the posts end of
 * those who aren't listed. Whoever can't be taken, such as another council's staff, stays as they are. Where more than a
 * tenth of the posts would end, somebody can't be read, or several entries have the address of somebody who would leave,
 * nothing is written: it waits for somebody to look at the difference.
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
    /** Mail addresses that several of its entries have. */
    shared: z.array(z.string()).default([]),
  }),
  run: async (context, { authorityId, connection, content, leftOut, shared }): Promise<ReadingOutcome> => {
    if (!isInScope(context.db.scope, authorityId)) throw notFound();
    const db = context.db.within(narrowScope(context.db.scope, authorityId));
    const authorities = await listAuthorities(context.kernel);
    const read = await readSentRows(staffCsv, content);
    const rows = { authorities, onlyFor: authorityId, ...read, now: context.now };
    const { difference, employed, gone: leaving } = await examineStaff(db, rows);
    const { added, changed, gone, faults, code } = difference;
    const refused = faults.length;
    const counts = { added: added.length, changed: changed.length, gone: gone.length, refused, leftOut };
    const isLarge = gone.length * oneIn > employed;
    const isUnclear = leaving.some(({ emails }) => emails.some((email) => shared.includes(email.toLowerCase())));
    const words = isLarge ? tooMany : read.faults.length > 0 ? unreadable : isUnclear ? isShared : '';
    const outcome = words === '' ? 'followed' : 'waits';
    if (outcome === 'followed') {
      await writeStaff({ db, newId: context.newId }, rows, { code, endPosts: true, despiteRefused: true });
      expectDirectoryChanges(context.kernel.db);
    }
    await saveReading(db, { authorityId, connection, readAt: context.now, outcome, words, ...counts });
    const details = { connection, outcome, ...counts };
    await context.audit({ authorityId, subject: { kind: 'authority', id: String(authorityId) }, details });
    return outcome;
  },
});
