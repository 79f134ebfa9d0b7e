import { z } from 'zod';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { badInput, notFound, staleVersion } from '../../kernel/errors.js';
import { line, uuidField, versionField } from '../../kernel/input.js';
import { isInScope } from '../../kernel/scope.js';
import { exchangeErrors } from '../exchange-errors.js';
import { fingerprintOf, FingerprintText, PublicKeyText } from '../keys/fingerprint.js';
import {
  findPeer,
  findPeerOf,
  insertPeer,
  insertPinnedKey,
  listPinnedKeys,
  removePinnedKey,
  updatePeer,
} from '../peers/peers-repository.js';
import { OriginText, type Peer } from '../peers/peer-types.js';

const Changed = z.object({ id: z.string(), version: z.number() });
const chosenPeer = { id: uuidField, expectedVersion: versionField };

/**
 * Connects one of our councils to one in another installation, whose key an administrator has compared by its fingerprint.
 * @throws bad_input naming the field
 */
export const addPeer = defineCommand({
  name: 'exchange.add-peer',
  permission: 'exchange.manage',
  input: z.strictObject({
    /** Ours. */
    authorityId: z.coerce.number('Choose the council').int().positive(),
    origin: OriginText,
    councilSlug: line(60, 'the council there'),
    councilName: line(200, 'the name of the council there'),
    fingerprint: FingerprintText,
    publicKey: PublicKeyText,
  }),
  output: Changed,
  run: async (context, { fingerprint, publicKey, ...about }) => {
    const { authorityId, origin, councilSlug } = about;
    if (!isInScope(context.db.scope, authorityId))
      throw badInput({ faults: [{ field: 'authorityId', message: 'Choose one of your own councils' }] });
    refuseMismatch(fingerprint, publicKey);
    const added = { id: context.newId(), ...about, addedAt: context.now, addedByName: nameOf(context) };
    const isNew = await insertPeer(context.db, added);
    const { id, version } = isNew ? { id: added.id, version: 1 } : await openAgain(context, about);
    await pin(context, { id, authorityId }, fingerprint, publicKey);
    const details = { origin, councilSlug, fingerprint };
    await context.audit({ authorityId, subject: { kind: 'exchange-peer', id }, details });
    return { id, version };
  },
});

/** A link that ended begins anew, with the key that was compared now and none of before. */
async function openAgain(
  { db }: CommandContext,
  about: Pick<Peer, 'authorityId' | 'origin' | 'councilSlug'>,
): Promise<{ id: string; version: number }> {
  const peer = await findPeerOf(db, about);
  if (peer?.state !== 'ended')
    throw badInput({
      faults: [{ field: 'councilSlug', message: 'Choose another council: this one is connected already' }],
    });
  for (const { id } of await listPinnedKeys(db, peer.id)) await removePinnedKey(db, id);
  if (!(await updatePeer(db, peer, { state: 'open', endedAt: null }))) throw staleVersion();
  return { id: peer.id, version: peer.version + 1 };
}

/**
 * Pins another key of a peer beside those that it has: the next one, before the peer begins to sign with it.
 * @throws not_found; exchange_peer_ended; bad_input on `fingerprint`
 */
export const pinKey = defineCommand({
  name: 'exchange.pin-key',
  permission: 'exchange.manage',
  input: z.strictObject({ id: uuidField, fingerprint: FingerprintText, publicKey: PublicKeyText }),
  output: Changed,
  run: async (context, { id, fingerprint, publicKey }) => {
    const peer = await openPeer(context, id);
    refuseMismatch(fingerprint, publicKey);
    const known = await listPinnedKeys(context.db, peer.id);
    if (known.some((key) => key.fingerprint === fingerprint))
      throw badInput({ faults: [{ field: 'fingerprint', message: 'Choose another key: this one is pinned already' }] });
    await pin(context, peer, fingerprint, publicKey);
    return await changed(context, peer, { fingerprint });
  },
});

/**
 * Takes a key back: whatever it signs is refused from then on.
 * @throws not_found; stale_version; exchange_peer_ended
 */
export const unpinKey = defineCommand({
  name: 'exchange.unpin-key',
  permission: 'exchange.manage',
  input: z.strictObject({ ...chosenPeer, fingerprint: FingerprintText }),
  output: Changed,
  run: async (context, { fingerprint, ...chosen }) => {
    const peer = await peerToChange(context, chosen);
    const key = (await listPinnedKeys(context.db, peer.id)).find((known) => known.fingerprint === fingerprint);
    if (!key) throw notFound();
    await removePinnedKey(context.db, key.id);
    return await changed(context, peer, { unpinned: fingerprint });
  },
});

/**
 * Ends the link with a council: nothing is sent to it or taken from it any more. What was exchanged stays.
 * @throws not_found; stale_version; exchange_peer_ended
 */
export const endPeer = defineCommand({
  name: 'exchange.end-peer',
  permission: 'exchange.manage',
  input: z.strictObject(chosenPeer),
  output: Changed,
  run: async (context, chosen) => {
    const peer = await peerToChange(context, chosen);
    return await changed(context, peer, { state: 'ended' }, { state: 'ended', endedAt: context.now });
  },
});

async function peerToChange(
  context: CommandContext,
  { id, expectedVersion }: { readonly id: string; readonly expectedVersion: number },
): Promise<Peer> {
  const peer = await openPeer(context, id);
  if (peer.version !== expectedVersion) throw staleVersion({ facts: { version: peer.version } });
  return peer;
}

async function openPeer({ db }: CommandContext, id: string): Promise<Peer> {
  const peer = await findPeer(db, id);
  if (!peer) throw notFound();
  if (peer.state === 'ended') throw exchangeErrors.peerEnded();
  return peer;
}

async function changed(
  context: CommandContext,
  peer: Peer,
  details: Readonly<Record<string, unknown>>,
  change: Parameters<typeof updatePeer>[2] = {},
): Promise<{ id: string; version: number }> {
  const { id, authorityId, version } = peer;
  if (!(await updatePeer(context.db, peer, change))) throw staleVersion({ facts: { version: version + 1 } });
  await context.audit({ authorityId, subject: { kind: 'exchange-peer', id }, details });
  return { id, version: version + 1 };
}

async function pin(
  context: CommandContext,
  { id: peerId, authorityId }: Pick<Peer, 'id' | 'authorityId'>,
  fingerprint: string,
  publicKey: string,
): Promise<void> {
  const pinned = { pinnedAt: context.now, pinnedByName: nameOf(context) };
  await insertPinnedKey(context.db, authorityId, { id: context.newId(), peerId, fingerprint, publicKey, ...pinned });
}

function refuseMismatch(fingerprint: string, publicKey: string): void {
  if (fingerprintOf(publicKey) === fingerprint) return;
  throw badInput({
    faults: [{ field: 'fingerprint', message: 'Compare the fingerprint again: it is not that key’s' }],
  });
}

function nameOf({ actor }: CommandContext): string {
  return actor.kind === 'staff' ? actor.name : 'The command line';
}
