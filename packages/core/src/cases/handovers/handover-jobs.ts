import { z } from 'zod';
import { systemActor } from '../../kernel/actor.js';
import { MINUTE_MS } from '../../kernel/clock.js';
import { runCommand } from '../../kernel/command.js';
import { isError } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { defineJob } from '../../kernel/jobs.js';
import type { Kernel } from '../../kernel/kernel.js';
import { everyAuthority } from '../../kernel/scope.js';
import { returnHandover } from './end-handover.js';
import { handoverErrors } from './handover-errors.js';
import { findCase } from '../repository.js';
import { findHandover, listToReturn } from './handovers-repository.js';

const atOnce = 200;

/** Looks each minute which offers nobody has accepted in time, and gives them back. */
export const returnHandovers = defineJob({
  kind: 'cases.return-handovers',
  payload: z.strictObject({}),
  everyMs: MINUTE_MS,
  leaseMs: 10 * MINUTE_MS,
  run: async (kernel) => {
    const db = kernel.db.read(everyAuthority);
    for (;;) {
      const due = await listToReturn(db, kernel.clock.now(), atOnce);
      for (const id of due) await giveBack(kernel, id, 'nobody accepted it in time');
      if (due.length < atOnce) return;
    }
  },
});

/** A case that was closed, restricted or handed to another team is no longer for whom it was offered to. */
export const returnOvertaken = defineJob({
  kind: 'cases.return-overtaken',
  payload: z.looseObject({ subjectId: uuidField }),
  topics: ['case.resolved', 'case.restricted', 'case.handed-over'],
  run: async (kernel, { subjectId }) => {
    const db = kernel.db.read(everyAuthority);
    const found = await findCase(db, subjectId);
    const open = found?.openHandoverId ? await findHandover(db, found.openHandoverId) : undefined;
    if (!found || !open) return;
    const stays = found.teamId === open.fromTeamId && found.statusKind !== 'closed' && !found.restricted;
    if (!stays) await giveBack(kernel, open.id, 'its case went elsewhere');
  },
});

async function giveBack(kernel: Kernel, id: string, why: string): Promise<void> {
  try {
    await runCommand(kernel, systemActor(why), returnHandover, { id });
  } catch (error) {
    if (!isError(error, handoverErrors.ended.code)) throw error; // somebody was faster
  }
}
