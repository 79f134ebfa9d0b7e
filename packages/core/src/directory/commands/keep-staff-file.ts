import { z } from 'zod';
import { keepFile, SentFile } from '../../identity/index.js';
import { defineCommand } from '../../kernel/command.js';
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
  run: (context, file) => keepFile(context, { kind: 'staff', format: staffCsv }, file),
});
