import { insertKey } from '#core/open311/keys/keys-repository.js';
import { insertRequest } from '#core/open311/requests/requests-repository.js';
import { saveOffer } from '#core/open311/offers/offers-repository.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { testNow, type TestWorld } from '#core/testing/harness.js';
import type { Council } from './seed.js';

/** Keys of other systems at a council, and what was reported with one. */
export interface Reported {
  /** Reports with it are taken. */
  readonly reportKeyId: string;
  /** To be revoked. */
  readonly spareKeyId: string;
}

export async function seedOpen311(
  world: TestWorld,
  { authorityId, mark }: Council,
  { serviceId, caseId }: { readonly serviceId: string; readonly caseId: string },
): Promise<Reported> {
  const [reportKeyId, spareKeyId] = [world.newId(), world.newId()];
  const made = { authorityId, name: `${mark} reports`, createdAt: testNow, createdByName: 'Set up' };
  await world.kernel.db.write(everyAuthority, async (db) => {
    for (const id of [reportKeyId, spareKeyId])
      await insertKey(db, {
        ...made,
        id,
        rights: ['report', 'update'],
        secretHash: `${id.replaceAll('-', '')}${mark}`,
      });
    await saveOffer(db, { serviceId, authorityId, shows: 'requests', version: 0 });
    const description = `What ${mark} was told`;
    await insertRequest(db, {
      ...{ caseId, authorityId, keyId: reportKeyId, description },
      ...{ mediaUrl: undefined, madeAt: testNow },
    });
  });
  return { reportKeyId, spareKeyId };
}
