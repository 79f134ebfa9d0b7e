import { caseWorld, castlebridge, dunmere, type CaseWorld } from '../../testing/case-world.js';
import { addTeamMember } from '../../directory/index.js';
import { systemActor, type StaffActor } from '../../kernel/actor.js';
import { readKeyFile } from '../keys/key-files.js';
import { signingKey } from '../keys/key-rules.js';
import { listKeys, type OwnKey } from '../keys/keys-repository.js';
import { everyAuthority, type AuthorityId } from '../../kernel/scope.js';
import { newPlace, onBothEngines, openWorldAt, type TestWorld } from '../../testing/harness.js';
import { startHttp, type TestHttp } from '../../testing/http.js';
import { addPeer } from '../commands/add-peer.js';
import { acceptTransfer } from '../commands/answer-transfer.js';
import { fetchFiles } from '../files/fetch-files.js';
import { makeKey } from '../commands/make-key.js';
import { offerTransfer } from '../commands/offer-transfer.js';
import { getTransfer, listTransfers, type WholeTransfer } from '../queries.js';
import { transferLists } from '../transfers/transfers-repository.js';
import type { Transfer, TransferField } from '../transfers/transfer-types.js';
import { deliverMessages } from '../wire/deliver.js';
import { messagesPath, sealMessage } from '../wire/sealed.js';

/** One of two installations that are connected. */
export interface Installation {
  readonly world: TestWorld;
  readonly http: TestHttp;
  readonly cases: CaseWorld;
  /** May do everything with hand-overs, and with cases. */
  readonly officer: StaffActor;
  readonly authorityId: AuthorityId;
  /** The other council, as it is known here. */
  peerId: string;
  deliver(): Promise<number>;
  /** Fetches what the other council announced. */
  fetchFiles(): Promise<number>;
  key(): Promise<OwnKey>;
}

export interface TwoInstallations {
  readonly ours: Installation;
  readonly theirs: Installation;
  /** Sends and fetches what waits on both sides, until nothing does. */
  readonly settle: () => Promise<void>;
  close(): Promise<void>;
}

const setUp = systemActor('a test sets the scene');

/** Dunmere in one installation and Castlebridge in another, on the same engine, each with the other's key pinned. */
export async function twoInstallations(first: TestWorld): Promise<TwoInstallations> {
  const place = await newPlace(first.kernel.db.engine);
  if (!place) throw new Error('there is no database for a second installation');
  const second = openWorldAt(place);
  const ours = await install(first, dunmere);
  const theirs = await install(second.world, castlebridge);
  ours.peerId = await connect(ours, theirs, 'castlebridge');
  theirs.peerId = await connect(theirs, ours, 'dunmere');
  return {
    ours,
    theirs,
    settle: async () => {
      for (let done = 1; done > 0;) {
        done = (await ours.deliver()) + (await theirs.deliver());
        done += (await ours.fetchFiles()) + (await theirs.fetchFiles());
      }
    },
    close: async () => {
      await Promise.all([ours.http.close(), theirs.http.close()]);
      await second.close();
    },
  };
}

/** Declares the same tests on both engines, of two installations of their own. */
export function betweenInstallations(title: string, body: (pair: TwoInstallations) => void): void {
  onBothEngines(title, (world) => {
    let opened: TwoInstallations;
    before(async () => {
      opened = await twoInstallations(world());
    });
    after(() => opened.close());
    body({
      get ours() {
        return opened.ours;
      },
      get theirs() {
        return opened.theirs;
      },
      settle: () => opened.settle(),
      close: () => opened.close(),
    });
  });
}

const work = [
  ...['exchange.read', 'exchange.hand-over', 'exchange.manage', 'cases.read', 'cases.log', 'cases.note', 'cases.work'],
  ...['cases.restrict', 'services.read', 'directory.read'],
];

