import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { uuidField } from '../../kernel/input.js';
import { writeStaff } from '../import/examine-staff.js';
import { keptRows } from '../import/kept-difference.js';
import { expectDirectoryChanges } from '../search/whole-directory.js';

/**
 * Writes what a kept file changes, if that is still what was looked at. The file stays for its day: sent twice, it
 * changes nothing the second time.
 * @throws not_found; staff_difference_changed, and nothing is written; bad_input on `endPosts` while rows are refused
 */
export const applyStaffFile = defineCommand({
  name: 'directory.apply-staff-file',
  permission: 'directory.import',
  input: z.strictObject({
    id: uuidField,
    /** Of the difference that was looked at. */
    code: z.string().max(40),
    /** Ends the posts of those who aren't in the file. */
    endPosts: z.boolean().default(false),
  }),
  output: z.object({ written: z.number(), unchanged: z.number(), refused: z.number(), endedPosts: z.number() }),
  run: async (context, { id, ...confirmed }) => {
    const { file, rows } = await keptRows(context, id);
    const { written, unchanged, faults, endedPosts } = await writeStaff(context, rows, confirmed);
    const counts = { written, unchanged, refused: faults.length + rows.faults.length, endedPosts };
    await context.audit({
      authorityId: file.authorityId,
      subject: { kind: 'staff-file', id },
      details: { ...counts, code: confirmed.code },
    });
    expectDirectoryChanges(context.kernel.db);
    return counts;
  },
});
