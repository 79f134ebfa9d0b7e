import { z } from 'zod';
import type { LocalDate } from '../../kernel/clock.js';
import { defineCommand } from '../../kernel/command.js';
import { clashes } from '../clashes.js';
import { endRolesOf } from '../ending-repository.js';
import { followJobs, moveImportRuns } from '../following-repository.js';
import { rowsRemain } from '../leaving-errors.js';
import { countClashes, countNaming } from '../move-repository.js';
import { mergeSteps } from '../mergings-repository.js';
import { movesIn, nameOfMove } from '../moves.js';
import { byCommandLine } from '../permissions.js';

const aboutAuthority = (id: number) => ({ kind: 'authority', id: String(id) });

/**
 * Ends the roles at a former council, once nothing of it is left but its history: the last entry of its audit chain.
 * Work that waits for a worker is its successor's from then on.
 * @throws rows_remain
 */
export const closeFormer = defineCommand({
  name: mergeSteps.closed,
  permission: byCommandLine,
  input: z.strictObject({
    reorganisation: z.string(),
    from: z.number().int(),
    into: z.number().int(),
    on: z.custom<LocalDate>((value) => typeof value === 'string'),
  }),
  run: async ({ db, kernel, audit }, { reorganisation, from, into, on }) => {
    const between = { from, to: into };
    const stays: Record<string, number> = {};
    for (const move of movesIn(kernel.db.tables)) {
      const left = await countNaming(db, move.table, move.column, from);
      if (left === 0) continue;
      let staying = 0;
      for (const clash of clashes[move.table.name] ?? [])
        if (clash.becomes === 'stays') staying += await countClashes(db, move.table, clash, between);
      if (left > staying) throw rowsRemain();
      stays[nameOfMove(move)] = left;
    }
    const imports = await moveImportRuns(db, between);
    const jobs = await followJobs(db, between);
    const roles = await endRolesOf(db, from, on);
    await audit({
      ...{ authorityId: from, subject: aboutAuthority(from) },
      details: { reorganisation, stays, imports, jobs, rolesEnded: roles },
    });
    return { stays };
  },
});

/** Anchors the head of a former council's closed audit chain in its successor's. */
export const finishMerging = defineCommand({
  name: mergeSteps.finished,
  permission: byCommandLine,
  input: z.strictObject({
    ...{ reorganisation: z.string(), from: z.number().int(), into: z.number().int() },
    chain: z.strictObject({ seq: z.number(), hash: z.string() }),
  }),
  run: async ({ audit }, { reorganisation, from, into, chain }) =>
    await audit({ authorityId: into, subject: aboutAuthority(from), details: { reorganisation, chain } }),
});
