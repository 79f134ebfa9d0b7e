import { z } from 'zod';
import { systemActor } from '../../kernel/actor.js';
import { MINUTE_MS } from '../../kernel/clock.js';
import { runCommand } from '../../kernel/command.js';
import { uuidField } from '../../kernel/input.js';
import { defineJob } from '../../kernel/jobs.js';
import type { Kernel } from '../../kernel/kernel.js';
import { everyAuthority } from '../../kernel/scope.js';
import { returnHandover } from './end-handover.js';
import { handoverErrors } from './handover-errors.js';
import { findCase } from '../repository.js';
import { runDue, unlessOvertaken } from '../run-due.js';
import { findHandover, listToReturn } from './handovers-repository.js';

/** Looks each minute which offers nobody has accepted in time, and gives them back. */
export const returnHandovers = defineJob({
  kind: 'cases.return-handovers',
  payload: z.strictObject({}),
  everyMs: MINUTE_MS,
  leaseMs: 10 * MINUTE_MS,
  run: async (kernel) => {
    const db = kernel.db.read(everyAuthority);
    await runDue(
      (limit) => listToReturn(db, kernel.clock.now(), limit),
      (id) => giveBack(kernel, id, 'nobody accepted it in time'),
      [handoverErrors.ended],
    );
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
    if (!stays)
      await unlessOvertaken(() => giveBack(kernel, open.id, 'its case went elsewhere'), [handoverErrors.ended]);
  },
});

async function giveBack(kernel: Kernel, id: string, why: string): Promise<void> {
  await runCommand(kernel, systemActor(why), returnHandover, { id });
}
