import { z } from 'zod';
import { DAY_MS, HOUR_MS } from '../../kernel/clock.js';
import { defineJob } from '../../kernel/jobs.js';
import { removeEntered } from '../../kernel/kept-lines.js';
import { capturedFolder } from './captured-contact.js';

/** For so long a way back to before an upgrade can enter its contacts again. */
const keptForMs = 7 * DAY_MS;

/** Their words are in the database: an erasure there doesn't reach the files. */
export const removeEnteredFiles = defineJob({
  kind: 'interactions.remove-entered-files',
  payload: z.strictObject({}),
  everyMs: HOUR_MS,
  run: ({ config, clock }) => removeEntered(capturedFolder(config), clock.now() - keptForMs),
});
