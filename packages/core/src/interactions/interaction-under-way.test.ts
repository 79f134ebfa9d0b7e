import { expect } from 'chai';
import { dunmere, onBothEngines, westmoor } from '../testing/harness.js';
import { anAdviser, someSurroundings, type Surroundings } from '../testing/contact-surroundings.js';
import {
  finishInteraction,
  getInteraction,
  identifyCustomer,
  keepNotes,
  listOpenInteractions,
  namePlace,
  openEnquiry,
  recordIdentityCheck,
  setAvoidable,
  startInteraction,
} from './index.js';
import { absent, codeOf, refusal, type Staff } from './testing/refusals.js';

onBothEngines('an interaction under way', (world) => {
  let at: Surroundings;
  let adviser: Staff;
  const start = (customerId?: string) =>
    world().run(adviser, startInteraction, { channel: 'telephone', ...(customerId ? { customerId } : {}) });
  const read = (id: string) => world().read(adviser, getInteraction, { id });
  before(async () => {
    at = await someSurroundings(world());
    adviser = await anAdviser(world());
  });

  it('reaches a level by a check, keeps its questions, and loses it when another customer is named', async () => {
    const { id } = await start(at.customerId);
    const check = { id, expectedVersion: 1, level: 'basic', passed: true } as const;
    const checked = await world().run(adviser, recordIdentityCheck, { ...check, questions: ['name', 'address'] });
    expect(checked).to.include({ identityLevel: 'basic', version: 2 });
    const found = await read(id);
    expect(found.identityChecks[0]).to.deep.include({ questions: ['name', 'address'], checkedBy: 'Priya Nair' });
    await world().run(adviser, identifyCustomer, { id, expectedVersion: 2, customerId: null });
    expect(await read(id)).to.deep.include({ identityLevel: 'none', customerId: null, participant: {}, version: 3 });
  });

  it('takes back the level when a later check fails', async () => {
    const { id } = await start(at.customerId);
    const full = (expectedVersion: number, passed: boolean) =>
      world().run(adviser, recordIdentityCheck, {
        ...{ id, expectedVersion, level: 'full', passed },
        questions: ['name', 'address', 'date-of-birth'],
      });
    expect((await full(1, true)).identityLevel).to.equal('full');
    expect((await full(2, false)).identityLevel).to.equal('none');
  });

  it('refuses a check with too few questions, or of nobody', async () => {
    const { id } = await start(at.customerId);
    const full = { id, expectedVersion: 1, level: 'full', questions: ['name', 'address'], passed: true } as const;
    const few = world().run(adviser, recordIdentityCheck, { ...full, questions: [...full.questions] });
    expect(await refusal(few)).to.deep.equal({ code: 'bad_input', fields: ['questions'] });
    const nobody = await start();
    const check = { id: nobody.id, expectedVersion: 1, level: 'basic', passed: true } as const;
    const ofNobody = world().run(adviser, recordIdentityCheck, { ...check, questions: ['name', 'address'] });
    expect(await refusal(ofNobody)).to.deep.equal({ code: 'bad_input', fields: ['level'] });
  });

  it('keeps notes, the property and why it could have been avoided', async () => {
    const { id } = await start();
    await world().run(adviser, keepNotes, { id, expectedVersion: 1, notes: 'Green bin at the gate' });
    await world().run(adviser, setAvoidable, { id, expectedVersion: 2, reason: 'chasing-progress' });
    expect(await read(id)).to.include({ notes: 'Green bin at the gate', avoidable: 'chasing-progress', version: 3 });
    await world().run(adviser, setAvoidable, { id, expectedVersion: 3, reason: 'no' });
    expect((await read(id)).avoidable).to.equal(null);
    const nowhere = world().run(adviser, namePlace, { id, expectedVersion: 4, placeId: absent });
    expect(await refusal(nowhere)).to.deep.equal({ code: 'bad_input', fields: ['placeId'] });
  });

  it('lets one of two people who change it at once know that the other was first', async () => {
    const { id } = await start();
    const notes = ['one', 'two'].map((text) =>
      codeOf(world().run(adviser, keepNotes, { id, expectedVersion: 1, notes: text })),
    );
    expect((await Promise.all(notes)).sort()).to.deep.equal(['done', 'stale_version']);
    expect((await read(id)).version).to.equal(2);
  });

  it('is a colleague’s to read and nobody else’s to change', async () => {
    const { id } = await start();
    const colleague = await anAdviser(world(), [dunmere], 'Sam Ellery');
    expect((await world().read(colleague, getInteraction, { id })).adviserName).to.equal('Priya Nair');
    const change = world().run(colleague, keepNotes, { id, expectedVersion: 1, notes: 'Mine now' });
    expect(await codeOf(change)).to.equal('interaction_of_another');
    expect((await read(id)).notes).to.equal(null);
  });

  it('is not there for another authority', async () => {
    const { id } = await start();
    const neighbour = await anAdviser(world(), [westmoor]);
    expect(await codeOf(world().read(neighbour, getInteraction, { id }))).to.equal('not_found');
    const codes = await Promise.all(
      [
        world().run(neighbour, keepNotes, { id, expectedVersion: 1, notes: 'x' }),
        world().run(neighbour, finishInteraction, { id, expectedVersion: 1 }),
        world().run(neighbour, openEnquiry, { interactionId: id }),
        world().run(neighbour, identifyCustomer, { id, expectedVersion: 1, customerId: null }),
        world().run(neighbour, setAvoidable, { id, expectedVersion: 1, reason: 'no' }),
      ].map(codeOf),
    );
    expect(new Set(codes)).to.deep.equal(new Set(['not_found']));
    expect(await read(id)).to.include({ state: 'open', version: 1 });
  });

  it('stands among the adviser’s open contacts until it is finished', async () => {
    const other = await anAdviser(world());
    const { id } = await world().run(other, startInteraction, { channel: 'email' });
    const open = async () => (await world().read(other, listOpenInteractions, {})).map((one) => one.id);
    expect(await open()).to.deep.equal([id]);
    await world().run(other, finishInteraction, { id, expectedVersion: 1 });
    expect(await open()).to.deep.equal([]);
  });
});
