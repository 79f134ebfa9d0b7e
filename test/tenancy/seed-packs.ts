import { missedBin } from '#core/cases/testing/case-world.js';
import { systemActor, type StaffActor } from '#core/kernel/actor.js';
import type { AuthorityId } from '#core/kernel/scope.js';
import { getKeptPack, installPack, keepPack } from '#core/packs/index.js';
import type { TestWorld } from '#core/testing/harness.js';

/** A pack of the service that each council has, in its version of that number. */
export function packOf(mark: string, version: string): object {
  return {
    'moothall-pack': 1,
    ...{ name: 'missed-bin', version, title: `Missed bins of ${mark}`, licence: 'CC0-1.0' },
    teams: { waste: { name: `${mark} waste`, does: `Works for ${mark}` } },
    service: missedBin({ name: `Missed bin of ${mark}`, summary: `Tell ${mark} that a bin was not emptied.` }),
  };
}

/** Installs it over the service, which says the same. Answers its id. */
export async function seedPack(world: TestWorld, authorityId: AuthorityId, mark: string): Promise<string> {
  const { id } = await world.run(systemActor('seeds a test'), installPack, {
    authorityId,
    pack: packOf(mark, '1.0.0'),
  });
  return id;
}

/** A newer version that somebody sent and nobody has installed yet, and the code of its difference. */
export interface KeptPackFile {
  readonly packFileId: string;
  readonly packFileCode: string;
}

export async function seedPackFile(
  world: TestWorld,
  actor: StaffActor,
  { authorityId, mark }: { readonly authorityId: AuthorityId; readonly mark: string },
): Promise<KeptPackFile> {
  const file = { authorityId, name: `${mark}.yaml`, content: JSON.stringify(packOf(mark, '1.1.0')) };
  const { id: packFileId } = await world.run(actor, keepPack, file);
  const { plan } = await world.read(actor, getKeptPack, { id: packFileId });
  return { packFileId, packFileCode: plan.code };
}
