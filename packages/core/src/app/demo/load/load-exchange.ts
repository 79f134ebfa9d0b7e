import { getCase, logCase, storeUpload } from '../../../cases/index.js';
import {
  acceptTransfer,
  addPeer,
  declineTransfer,
  endPeer,
  fingerprintOf,
  getTransfer,
  makeKey,
  sendNote,
  sendStatus,
  settleFile,
  withdrawTransfer,
  type Said,
} from '../../../exchange/index.js';
import { runCommand } from '../../../kernel/command.js';
import { newId } from '../../../kernel/ids.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { runQuery } from '../../../kernel/query.js';
import type { DemoWorld } from '../world/types.js';
import {
  isoAt,
  letterOf,
  neighbourSlug,
  offeredByNeighbour,
  offerToNeighbour,
  settleWith,
  type HandOver,
  type Link,
  type TheirCase,
} from './exchange-neighbour.js';
import { demoActor, type LoadedAuthorities } from './load-authorities.js';
import { actorOf } from './load-desk-work.js';
import type { LoadedCatalogue } from './load-catalogue.js';
import type { LoadedContacts } from './load-interactions.js';
import type { LoadedStaff } from './load-staff.js';

/** 32 bytes in base64url each. Nobody has the other half: the demo's neighbours are made up. */
const neighboursKey = 'bW9vdGhhbGwtZGVtby1uZWlnaGJvdXJzLWtleS0wMDE';
const formersKey = 'bW9vdGhhbGwtZGVtby1uZWlnaGJvdXJzLWtleS0wMDI';
const neighbour = {
  ...{ origin: 'https://desk.brayford.example', councilSlug: neighbourSlug, councilName: 'Brayford Borough Council' },
  ...{ fingerprint: fingerprintOf(neighboursKey), publicKey: neighboursKey },
};
const former = {
  ...{ origin: 'https://moothall.marlow-vale.example', councilSlug: 'marlow-vale' },
  ...{ councilName: 'Marlow Vale District Council', fingerprint: fingerprintOf(formersKey), publicKey: formersKey },
};

/**
 * A neighbour in another installation, with hand-overs in each state in both directions, and one whose link has ended. What
 * was sent is settled, as when the neighbour answered earlier: nothing waits for a far end that isn't there.
 */
export async function loadExchange(
  kernel: Kernel,
  world: DemoWorld,
  loaded: {
    readonly authorities: LoadedAuthorities;
    readonly staff: LoadedStaff;
    readonly catalogue: LoadedCatalogue;
    readonly contacts: LoadedContacts;
  },
): Promise<void> {
  const authorityId = loaded.authorities.ids.get('dunmere');
  const janet = authorityId && actorOf(loaded.staff, 'janet.oakley', 'exchange.hand-over', authorityId);
  if (!authorityId || !janet) return;
  const officer = { ...janet, grants: new Map([...janet.grants, ['cases.note', [{ authorityId }]]]) };
  const serviceId = loaded.catalogue.services.get('dunmere/fly-tipping')?.id;
  if (serviceId === undefined) return;
  const administrator = actorOf(loaded.staff, 'glyn.penry', 'exchange.manage', authorityId) ?? demoActor;
  await makeKey(kernel, demoActor, 'first');
  const { id: peerId } = await runCommand(kernel, administrator, addPeer, { authorityId, ...neighbour });
  const { id: formerId } = await runCommand(kernel, administrator, addPeer, { authorityId, ...former });
  await runCommand(kernel, administrator, endPeer, { id: formerId, expectedVersion: 1 });
  const link = { kernel, peerId, officer };
  const found = async (what: string, where: string): Promise<Chosen> => {
    const answers = { what, 'how-much': 'van', 'whose-land': 'unknown', blocking: false, seen: false };
    const { id } = await runCommand(kernel, demoActor, logCase, { serviceId, answers, location: { text: where } });
    return await runQuery(kernel, demoActor, getCase, { id });
  };
  await finishedThere(link, await found('tyres', 'Ridge Lane, below the quarry gate'));
  await declinedThere(link, await found('builders', 'Field gate on the Brayford road'));
  await takenBack(link, await found('household', 'Weir car park'));
  await askBack(
    link,
    await offerToNeighbour(link, await found('garden', 'Picnic place at the lock'), { note: crossing }),
  );
  const fileNames = ['How to find the site.txt'];
  await offerToNeighbour(link, await found('white-goods', 'Track to the old brickworks'), {
    note: crossing,
    fileNames,
  });
  await takenOverThere(link, await found('bags', 'Quarry Lane, past the second bridge'));
  const taken = await found('household', 'Substation track, Dunmere side');
  await theirOffers(link, { open: taken.id, closed: closedCase(world, loaded.contacts) });
}

