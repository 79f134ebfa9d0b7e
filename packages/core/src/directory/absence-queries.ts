import { z } from 'zod';
import { localDateAt } from '../kernel/london-time.js';
import { defineQuery } from '../kernel/query.js';
import { findAbsence } from './absences-repository.js';
import { listColleagues } from './repository.js';
import type { Absence, StaffName } from './types.js';

export interface OwnAbsence {
  readonly absence: Absence | null;
  /** Who can stand in: the colleagues of the actor's teams. */
  readonly colleagues: readonly Pick<StaffName, 'id' | 'name'>[];
}

/** When the actor is away, and who can stand in. */
export const getOwnAbsence = defineQuery({
  name: 'directory.get-own-absence',
  permission: 'directory.read',
  input: z.strictObject({}),
  run: async ({ actor, db, now }): Promise<OwnAbsence> => {
    if (actor.kind !== 'staff') return { absence: null, colleagues: [] };
    const absence = await findAbsence(db, actor.staffId, localDateAt(now));
    return { absence: absence ?? null, colleagues: await listColleagues(db, actor.staffId) };
  },
});