async function install(world: TestWorld, authorityId: AuthorityId): Promise<Installation> {
  const config = { ...world.kernel.config, exchange: { privateHosts: ['127.0.0.1'] } };
  const kernel = { ...world.kernel, config };
  await makeKey(kernel, setUp, 'first');
  const cases = await caseWorld(world, authorityId);
  const officer = await world.staff(work, [authorityId], 'Janet Oakley');
  await world.run(setUp, addTeamMember, { teamId: cases.teamId, personId: officer.staffId });
  return {
    ...{ world: { ...world, kernel }, authorityId, peerId: '', cases, officer },
    http: await startHttp(world),
    deliver: () => deliverMessages(kernel),
    fetchFiles: () => fetchFiles(kernel),
    key: async () => {
      const own = signingKey(await listKeys(kernel.db.read(everyAuthority)), kernel.clock.now());
      if (!own) throw new Error('the installation has no key');
      return own;
    },
  };
}

async function connect(side: Installation, other: Installation, councilSlug: string): Promise<string> {
  const { fingerprint, publicKey } = await other.key();
  const { authorityId } = side;
  const council = { origin: other.http.address, councilSlug, councilName: `Council of ${councilSlug}` };
  const { id } = await side.world.run(setUp, addPeer, { authorityId, ...council, fingerprint, publicKey });
  return id;
}

export interface PostedMessage {
  readonly status: number;
  readonly answer: Readonly<Record<string, unknown>>;
}

/** Posts a message to an installation, signed by another's key; `after` changes the request that was signed. */
export async function postMessage(
  from: Installation,
  to: Installation,
  message: unknown,
  after: {
    readonly body?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly created?: number;
    /** Where it is sent instead. */
    readonly path?: string;
    /** For whom it was signed instead. */
    readonly signedFor?: Installation;
  } = {},
): Promise<PostedMessage> {
  const body = Buffer.from(JSON.stringify(message));
  const { fingerprint: keyId } = await from.key();
  const key = await readKeyFile(from.world.kernel, keyId);
  const created = after.created ?? from.world.clock.now();
  const signed = sealMessage(new URL(messagesPath, (after.signedFor ?? to).http.address), body, {
    key,
    keyId,
    created,
  });
  const headers = { accept: 'application/json', ...signed, ...after.headers };
  const answer = await fetch(`${to.http.address}${after.path ?? messagesPath}`, {
    method: 'POST',
    headers,
    body: after.body ?? body,
  });
  return { status: answer.status, answer: (await answer.json()) as Record<string, unknown> };
}

export const terms = {
  lawfulBasis: 'Public task',
  purpose: 'The road is theirs',
  note: 'It is on their side of the bridge',
};

/** Offers a new case of ours to them, with what is chosen of it. */
export async function offerCase(
  ours: Installation,
  fields: readonly TransferField[] = ['description', 'place'],
): Promise<{ id: string; caseId: string; reference: string }> {
  const participant = { name: 'Wren Castell', telephone: '01632 960123' };
  const { id: caseId, reference } = await ours.cases.log({ participant });
  const input = { caseId, peerId: ours.peerId, fields: [...fields], ...terms, expectedVersion: 1 };
  const { id } = await ours.world.run(ours.officer, offerTransfer, input);
  return { id, caseId, reference };
}

/** A transfer on one side, with its messages. */
export function transferAt({ world, officer }: Installation, id: string): Promise<WholeTransfer> {
  return world.read(officer, getTransfer, { id });
}

/** The same transfer on the other side. @throws when it is not there */
export async function transferThere(from: Installation, to: Installation, id: string): Promise<Transfer> {
  const { transferKey } = await transferAt(from, id);
  for (const show of transferLists)
    for (const found of (await to.world.read(to.officer, listTransfers, { show, limit: 200 })).items)
      if (found.transferKey === transferKey) return found;
  throw new Error('the transfer is not there');
}

/** What an edit names of the transfer that it builds on. */
export function seen({ id, version }: Transfer): { id: string; expectedVersion: number } {
  return { id, expectedVersion: version };
}

/** A case of ours, taken over by them as a case that they logged for it. */
export async function takenOver({ ours, theirs, settle }: TwoInstallations) {
  const offered = await offerCase(ours);
  await settle();
  const found = await transferThere(ours, theirs, offered.id);
  const logged = await theirs.cases.log();
  await theirs.world.run(theirs.officer, acceptTransfer, { ...seen(found), caseId: logged.id });
  await settle();
  return { ...offered, theirId: found.id, theirReference: logged.reference, theirCaseId: logged.id };
}

/** The error's code, or that there was none. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? 'failed without a code',
  );
}
