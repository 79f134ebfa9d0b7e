import type {
  AddedFile,
  Cancellation,
  CaseChange,
  LineOfBusinessAbility,
  LineOfBusinessInstance,
  OutgoingCase,
  OutgoingUpdate,
  WorkPlace,
} from '@moothall/adapter-sdk';
import { expect } from 'chai';
import { everyKind, type Subject } from './conformance.js';

/** What the suite asks of the far end itself. */
export interface LineOfBusinessSubject extends Subject {
  /** A service that the settings map, and an answer that they use, where they use any. */
  readonly service: { readonly key: string; readonly answers?: OutgoingCase['answers'] };
  /** How many records the far end made of a case, by its reference here. */
  readonly countCreated: (reference: string) => number;
  /** How many words of such a text it has about its record. With `update` or `cancel`. */
  readonly countWords?: (theirReference: string, text: string) => number;
  /** Whether its record is withdrawn. With `cancel`. */
  readonly isCancelled?: (theirReference: string) => boolean;
  /** Has the far end change its record: to a status that the settings map, with a word. With `changes`. */
  readonly change?: (theirReference: string, word: string) => void;
  /** Has it say a word with a photo. With `theirFiles`. */
  readonly changeWithPhoto?: (theirReference: string, word: string) => void;
  /** What that status is here. */
  readonly changedTo?: { readonly key: string; readonly outcome: string | null };
  /** How many files it has of a record. With `files` or `addFile`. */
  readonly countFiles?: (theirReference: string) => number;
}

