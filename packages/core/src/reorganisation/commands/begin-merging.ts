import { z } from 'zod';
import { forgetAuthorities, listAuthorities, type Authority } from '../../authorities/index.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { localDateAt } from '../../kernel/london-time.js';
import { endAgreement } from '../../partnerships/index.js';
import { beginRoles, followPosts, followResponsibilities, writeSuccession } from '../following-repository.js';
import { listAgreementsCalled } from '../leave-repository.js';
import type { LeavingCheck } from '../leaving-checks.js';
import { findMerged, planMerging, type MergePlan, type Merging } from '../merge-plan.js';
import { mergingBlocked, mergingChanged, mergingTooEarly } from '../merging-errors.js';
import { mergeSteps } from '../mergings-repository.js';
import { byCommandLine } from '../permissions.js';

/**
 * Makes one council follow others, in one step, if the plan is still what was confirmed: agreements end, roles, posts
 * and answering begin anew. Their rows are still the former councils', whose staff may read them until they are moved.
 * @throws cannot_merge; merging_too_early; merging_plan_changed; merging_blocked
 */
export const beginMerging = (checks: readonly LeavingCheck[]) =>
  defineCommand({
    name: mergeSteps.begun,
    permission: byCommandLine,
    input: z.strictObject({
      into: z.string(),
      from: z.array(z.string()),
      on: z.string(),
      code: z.string(),
    }),
    run: async (context, { code, ...asked }) => {
      const { db, now, kernel } = context;
      const merging = findMerged(await listAuthorities(kernel), asked);
      if (merging.on > localDateAt(now)) throw mergingTooEarly();
      const plan = await planMerging(db, merging, { checks, schema: kernel.db.tables });
      if (plan.code !== code) throw mergingChanged();
      if (plan.obstacles.length > 0)
        throw mergingBlocked({
          faults: plan.obstacles.map(({ what, fix }) => ({ field: 'settle first', message: `${what}. ${fix}` })),
        });
      await endAgreements(context, merging, plan);
      const reorganisation = context.newId();
      for (const former of merging.from) {
        const counts = await follow(context, merging, former);
        await context.audit({
          ...{ authorityId: former.id, otherSideId: merging.into.id },
          subject: { kind: 'authority', id: String(former.id) },
          details: { reorganisation, code, into: merging.into.id, on: merging.on, ...counts, plan: withoutWords(plan) },
        });
      }
      forgetAuthorities(kernel.db);
      return { id: reorganisation };
    },
  });

async function endAgreements(context: CommandContext, { into, on }: Merging, plan: MergePlan): Promise<void> {
  const ids = plan.agreements.map(({ id }) => id);
  const found = ids.length === 0 ? [] : await listAgreementsCalled(context.db, ids);
  for (const { id, version: expectedVersion } of found)
    await context.call(endAgreement, {
      id,
      expectedVersion,
      reason: `Councils are merged into ${into.name} on ${on}.`,
    });
}

async function follow(context: CommandContext, { into, on }: Merging, former: Authority) {
  const { db, newId, now } = context;
  const following = { between: { from: former.id, to: into.id }, on, newId };
  const roles = await beginRoles(db, following);
  const posts = await followPosts(db, following, into.name);
  const responsibilities = await followResponsibilities(db, following);
  await writeSuccession(db, { former, to: into.id, on }, { id: newId(), now });
  return { roles, posts, responsibilities };
}

/** The audit holds numbers and ids: an agreement's title may say more. */
function withoutWords({ agreements, ...plan }: MergePlan): MergePlan {
  return { ...plan, agreements: agreements.map((each) => ({ ...each, title: 'Agreement' })) };
}
