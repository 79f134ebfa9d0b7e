import { insertScimGroup, insertScimMembers } from '#core/directory/scim/scim-groups-repository.js';
import { insertScimUser } from '#core/directory/scim/scim-repository.js';
import { insertScimToken } from '#core/directory/scim/scim-tokens-repository.js';
import { insertIdentity } from '#core/identity/elsewhere/identities-repository.js';
import { hashSecret } from '#core/kernel/http/tokens.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { testNow, type TestWorld } from '#core/testing/harness.js';
import type { Council } from './seed.js';

/** What a council's own system keeps here, and the token by which it does. */
export interface KeptByScim {
  readonly scimTokenId: string;
  readonly scimUserId: string;
  readonly scimGroupId: string;
  /** As whom the council's own system, which signs staff in, knows somebody. */
  readonly identityId: string;
  readonly otherIdentityId: string;
}

export async function seedScim(
  world: TestWorld,
  { authorityId, mark }: Council,
  personId: string,
): Promise<KeptByScim> {
  const [scimTokenId, scimUserId, scimGroupId] = [world.newId(), world.newId(), world.newId()];
  await world.kernel.db.write(everyAuthority, async (db) => {
    const token = { id: scimTokenId, authorityId, name: `Entra ID of ${mark}`, tokenHash: hashSecret(mark) };
    await insertScimToken(db, { ...token, createdAt: testNow, createdByName: 'Set up' });
    const user = { id: scimUserId, personId, authorityId, externalId: `entra-${mark}`, title: null };
    await insertScimUser(db, { ...user, givenName: null, familyName: null }, testNow);
    const group = { id: scimGroupId, authorityId, displayName: `Advisers of ${mark}`, externalId: null };
    await insertScimGroup(db, group, testNow);
    await insertScimMembers(db, authorityId, scimGroupId, [scimUserId]);
  });
  const [identityId, otherIdentityId] = [world.newId(), world.newId()];
  const known = { authorityId, issuer: 'https://login.example', personId, linkedAt: testNow, linkedBy: 'Set up' };
  await world.kernel.db.write(everyAuthority, async (db) => {
    for (const id of [identityId, otherIdentityId])
      await insertIdentity(db, { ...known, id, subject: `number-${mark}-${id}` });
  });
  return { scimTokenId, scimUserId, scimGroupId, identityId, otherIdentityId };
}