const place: WorkPlace = {
  text: '4 Quarry Lane, Dunmere, DM4 2LL',
  uprn: '999900000004',
  lat: 52.417832,
  long: -2.281177,
};
/** The smallest picture that is one: a GIF of one pixel. */
const onePixel = Uint8Array.from(Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'));

/** Declares the tests that every adapter of the kind `line-of-business` passes. Call it in a file that mocha runs. */
export function lineOfBusinessConformance(subject: LineOfBusinessSubject): void {
  const { adapter, service } = subject;
  const supports = (ability: LineOfBusinessAbility): boolean => adapter.supports[ability] === true;

  describe(`${adapter.name} as an adapter of the kind line-of-business`, () => {
    let made = 0;
    const next = (): string => String((made += 1)).padStart(12, '0');
    const aCase = (changes: Partial<OutgoingCase> = {}): OutgoingCase => {
      const number = next();
      return {
        ...{ id: `01900000-0000-7000-8000-${number}`, reference: `DU-${number.slice(4, 8)}-${number.slice(8)}-X` },
        ...{ service: service.key, serviceName: 'Missed bin', title: 'Missed rubbish bin', priority: 'normal' },
        ...{ loggedAt: Date.UTC(2026, 10, 16, 9), triedAt: null, answers: service.answers ?? [], place, files: [] },
        customer: { name: 'Joan Prosser', email: 'joan.prosser@mail.example', telephone: '+447700900123' },
        ...changes,
      };
    };
    const aWord = (theirReference: string, changes: Partial<OutgoingUpdate> = {}): OutgoingUpdate => ({
      ...{ id: `01900000-0000-7000-9000-${next()}`, kind: 'note', theirReference, reference: 'DU-0000-0000-X' },
      ...{ text: 'The gate is at the back.', at: Date.UTC(2026, 10, 16, 9, 30), ...changes },
    });
    const aCancellation = (theirReference: string): Cancellation => ({
      ...{ id: `01900000-0000-7000-a000-${next()}`, theirReference, reference: 'DU-0000-0000-X' },
      ...{ reason: 'The customer found the bin emptied.', at: Date.UTC(2026, 10, 16, 9, 45) },
    });
    const aPhoto = (theirReference: string): AddedFile => ({
      ...{ id: `01900000-0000-7000-b000-${next()}`, theirReference, reference: 'DU-0000-0000-X' },
      ...{ text: 'Photo added: gate.gif', at: Date.UTC(2026, 10, 16, 9, 50) },
      file: { id: 'g', name: 'gate.gif', mediaType: 'image/gif', read: async () => onePixel },
    });
    const ability = <K extends keyof LineOfBusinessInstance>(
      instance: LineOfBusinessInstance,
      name: K,
    ): NonNullable<LineOfBusinessInstance[K]> => {
      const operation = instance[name];
      if (operation === undefined)
        throw new Error(`it says that it supports ${name}, and with these settings has none`);
      return operation;
    };

    const personal = ['Prosser', 'joan.prosser', '7700900123', 'Quarry', '52.417832'];
    const atWork = everyKind<LineOfBusinessInstance>('line-of-business', subject, {
      name: 'creating',
      ask: (instance) => instance.create(aCase()),
      personal,
    });

    it('hands a case over once, and answers what the far end calls it', async () => {
      const one = aCase();
      const { reference } = await atWork().instance.create(one);
      expect(reference).to.match(/\S/);
      expect(subject.countCreated(one.reference)).to.equal(1);
    });

    it('creates once what it is given again because the answer was lost', async () => {
      const { farEnd, instance } = atWork();
      const one = aCase();
      farEnd.loseNextAnswer();
      await instance.create(one).catch(() => undefined);
      const again = await instance.create({ ...one, triedAt: one.loggedAt });
      expect(subject.countCreated(one.reference)).to.equal(1);
      expect(await instance.create({ ...one, triedAt: one.loggedAt })).to.deep.equal(again);
    });

    it('creates what the far end never got, although it was tried', async () => {
      const { farEnd, instance } = atWork();
      const one = aCase();
      farEnd.fail('503');
      await instance.create(one).catch(() => undefined);
      farEnd.fail();
      await instance.create({ ...one, triedAt: one.loggedAt });
      expect(subject.countCreated(one.reference)).to.equal(1);
    });

    it('carries Welsh, emoji, markup and long words as they are', async () => {
      const one = aCase({ title: `Bin Siân, ŵyn 🐑 <b>&amp; "quoted"</b> ${'a'.repeat(1000)}` });
      await atWork().instance.create(one);
      expect(subject.countCreated(one.reference)).to.equal(1);
    });

    it('refuses a service that its settings do not map, as one that only staff can put right', async () => {
      const { farEnd, instance } = atWork();
      farEnd.forget();
      const code = await instance.create(aCase({ service: 'nobody-maps-this' })).then(
        () => 'it went',
        (error: { code?: string }) => error.code,
      );
      expect(code).to.equal('refused');
    });

    if (supports('files'))
      it('takes photos with a case', async () => {
        const file = { id: 'f', name: 'bin.gif', mediaType: 'image/gif' };
        const files = [{ ...file, read: async () => onePixel }];
        const { reference } = await atWork().instance.create(aCase({ files }));
        expect(subject.countFiles?.(reference)).to.equal(1);
      });

    if (supports('update')) {
      it('tells the far end something once, whatever kind of word it is', async () => {
        const { instance } = atWork();
        const { reference } = await instance.create(aCase());
        for (const kind of ['note', 'chase', 'reopened'] as const) {
          const word = aWord(reference, { kind, text: `It is a ${kind}.` });
          await ability(instance, 'update')(word);
          await ability(instance, 'update')(word);
          expect(subject.countWords?.(reference, `It is a ${kind}.`), kind).to.equal(1);
        }
      });

      it('tells once what it is given again because the answer was lost', async () => {
        const { farEnd, instance } = atWork();
        const { reference } = await instance.create(aCase());
        const word = aWord(reference);
        farEnd.loseNextAnswer();
        await ability(instance, 'update')(word).catch(() => undefined);
        await ability(instance, 'update')(word);
        expect(subject.countWords?.(reference, word.text)).to.equal(1);
      });
    }

    if (supports('addFile'))
      it('takes a photo that was put on a case later, once, also where the answer was lost', async () => {
        const { farEnd, instance } = atWork();
        const { reference } = await instance.create(aCase());
        const [first, second] = [aPhoto(reference), aPhoto(reference)];
        await ability(instance, 'addFile')(first);
        await ability(instance, 'addFile')(first);
        expect(subject.countFiles?.(reference)).to.equal(1);
        farEnd.loseNextAnswer();
        await ability(instance, 'addFile')(second).catch(() => undefined);
        await ability(instance, 'addFile')(second);
        expect(subject.countFiles?.(reference)).to.equal(2);
      });

    if (supports('cancel'))
      it('takes a case back, and no harm is done by doing so twice', async () => {
        const { instance } = atWork();
        const { reference } = await instance.create(aCase());
        const cancellation = aCancellation(reference);
        await ability(instance, 'cancel')(cancellation);
        await ability(instance, 'cancel')(cancellation);
        expect(subject.isCancelled?.(reference)).to.equal(true);
      });

    if (supports('changes')) {
      const everything = async (
        instance: LineOfBusinessInstance,
        from: string | null,
      ): Promise<{ changes: CaseChange[]; cursor: string }> => {
        const changes: CaseChange[] = [];
        let cursor = from;
        for (let pages = 0; pages < 200; pages += 1) {
          const page = await ability(instance, 'changesSince')(cursor);
          changes.push(...page.changes);
          cursor = page.cursor;
          if (!page.hasMore) return { changes, cursor };
        }
        throw new Error('it always has more');
      };

      it('tells of a change with its status as the settings map it, and with the far end’s word', async () => {
        const { instance } = atWork();
        const { reference } = await instance.create(aCase());
        const before = await everything(instance, null);
        subject.change?.(reference, 'The crew has been.');
        const after = (await everything(instance, before.cursor)).changes.filter(
          ({ theirReference }) => theirReference === reference,
        );
        const statuses = after.map(({ status }) => status && { key: status.key, outcome: status.outcome });
        expect(statuses).to.deep.include(subject.changedTo ?? null);
        expect(after.map(({ comment }) => comment?.text)).to.include('The crew has been.');
        for (const { status } of after) if (status) expect(status.words.trim()).to.not.equal('');
      });

      if (supports('theirFiles'))
        it('hands over the photos that come with a change, and says where they lie', async () => {
          const { instance } = atWork();
          const { reference } = await instance.create(aCase());
          subject.changeWithPhoto?.(reference, 'It is done.');
          const { changes } = await everything(instance, null);
          const said = changes.find(({ theirReference, comment }) => theirReference === reference && comment !== null);
          expect(said?.comment?.text).to.equal('It is done.');
          const [file, ...others] = said?.files ?? [];
          expect(others).to.deep.equal([]);
          expect(file?.name).to.match(/\S/);
          expect(file?.place).to.match(/\S/);
          expect((await file?.read())?.length).to.be.greaterThan(0);
        });

      it('names a change alike however often it tells of it, and no two alike', async () => {
        const { instance } = atWork();
        const { reference } = await instance.create(aCase());
        subject.change?.(reference, 'First.');
        subject.change?.(reference, 'Second, within the same second.');
        const [once, again] = [await everything(instance, null), await everything(instance, null)];
        const ids = (told: { changes: CaseChange[] }): string[] => told.changes.map(({ id }) => id).sort();
        expect(ids(again)).to.deep.equal(ids(once));
        const words = once.changes.filter(({ theirReference }) => theirReference === reference);
        expect(words.map(({ comment }) => comment?.text)).to.include.members([
          'First.',
          'Second, within the same second.',
        ]);
        const byId = new Map(once.changes.map((change) => [change.id, JSON.stringify(change)]));
        for (const change of once.changes) expect(byId.get(change.id)).to.equal(JSON.stringify(change));
      });

      it('goes on from where it was after a far end that failed', async () => {
        const { farEnd, instance } = atWork();
        const { reference } = await instance.create(aCase());
        const { cursor } = await everything(instance, null);
        subject.change?.(reference, 'While it was away.');
        farEnd.fail('garbage');
        const code = await ability(
          instance,
          'changesSince',
        )(cursor).then(
          () => 'it went',
          (error: { code?: string }) => error.code,
        );
        expect(code).to.equal('unreadable_answer');
        farEnd.fail();
        const { changes } = await everything(instance, cursor);
        expect(changes.map(({ comment }) => comment?.text)).to.include('While it was away.');
      });
    }

    if (supports('facts'))
      it('answers facts about a place, each with a name', async () => {
        for (const fact of await ability(atWork().instance, 'facts')(place, service.key))
          expect(fact.label.trim()).to.not.equal('');
      });

    if (supports('slots'))
      it('answers times that lie within what was asked for', async () => {
        const [from, until] = [Date.UTC(2026, 10, 17), Date.UTC(2026, 10, 24)];
        const slots = await ability(atWork().instance, 'slots')({ service: service.key, place, from, until });
        for (const slot of slots)
          expect(slot.from >= from && slot.until <= until && slot.from < slot.until).to.equal(true);
      });

    if (supports('assets'))
      it('answers things that lie as near as was asked', async () => {
        const near = { service: service.key, lat: 52.417832, long: -2.281177, withinM: 50 };
        for (const { distanceM } of await ability(atWork().instance, 'assets')(near))
          expect(distanceM).to.be.at.most(50);
      });
  });
}
