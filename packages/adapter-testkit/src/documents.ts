import { createHash } from 'node:crypto';
import type { Adapter, DocumentsInstance, DocumentToStore } from '@moothall/adapter-sdk';
import { expect } from 'chai';
import { everyKind, type Subject } from './conformance.js';
import { aHost, startAdapter } from './host.js';

/** A store behind HTTP. */
export interface DocumentsSubject extends Subject {
  /** Settings for the store of another council at the same far end, with the same secrets. */
  readonly settingsOfAnother: (url: string) => unknown;
}

/** A store that can't be made to fail, such as a folder, or a supplier's own system that is at hand. */
export interface HereDocumentsSubject {
  readonly adapter: Adapter;
  readonly secrets?: Readonly<Record<string, string>>;
  /** Settings for two empty stores. Asked before each test. */
  readonly settings: () => { readonly own: unknown; readonly another: unknown };
}

/** Declares the tests that every adapter of the kind `documents` passes. Call it in a file that mocha runs. */
export function documentsConformance(subject: DocumentsSubject): void {
  const { adapter, secrets, settingsOfAnother } = subject;
  describe(`${adapter.name} as an adapter of the kind documents`, () => {
    const atWork = everyKind<DocumentsInstance>('documents', subject, {
      name: 'listing',
      ask: (instance) => instance.list(null),
      personal: [],
    });
    keepsDocuments(
      () => atWork().instance,
      () => startAdapter(adapter, aHost(), { settings: settingsOfAnother(atWork().farEnd.url), secrets }),
    );

    it('says what kind of failure it is when a document can’t be stored or read', async () => {
      const { farEnd, instance } = atWork();
      await instance.store(aDocument('council-a/one'));
      for (const [fault, code] of [
        ['401', 'sign_in_refused'],
        ['429', 'rate_limited'],
        ['500', 'failed_at_far_end'],
        ['redirect', 'refused'],
      ] as const) {
        farEnd.fail(fault);
        expect(await codeOf(() => instance.store(aDocument('council-a/two'))), `store: ${fault}`).to.equal(code);
        expect(await codeOf(() => wholeOf(instance, 'council-a/one')), `read: ${fault}`).to.equal(code);
      }
      farEnd.fail();
      expect(await namesIn(instance)).to.deep.equal(['council-a/one']);
    });

    it('keeps a document once whose storing was answered and not heard', async () => {
      const { farEnd, instance } = atWork();
      farEnd.loseNextAnswer();
      await instance.store(aDocument('council-a/one')).catch(() => undefined);
      await instance.store(aDocument('council-a/one'));
      expect(await namesIn(instance)).to.deep.equal(['council-a/one']);
    });

    it('asks the far end nothing under a name that leads elsewhere', async () => {
      const { farEnd, instance } = atWork();
      await refusesNames(instance);
      expect(farEnd.requests).to.deep.equal([]);
    });
  });
}

/** The same where the store is as it is. */
export function keepsDocumentsHere({ adapter, settings, secrets = {} }: HereDocumentsSubject): void {
  describe(`${adapter.name}, with a store at hand, as an adapter of the kind documents`, () => {
    let open: { readonly own: DocumentsInstance; readonly another: DocumentsInstance } | undefined;
    const opened = () => {
      if (!open) throw new Error('the adapter is not started');
      return open;
    };
    const start = (given: unknown): DocumentsInstance =>
      startAdapter(adapter, aHost(5000, Date.now), { settings: given, secrets });
    beforeEach(() => {
      const { own, another } = settings();
      open = { own: start(own), another: start(another) };
    });
    keepsDocuments(
      () => opened().own,
      () => opened().another,
    );

    it('is of the kind, has a name that staff can recognise, and finds nothing wrong', async () => {
      expect(adapter.kind).to.equal('documents');
      expect(adapter.name.trim()).to.not.equal('');
      expect(await opened().own.check()).to.deep.equal({ ok: true });
      expect(await namesIn(opened().own)).to.deep.equal([]);
    });

    it('refuses unknown settings and secrets', () => {
      const good = settings().own as object;
      expect(adapter.settings.safeParse({ ...good, aStrayKey: 1 }).success).to.equal(false);
      expect(adapter.secrets.safeParse({ ...secrets, aStrayKey: 1 }).success).to.equal(false);
    });

    it('refuses a name that leads elsewhere', () => refusesNames(opened().own));
  });
}

