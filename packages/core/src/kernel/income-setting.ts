import { z } from 'zod';
import { dateField } from './date-field.js';

/** The folder and the councils of the files for income systems, as the configuration has them. */
export const incomeSetting = z
  .strictObject({
    /** Where the files lie, in a folder for each council; relative to the configuration file. */
    folder: z.string().min(1).default('income'),
    /** Councils that have files, by their address in Moothall. */
    councils: z
      .record(
        z.string().min(1),
        z.strictObject({
          /** The first day that goes into a file. */
          from: dateField('first day'),
          /** What providers took; or that, and what was recorded by hand. */
          takes: z.enum(['providers', 'all']).default('providers'),
        }),
      )
      .default({}),
  })
  .prefault({});
