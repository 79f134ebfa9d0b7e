import { z } from 'zod';
import { addTeam } from '../../directory/index.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { isInScope } from '../../kernel/scope.js';
import { publishArticle, withdrawArticle } from '../../knowledge/index.js';
import { publishService } from '../../services/index.js';
import { AskedToInstall } from '../asked-to-install.js';
import { packMovedOn, packRefused } from '../pack-errors.js';
import { planInstall, type InstallPlan } from '../plan-install.js';
import { saveInstallation } from '../repository.js';
import type { Pack } from '../types.js';

export const Installed = z.object({
  ...{ id: z.string(), name: z.string(), version: z.string(), isNothing: z.boolean() },
  ...{ updated: z.number(), kept: z.number(), conflicts: z.number() },
});

/**
 * Installs a pack, or brings it up to date: what the council changed stays, the rest becomes as the pack has it. Whole or
 * not at all, by the commands that publish services and articles.
 * @throws not_found; pack_refused naming what to correct; pack_moved_on when the plan isn't the one that was looked at
 */
export const installPack = defineCommand({
  name: 'packs.install-pack',
  permission: 'packs.install',
  input: AskedToInstall.extend({
    /** The code of the plan that was looked at; left out: it is done whatever it is. */
    seen: z.string().max(64).optional(),
  }),
  output: Installed,
  run: async (context, { seen, ...asked }) => {
    const { authorityId, pack } = asked;
    if (!isInScope(context.db.scope, authorityId)) throw notFound();
    const plan = await planInstall(context, asked);
    if (plan.faults.length > 0) throw packRefused({ faults: plan.faults });
    if (seen !== undefined && plan.code !== seen) throw packMovedOn();
    await write(context, authorityId, { pack, plan });
    const { before, digest, teams, differences } = plan;
    const id = before?.id ?? context.newId();
    const by = context.actor.kind === 'staff' ? context.actor.staffId : null;
    if (!plan.isNothing)
      await saveInstallation(context.db, { id, authorityId, digest, pack, teams, at: context.now, by, before });
    const count = (kind: string): number => differences.filter((each) => each.kind === kind).length;
    const counts = { updated: count('updated'), kept: count('kept'), conflicts: count('conflict') };
    const details = { name: pack.name, version: pack.version, before: before?.pack.version ?? null, digest, ...counts };
    await context.audit({ authorityId, subject: { kind: 'pack', id }, details });
    return { id, name: pack.name, version: pack.version, isNothing: plan.isNothing, ...counts };
  },
});

interface Planned {
  readonly pack: Pack;
  readonly plan: InstallPlan;
}

async function write(context: CommandContext, authorityId: number, { pack, plan }: Planned): Promise<void> {
  for (const key of plan.teamsToAdd) {
    const { name = key, does = name } = pack.teams[key] ?? {};
    await context.call(addTeam, { authorityId, key, name, purpose: does });
  }
  const { service, articles, withdrawn } = plan.writes;
  if (service) await context.call(publishService, { authorityId, definition: service });
  for (const article of articles) await context.call(publishArticle, { authorityId, article });
  for (const { id, version } of withdrawn) await context.call(withdrawArticle, { id, expectedVersion: version });
}