function keepsDocuments(own: () => DocumentsInstance, another: () => DocumentsInstance): void {
  it('gives a document back as it was, whatever its bytes', async () => {
    const every = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    await own().store(aDocument('council-a/ab/every-byte', every));
    await own().store(aDocument('council-a/one-byte', Uint8Array.of(0)));
    expect(await wholeOf(own(), 'council-a/ab/every-byte')).to.deep.equal(Buffer.from(every));
    expect(await wholeOf(own(), 'council-a/one-byte')).to.deep.equal(Buffer.of(0));
  });

  it('gives back a document that is larger than one answer may be', async () => {
    const large = Buffer.alloc(1_500_001);
    for (let at = 0; at < large.length; at += 4096) large.writeUInt32LE(at, Math.min(at, large.length - 4));
    await own().store(aDocument('council-a/large', large));
    expect(sha256Of(await wholeOf(own(), 'council-a/large'))).to.equal(sha256Of(large));
  });

  it('keeps one document under a name, the last that was stored', async () => {
    await own().store(aDocument('council-a/one', Buffer.from('before')));
    await own().store(aDocument('council-a/one', Buffer.from('after')));
    expect(await namesIn(own())).to.deep.equal(['council-a/one']);
    expect((await wholeOf(own(), 'council-a/one')).toString()).to.equal('after');
  });

  it('removes a document, and takes one that is gone for removed', async () => {
    await own().store(aDocument('council-a/one'));
    await own().store(aDocument('council-a/two'));
    await own().remove('council-a/one');
    await own().remove('council-a/one');
    expect(await codeOf(() => wholeOf(own(), 'council-a/one'))).to.equal('not_found');
    expect(await namesIn(own())).to.deep.equal(['council-a/two']);
  });

  it('lists everything that it keeps, once, with its size', async () => {
    const names = ['b/2', 'a/1', 'a-b/1', 'b/10', 'c', 'a/0/z', 'd'];
    for (const name of names) await own().store(aDocument(name, Buffer.from(name)));
    const listed = await everythingIn(own());
    expect(listed.map(({ name }) => name).sort()).to.deep.equal([...names].sort());
    for (const { name, sizeBytes } of listed) expect(sizeBytes, name).to.equal(name.length);
  });

  it('never gives what another council’s store keeps', async () => {
    await another().store(aDocument('council-b/one'));
    await own().store(aDocument('council-a/one'));
    expect(await codeOf(() => wholeOf(own(), 'council-b/one'))).to.equal('not_found');
    expect(await namesIn(own())).to.deep.equal(['council-a/one']);
    await own().remove('council-b/one');
    expect(await namesIn(another())).to.deep.equal(['council-b/one']);
  });
}

async function refusesNames(instance: DocumentsInstance): Promise<void> {
  for (const name of ['', '../one', 'a/../one', '/one', 'a//one', 'a/', '.', 'One', 'a\\b', 'a%2fb', 'a?b', 'ü']) {
    expect(await codeOf(() => instance.store(aDocument(name))), `store ${name}`).to.equal('refused');
    expect(await codeOf(() => wholeOf(instance, name)), `read ${name}`).to.equal('refused');
    expect(await codeOf(() => instance.remove(name)), `remove ${name}`).to.equal('refused');
  }
}

function aDocument(name: string, bytes: Uint8Array = Buffer.from('a document')): DocumentToStore {
  return { name, mediaType: 'application/pdf', bytes, sha256: sha256Of(bytes) };
}

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function wholeOf(instance: DocumentsInstance, name: string): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of instance.read(name)) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function everythingIn(instance: DocumentsInstance) {
  const documents = [];
  for (let next: string | null = null, isFirst = true; isFirst || next !== null; isFirst = false) {
    const page = await instance.list(next);
    documents.push(...page.documents);
    ({ next } = page);
  }
  return documents;
}

const namesIn = async (instance: DocumentsInstance): Promise<string[]> =>
  (await everythingIn(instance)).map(({ name }) => name);

async function codeOf(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
  return 'went well';
}
