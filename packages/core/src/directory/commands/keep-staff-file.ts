import { z } from 'zod';
import { keepFile, SentFile } from '../../identity/index.js';
import { defineCommand } from '../../kernel/command.js';
import { readSentRows } from '../../kernel/import/read-file.js';
import { staffCsv } from '../import/staff-csv.js';

/**
 * Keeps a file of an authority's staff for a day, so that its difference can be looked at. Nothing of it is written to anybody's record.
 * @throws not_found; bad_input on `file` when it can't be read at all
 */
export const keepStaffFile = defineCommand({
  name: 'directory.keep-staff-file',
  permission: 'directory.import',
  input: SentFile,
  output: z.object({ id: z.string() }),
  run: async (context, file) => {
    const id = context.newId();
    await keepFile(context, { kind: 'staff', id }, file);
    const { rows, faults } = await readSentRows(staffCsv, file.content);
    await context.audit({
      authorityId: file.authorityId,
      subject: { kind: 'staff-file', id },
      details: { rows: rows.length, refused: faults.length },
    });
    return { id };
  },
});
