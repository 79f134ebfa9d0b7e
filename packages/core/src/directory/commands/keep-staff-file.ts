import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { badInput, isError, notAllowed, notFound } from '../../kernel/errors.js';
import { line } from '../../kernel/input.js';
import { isInScope } from '../../kernel/scope.js';
import { sourceOf } from '../import/kept-difference.js';
import { saveStaffFile } from '../import/staff-files.js';
import { readStaff } from './import-staff.js';

/** Characters: some hundred thousand people. */
export const longestFile = 20_000_000;

/**
 * Keeps a file of an authority's staff for a day, so that its difference can be looked at. Nothing of it is written to anybody's record.
 * @throws not_found; bad_input on `file` when it can't be read at all
 */
export const keepStaffFile = defineCommand({
  name: 'directory.keep-staff-file',
  permission: 'directory.import',
  input: z.strictObject({
    authorityId: z.coerce.number('Choose a council').int(),
    name: line(255, 'the name of the file'),
    /** CSV. */
    content: z.string().min(1, 'Choose a file that has something in it').max(longestFile, 'Choose a smaller file'),
  }),
  output: z.object({ id: z.string() }),
  run: async ({ actor, db, now, newId, audit }, { authorityId, name, content }) => {
    if (actor.kind !== 'staff') throw notAllowed();
    if (!isInScope(db.scope, authorityId)) throw notFound();
    const { rows, faults } = await readable(content);
    const id = newId();
    await saveStaffFile(db, { id, personId: actor.staffId, now }, { authorityId, name, content });
    await audit({
      authorityId,
      subject: { kind: 'staff-file', id },
      details: { rows: rows.length, refused: faults.length },
    });
    return { id };
  },
});

async function readable(content: string): ReturnType<typeof readStaff> {
  try {
    return await readStaff(sourceOf(content), {});
  } catch (error) {
    if (!isError(error, 'import_file_unreadable')) throw error;
    throw badInput({ faults: [{ field: 'file', message: error.message }] });
  }
}
