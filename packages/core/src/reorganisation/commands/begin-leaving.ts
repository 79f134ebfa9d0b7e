import { z } from 'zod';
import { forgetAuthorities, listAuthorities } from '../../authorities/index.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { localDateAt } from '../../kernel/london-time.js';
import { disableAccount } from '../../identity/index.js';
import { endAgreement } from '../../partnerships/index.js';
import { endMembership, listAgreementsToEnd, listStaffOf } from '../leave-repository.js';
import { planLeaving, type LeavePlan } from '../leave-plan.js';
import type { LeavingCheck } from '../leaving-checks.js';
import { leavingBlocked, leavingChanged, notMember } from '../leaving-errors.js';
import { byCommandLine } from '../permissions.js';
import { stepNames } from '../leavings-repository.js';

/**
 * Ends a member's part in the installation: its agreements, roles, posts and accounts, in one step, if the plan is still
 * what was confirmed. Its rows are there until they are archived and removed.
 * @throws not_a_member; leaving_plan_changed; leaving_blocked
 */
export const beginLeaving = (checks: readonly LeavingCheck[]) =>
  defineCommand({
    name: stepNames.begun,
    permission: byCommandLine,
    input: z.strictObject({ slug: z.string(), code: z.string() }),
    run: async (context, { slug, code }) => {
      const { db, now, kernel } = context;
      const authority = (await listAuthorities(kernel)).find((each) => each.slug === slug);
      if (authority?.kind !== 'authority') throw notMember();
      const plan = await planLeaving(db, authority, { checks, now, schema: kernel.db.tables });
      if (plan.code !== code) throw leavingChanged();
      if (plan.obstacles.length > 0)
        throw leavingBlocked({
          faults: plan.obstacles.map(({ what, fix }) => ({ field: 'settle first', message: `${what}. ${fix}` })),
        });
      const today = localDateAt(now);
      const { losingAccount } = await listStaffOf(db, authority.id, today);
      await endAgreements(context, authority);
      await endMembership(db, authority.id, today);
      for (const personId of losingAccount) await context.call(disableAccount, { personId });
      const id = context.newId();
      await context.audit({
        authorityId: authority.id,
        subject: { kind: 'authority', id: String(authority.id) },
        details: { reorganisation: id, code, plan: withoutWords(plan) },
      });
      forgetAuthorities(kernel.db);
      return { id, authorityId: authority.id };
    },
  });

async function endAgreements(context: CommandContext, { id, name }: { id: number; name: string }): Promise<void> {
  for (const { id: agreementId, version } of await listAgreementsToEnd(context.db, id))
    await context.call(endAgreement, {
      ...{ id: agreementId, expectedVersion: version },
      reason: `${name} leaves the partnership.`,
    });
}

/** The audit holds numbers and ids: an agreement's title may say more. */
function withoutWords({ agreements, ...plan }: LeavePlan): LeavePlan {
  return { ...plan, agreements: agreements.map((each) => ({ ...each, title: 'Agreement' })) };
}
