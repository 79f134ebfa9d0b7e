import { z } from 'zod';
import { forgetAuthorities, listAuthorities } from '../../authorities/index.js';
import { defineCommand } from '../../kernel/command.js';
import { localDateAt } from '../../kernel/london-time.js';
import { byCommandLine } from '../permissions.js';
import { findSplitting, planSplit, type SplitAsked } from '../split-plan.js';
import { answerFrom, listAnswered, listPlacesIn, writePartSuccession } from '../split-repository.js';
import { splittingBlocked, splittingChanged, splittingTooEarly } from '../splitting-errors.js';
import { splitSteps } from '../splittings-repository.js';

/**
 * Makes another council follow in a part of one's area, in one step, if the plan is still what was confirmed: who
 * answers there from that day on. Rows follow.
 * @throws cannot_split; splitting_too_early; splitting_plan_changed; splitting_blocked
 */
export const beginSplitting = defineCommand({
  name: splitSteps.begun,
  permission: byCommandLine,
  input: z.strictObject({ asked: z.custom<SplitAsked>(), askedDigest: z.string(), code: z.string() }),
  run: async ({ db, now, kernel, newId, audit }, { asked, askedDigest, code }) => {
    const split = findSplitting(await listAuthorities(kernel), asked);
    const { from, to, on, area } = split;
    if (on > localDateAt(now)) throw splittingTooEarly();
    const plan = await planSplit(db, split);
    if (plan.code !== code) throw splittingChanged();
    if (plan.obstacles.length > 0)
      throw splittingBlocked({
        faults: plan.obstacles.map(({ what, fix }) => ({ field: 'settle first', message: `${what}. ${fix}` })),
      });
    const services = split.services ?? (await listAnswered(db, from.id, on));
    const areas =
      area.kind === 'wards'
        ? area.wards.map((ward) => ({ kind: 'ward' as const, key: `${from.id}/${ward}` }))
        : (await listPlacesIn(db, from.id, area)).map((key) => ({ kind: 'place' as const, key }));
    await answerFrom(db, { areas, services, from: from.id, to: to.id, on }, newId);
    const between = { from: from.id, to: to.id, on };
    await writePartSuccession(db, between, { area, services: split.services ?? ['*'] }, { newId, now });
    const id = newId();
    const { undecided, ...counted } = plan;
    await audit({
      ...{ authorityId: from.id, otherSideId: to.id, subject: { kind: 'authority', id: String(from.id) } },
      details: {
        ...{ reorganisation: id, asked: askedDigest, code, to: to.id, on },
        plan: { ...counted, undecided: undecided.length },
      },
    });
    forgetAuthorities(kernel.db);
    return { id };
  },
});
