import { listQueue } from '../../../cases/index.js';
import type { saidOutcomes } from '../../../call-outs/index.js';
import { recordRing, standDown, startCallOut } from '../../../call-outs/index.js';
import type { StaffActor } from '../../../kernel/actor.js';
import { runCommand } from '../../../kernel/command.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { runQuery } from '../../../kernel/query.js';
import { demoActor, type LoadedAuthorities } from './load-authorities.js';
import { actorOf } from './load-desk-work.js';
import type { LoadedStaff } from './load-staff.js';

type Said = (typeof saidOutcomes)[number];

/** Dunmere's emergencies: one that somebody accepted, one that was stood down, and one that nobody has answered yet. */
export async function loadCallOuts(
  kernel: Kernel,
  { authorities, staff }: { readonly authorities: LoadedAuthorities; readonly staff: LoadedStaff },
): Promise<void> {
  const authorityId = authorities.ids.get('dunmere');
  if (authorityId === undefined) return;
  const starts = actorOf(staff, 'tom.beddoes', 'call-outs.start', authorityId);
  const reads = actorOf(staff, 'tom.beddoes', 'cases.read', authorityId);
  if (!starts || !reads) return;
  const adviser: StaffActor = { ...starts, grants: new Map([...starts.grants, ...reads.grants]) };
  const { items } = await runQuery(kernel, demoActor, listQueue, { authority: authorityId, limit: 20 });
  const [first, second] = items.filter(({ restricted }) => !restricted);
  if (!first || !second) return;
  const start = (about: object, reason: string, place: string) =>
    runCommand(kernel, adviser, startCallOut, { about, reason, place });
  const accepted = await start({ caseId: first.id }, 'Clinical waste has burst open on the pavement', 'Mill Lane');
  await say(kernel, adviser, accepted, 'accepted');
  const stoodDown = await start({ caseId: second.id }, 'A bin lorry leaks oil on the road', 'Station Road');
  const reason = 'The crew has cleaned it up already';
  await runCommand(kernel, adviser, standDown, { id: stoodDown.id, expectedVersion: stoodDown.version, reason });
  const open = await start({ authorityId }, 'A tree is across the road and leans on a house', 'Church Street');
  await say(kernel, adviser, open, 'not-reached');
}

interface Started {
  readonly id: string;
  readonly version: number;
}

/** Says the same of whoever is rung first. */
async function say(kernel: Kernel, by: StaffActor, { id, version }: Started, outcome: Said): Promise<void> {
  await runCommand(kernel, by, recordRing, { id, expectedVersion: version, place: 1, outcome });
}
