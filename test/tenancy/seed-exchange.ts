import {
  acceptTransfer,
  addPeer,
  fingerprintOf,
  getTransfer,
  offerTransfer,
  sendNote,
  takeMessage,
} from '#core/exchange/index.js';
import { systemActor, type StaffActor } from '#core/kernel/actor.js';
import type { AuthorityId } from '#core/kernel/scope.js';
import { everyAuthority } from '#core/kernel/scope.js';
import type { TestWorld } from '#core/testing/harness.js';

/** A council in another installation, and cases on the way to it and from it. */
export interface Exchanged {
  readonly peerId: string;
  /** Of a key that nobody has pinned. */
  readonly nextPublicKey: string;
  /** Of the second key that is pinned. */
  readonly pinnedFingerprint: string;
  /** Offered by the council. */
  readonly transferId: string;
  /** Offered to it. */
  readonly incomingTransferId: string;
  /** Taken over by it. */
  readonly sharedTransferId: string;
  readonly sharedTransferKey: string;
  /** A file that is still to come with it, and one that went. */
  readonly transferFileId: string;
  readonly sentFileId: string;
}

interface At {
  readonly authorityId: AuthorityId;
  readonly slug: string;
  readonly mark: string;
  readonly caseId: string;
  readonly ownCaseId: string;
  /** Of `caseId`. */
  readonly fileId: string;
}

const sender = systemActor('a council in another installation sent a signed message');
export const publicKey = 'A'.repeat(43);
export const nextPublicKey = 'B'.repeat(42) + 'A';

export async function seedExchange(world: TestWorld, actor: StaffActor, at: At): Promise<Exchanged> {
  const { authorityId, mark, ownCaseId } = at;
  const fingerprint = fingerprintOf(publicKey);
  // A range for documentation: nothing is ever sent there.
  const council = { origin: 'https://192.0.2.10', councilSlug: 'brayford', councilName: `Brayford beside ${mark}` };
  const { id: peerId } = await world.run(actor, addPeer, { authorityId, ...council, fingerprint, publicKey });
  const terms = { lawfulBasis: 'Public task', purpose: `For ${mark}`, note: `Known in ${mark}` };
  const [found] = await world.kernel.db
    .read(everyAuthority)
    .rows<{ version: number }>(
      world.kernel.db.read(everyAuthority).from('cases').where({ id: ownCaseId }).select('version'),
    );
  const offer = { caseId: ownCaseId, peerId, fields: [], ...terms, expectedVersion: found?.version ?? 0 };
  const { id: transferId } = await world.run(actor, offerTransfer, offer);
  const incomingTransferId = await takeOffer(world, peerId, at);
  const sharedTransferId = await takeOffer(world, peerId, at);
  const accept = { id: sharedTransferId, expectedVersion: 2, caseId: at.caseId };
  const { version } = await world.run(actor, acceptTransfer, accept);
  const note = { id: sharedTransferId, expectedVersion: version, text: `From ${mark}`, files: [at.fileId] };
  await world.run(actor, sendNote, note);
  const { transferKey, files } = await world.read(actor, getTransfer, { id: sharedTransferId });
  const fileOf = (direction: string): string => files.find((file) => file.direction === direction)?.id ?? '';
  return {
    ...{ peerId, nextPublicKey, pinnedFingerprint: fingerprint, transferId, incomingTransferId, sharedTransferId },
    ...{ sharedTransferKey: transferKey, transferFileId: fileOf('in'), sentFileId: fileOf('out') },
  };
}

/** An offer of theirs. Answers the transfer that it makes. */
async function takeOffer(world: TestWorld, peerId: string, at: At): Promise<string> {
  const message = offerMessage(world, at);
  await world.run(sender, takeMessage, { peerId, message, clockAheadMs: 0 });
  const db = world.kernel.db.read(everyAuthority);
  const [made] = await db.rows<{ id: string }>(
    db.from('transfers').where({ transfer_key: message.transfer }).select('id'),
  );
  return made?.id ?? '';
}

/** What the council in the other installation says first. */
export function offerMessage(world: TestWorld, { slug, mark }: Pick<At, 'slug' | 'mark'>) {
  const sentAt = new Date(world.clock.now()).toISOString();
  return {
    ...{ exchange: 1 as const, from: 'brayford', to: slug, transfer: world.newId(), sequence: 1 },
    ...{ idempotency_key: world.newId(), sent_at: sentAt, by: `Ada of ${mark}`, kind: 'offer' as const },
    request: {
      ...{ service_request_id: 'BR-2222-2222-2', service_code: 'pothole', service_name: 'Pothole' },
      ...{ title: `Pothole by ${mark}`, requested_datetime: sentAt, description: `Seen by ${mark}` },
      files: [
        {
          ...{ file_id: world.newId(), name: `${mark}-pothole.txt`, media_type: 'text/plain', size_bytes: 40 },
          sha256: 'ab'.repeat(32),
        },
      ],
      terms: { lawful_basis: 'Public task', purpose: `The road is ${mark}’s`, fields: ['description' as const] },
    },
  };
}
