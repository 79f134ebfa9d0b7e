import { z } from 'zod';
import { uuidField } from '../kernel/input.js';
import { defineQuery } from '../kernel/query.js';
import type { StaffDifference } from './import/compare-staff.js';
import { examineStaff } from './import/examine-staff.js';
import { keptRows } from './import/kept-difference.js';

/** What a file that the actor sent would change now. @throws not_found */
export const getStaffDifference = defineQuery({
  name: 'directory.get-staff-difference',
  permission: 'directory.import',
  input: z.strictObject({ id: uuidField }),
  run: async (
    context,
    { id },
  ): Promise<{ readonly name: string; readonly authorityId: number; readonly difference: StaffDifference }> => {
    const { file, rows } = await keptRows(context, id);
    const { difference } = await examineStaff(context.db, rows);
    return { name: file.name, authorityId: file.authorityId, difference };
  },
});