const crossing = 'It lies beyond the parish boundary. Can your crew fetch it?';

/** The neighbour took it over, wrote, has one of its files and could not take the other; we answered. */
async function takenOverThere(link: Link, chosen: Chosen): Promise<void> {
  const { kernel, officer } = link;
  const fileNames = ['What the caller wrote.txt', 'Site plan.txt'];
  const { id, fileKeys, hear } = await offerToNeighbour(link, chosen, { note: crossing, fileNames });
  const updated_datetime = isoAt(kernel);
  await hear({ kind: 'accept', update: { updated_datetime, service_request_id: 'BR-7K2M-9QXD-4' } });
  const [came = '', refused = ''] = fileKeys;
  await hear({ kind: 'file', update: { updated_datetime, file_id: came, state: 'arrived' } });
  const description = 'It is of a kind that is not taken here';
  await hear({ kind: 'file', update: { updated_datetime, file_id: refused, state: 'refused', description } });
  await hear(note(kernel, 'Our crew goes on Thursday morning. Is there a gate for the lorry?'));
  const { version: expectedVersion } = await runQuery(kernel, demoActor, getTransfer, { id });
  const text = 'Yes, by the second bridge. The farmer has the key.';
  await runCommand(kernel, officer, sendNote, { id, expectedVersion, text });
  await settleWith(link, id);
}

/** The neighbour took it over and has done it. */
async function finishedThere(link: Link, chosen: Chosen): Promise<void> {
  const { kernel } = link;
  const { hear } = await offerToNeighbour(link, chosen, { note: crossing });
  const updated_datetime = isoAt(kernel);
  await hear({ kind: 'accept', update: { updated_datetime, service_request_id: 'BR-8H3N-4TWC-6' } });
  const status = { status: 'OPEN', external_status_code: 'crew-sent', description: 'A crew has been sent' } as const;
  await hear({ kind: 'status', update: { updated_datetime, ...status } });
  const done = { status: 'CLOSED', external_status_code: 'cleared', description: 'We cleared it away' } as const;
  await hear({ kind: 'status', update: { updated_datetime, ...done } });
}

async function declinedThere(link: Link, chosen: Chosen): Promise<void> {
  const { hear } = await offerToNeighbour(link, chosen, { note: crossing });
  const description = 'The field is private: its owner clears it. We have written to them.';
  await hear({ kind: 'decline', update: { updated_datetime: isoAt(link.kernel), description } });
}

async function takenBack(link: Link, chosen: Chosen): Promise<void> {
  const handed = await offerToNeighbour(link, chosen, { note: crossing });
  await askBack(link, handed);
  await handed.hear({ kind: 'withdrawn', update: { updated_datetime: isoAt(link.kernel) } });
}

async function askBack(link: Link, { id, version }: HandOver): Promise<void> {
  const reason = 'Our own crew was there and took it along.';
  await runCommand(link.kernel, link.officer, withdrawTransfer, { id, expectedVersion: version, reason });
  await settleWith(link, id);
}

const flyTipping = ['fly-tipping', 'Fly-tipping'] as const;

