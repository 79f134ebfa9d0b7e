import { findAuthorityBySlug } from '../authorities/index.js';
import {
  addPeer,
  FingerprintText,
  groupedFingerprint,
  listKeys,
  listPeers,
  makeKey,
  OriginText,
  pinKey,
  publishedKeys,
  readPublished,
  signingKey,
  type PeerToSee,
  type Published,
} from '../exchange/index.js';
import { systemActor } from '../kernel/actor.js';
import type { Instant } from '../kernel/clock.js';
import { runCommand } from '../kernel/command.js';
import { badInput } from '../kernel/errors.js';
import { parseInput } from '../kernel/input.js';
import type { Kernel } from '../kernel/kernel.js';
import { runQuery } from '../kernel/query.js';
import { everyAuthority } from '../kernel/scope.js';

const commandLine = systemActor('command line');

/** One of the installation's own keys, as an operator reads it out. */
export interface PrintedKey {
  /** In groups of four. */
  readonly fingerprint: string;
  readonly state: 'signs' | 'next';
  readonly fromAt: Instant;
}

/** The keys that other installations see. `next` makes the successor of the one that signs; the first is made when there is none. */
export async function exchangeKeys(kernel: Kernel, { next }: { readonly next: boolean }): Promise<PrintedKey[]> {
  const read = () => listKeys(kernel.db.read(everyAuthority));
  const isFirst = (await read()).length === 0;
  if (isFirst || next) await makeKey(kernel, commandLine, isFirst ? 'first' : 'next');
  const now = kernel.clock.now();
  const keys = await read();
  const signs = signingKey(keys, now);
  return publishedKeys(keys, now).map((key) => ({
    fingerprint: groupedFingerprint(key.fingerprint),
    state: key === signs ? 'signs' : 'next',
    fromAt: key.fromAt,
  }));
}

/** What `moothall exchange add` is told. */
export interface NewLink {
  /** Ours, by its slug. */
  readonly council: string;
  readonly origin: string;
  /** What their council is called there. */
  readonly theirCouncil: string;
  /** As their administrator reads it out. */
  readonly fingerprint: string;
}

/**
 * Connects one of our councils to one in another installation, whose key must be published there under that fingerprint.
 * @throws bad_input naming what to correct
 */
export async function connectCouncil(kernel: Kernel, link: NewLink): Promise<{ id: string; councilName: string }> {
  const authority = await findAuthorityBySlug(kernel, link.council);
  if (authority?.kind !== 'authority') throw fault('council', `there is no council ${link.council} here`);
  const origin = parseInput(OriginText, link.origin);
  const published = await readPublished(kernel, origin);
  const council = published.councils.find(({ slug }) => slug === link.theirCouncil);
  if (!council) throw fault('theirCouncil', `there is no council ${link.theirCouncil} there`);
  const { kid: fingerprint, x: publicKey } = keyOf(published, link.fingerprint);
  const about = { authorityId: authority.id, origin, councilSlug: council.slug, councilName: council.name };
  const { id } = await runCommand(kernel, commandLine, addPeer, { ...about, fingerprint, publicKey });
  return { id, councilName: council.name };
}

/** Pins another key of a council that is connected. @throws not_found; bad_input */
export async function pinCouncilKey(
  kernel: Kernel,
  about: { readonly id: string; readonly fingerprint: string },
): Promise<void> {
  const peer = (await listConnected(kernel)).find(({ id }) => id === about.id);
  if (!peer) throw fault('id', 'no connected council has that id: "moothall exchange peers" lists them');
  const { kid: fingerprint, x: publicKey } = keyOf(await readPublished(kernel, peer.origin), about.fingerprint);
  await runCommand(kernel, commandLine, pinKey, { id: peer.id, fingerprint, publicKey });
}

export async function listConnected(kernel: Kernel): Promise<readonly PeerToSee[]> {
  return await runQuery(kernel, commandLine, listPeers, {});
}

function keyOf({ keys }: Published, typed: string): Published['keys'][number] {
  const fingerprint = parseInput(FingerprintText, typed);
  const key = keys.find(({ kid }) => kid === fingerprint);
  if (!key) throw fault('fingerprint', 'that installation publishes no key with this fingerprint');
  return key;
}

function fault(field: string, message: string): Error {
  return badInput({ faults: [{ field, message }] });
}
