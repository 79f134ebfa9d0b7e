import { runCommand } from '../../../kernel/command.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { runQuery } from '../../../kernel/query.js';
import { exportPack, installPack } from '../../../packs/index.js';
import { demoActor, type LoadedAuthorities } from './load-authorities.js';

/** Westmoor's potholes came as a pack, of which it changed what customers are told. */
export async function loadPacks(kernel: Kernel, { ids }: LoadedAuthorities): Promise<void> {
  const authorityId = ids.get('westmoor');
  if (authorityId === undefined) return;
  const made = await runQuery(kernel, demoActor, exportPack, { authorityId, service: 'pothole' });
  const service = { ...made.service, summary: 'Report a hole or broken surface on a public road.' };
  const pack = { ...made, by: 'Castlebridge', title: 'Potholes', service };
  await runCommand(kernel, demoActor, installPack, { authorityId, pack });
}