/** What the neighbour offered us, in each state. */
async function theirOffers(
  link: Link,
  cases: { readonly open: string | undefined; readonly closed: string | undefined },
): Promise<void> {
  await takenOverHere(link, cases.open, {
    ...{ reference: 'BR-5D4V-2HRK-7', service: flyTipping, title: 'Mattresses behind the substation' },
    ...{ description: 'What was left: Furniture', address: 'Substation track, Dunmere side' },
    ...{ note: 'Two crews saw it; it is on your land.', fileName: 'What they found.txt' },
  });
  const done = await takenOverHere(link, cases.closed, {
    ...{ reference: 'BR-2W9C-6MKF-3', service: flyTipping, title: 'Tyres at the ford' },
    ...{ description: 'What was left: Tyres', address: 'The ford, Dunmere bank', note: 'About twenty, by the water.' },
  });
  if (done) await runCommand(link.kernel, demoActor, sendStatus, { caseId: cases.closed ?? '' });
  if (done) await settleWith(link, done);
  const declined = await offeredByNeighbour(link, {
    ...{ reference: 'BR-6R7J-3PLX-8', service: ['pothole', 'Pothole'], title: 'Pothole on the old mill road' },
    ...{
      description: 'How deep: About a hand',
      address: 'Old mill road',
      note: 'We think that this stretch is yours.',
    },
  });
  const reason = 'The road is the county’s. Please offer it to Westmoor.';
  const { id, version: expectedVersion } = declined;
  await runCommand(link.kernel, link.officer, declineTransfer, { id, expectedVersion, reason });
  await settleWith(link, id);
  const gone = await offeredByNeighbour(link, {
    ...{ reference: 'BR-9B2T-7CHD-5', service: flyTipping, title: 'Rubble in the lay-by' },
    ...{ description: 'What was left: Rubble', address: 'Lay-by on the ridge', note: 'Reported twice today.' },
  });
  const description = 'It lies on our side after all.';
  await gone.hear({ kind: 'withdraw', update: { updated_datetime: isoAt(link.kernel), description } });
  await settleWith(link, gone.id);
  await offeredByNeighbour(link, {
    ...{ reference: 'BR-3W8H-6TNC-9', service: ['dead-animal', 'Dead animal on the road'] },
    ...{ title: 'Dead badger by the bridge', description: 'What is it: Badger\nIs it in the way: No' },
    ...{ address: 'Mill Lane, Dunmere side of the bridge', note: 'It lies on your side of the bridge.' },
    fileName: 'Where it lies.txt',
  });
}

/** The neighbour offered it, and it goes on as a case of ours, with the files that came. Answers the hand-over. */
async function takenOverHere(link: Link, caseId: string | undefined, theirs: TheirCase): Promise<string | undefined> {
  if (caseId === undefined) return undefined;
  const { kernel, officer } = link;
  const { id, version } = await offeredByNeighbour(link, theirs);
  await runCommand(kernel, officer, acceptTransfer, { id, expectedVersion: version, caseId });
  for (const { id: fileId, name } of (await runQuery(kernel, demoActor, getTransfer, { id })).files) {
    const stored = await storeUpload(kernel, { field: 'file', name, bytes: letterOf(name) });
    await runCommand(kernel, demoActor, settleFile, { id: fileId, result: { state: 'arrived', stored } });
  }
  await settleWith(link, id);
  return id;
}

/** The case of theirs that was done last. */
function closedCase({ cases }: DemoWorld, { caseIds }: LoadedContacts): string | undefined {
  const closed = cases.filter(
    ({ authorityKey, serviceKey, closedAt }) =>
      authorityKey === 'dunmere' && serviceKey === 'fly-tipping' && closedAt !== undefined,
  );
  const last = closed.sort((a, b) => (b.closedAt ?? 0) - (a.closedAt ?? 0))[0];
  return last && caseIds.get(last.key);
}

function note(kernel: Kernel, description: string): Extract<Said, { kind: 'note' }> {
  const update_id = newId(kernel.clock, kernel.random);
  return { kind: 'note', update: { updated_datetime: isoAt(kernel), description, update_id } };
}

interface Chosen {
  readonly id: string;
  readonly version: number;
}
