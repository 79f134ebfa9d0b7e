import { expect } from 'chai';
import { systemActor } from '../kernel/actor.js';
import { dunmere, onBothEngines, westmoor } from '../testing/harness.js';
import { anAdviser, someSurroundings, type Surroundings } from '../testing/contact-surroundings.js';
import { getInteraction, startInteraction } from './index.js';
import { absent, codeOf, refusal, type Staff } from './testing/refusals.js';

onBothEngines('starting an interaction', (world) => {
  let at: Surroundings;
  let adviser: Staff;
  before(async () => {
    at = await someSurroundings(world());
    adviser = await anAdviser(world());
  });

  it('answers as the authority whose line was dialled, whatever else is said', async () => {
    const both = await anAdviser(world(), [dunmere, westmoor]);
    const started = await world().run(both, startInteraction, {
      channel: 'telephone',
      called: '01632 960100',
      caller: '01632 960144',
      authorityId: westmoor,
    });
    expect(started).to.include({ authorityId: dunmere, isNew: true });
    const found = await world().read(both, getInteraction, { id: started.id });
    expect(found).to.include({ caller: '+441632960144', adviserName: 'Priya Nair', state: 'open', version: 1 });
    expect(found.lineId).to.be.a('string');
  });

  it('answers as the adviser’s only authority, and asks when there are several', async () => {
    expect(await world().run(adviser, startInteraction, { channel: 'counter' })).to.include({ authorityId: dunmere });
    const both = await anAdviser(world(), [dunmere, westmoor]);
    const asked = await refusal(world().run(both, startInteraction, { channel: 'counter' }));
    expect(asked).to.deep.equal({ code: 'bad_input', fields: ['authorityId'] });
    const input = { channel: 'counter', authorityId: westmoor } as const;
    expect(await world().run(both, startInteraction, input)).to.include({ authorityId: westmoor });
  });

  it('is one interaction for one call, also when the call comes twice at once', async () => {
    const input = { channel: 'telephone', callId: 'call-77' } as const;
    const started = await Promise.all([1, 2, 3].map(() => world().run(adviser, startInteraction, input)));
    expect(new Set(started.map(({ id }) => id)).size).to.equal(1);
    expect(started.filter(({ isNew }) => isNew)).to.have.lengthOf(1);
  });

  it('keeps that a number was withheld, and leaves out what is no number', async () => {
    const callers = ['anonymous', 'sip:?'].map(async (caller) => {
      const { id } = await world().run(adviser, startInteraction, { channel: 'telephone', caller });
      return (await world().read(adviser, getInteraction, { id })).caller;
    });
    expect(await Promise.all(callers)).to.deep.equal(['withheld', null]);
  });

  it('keeps how long the caller waited, where the telephone system says so or since when it rings', async () => {
    const now = world().kernel.clock.now();
    const waited = async (more: object) => {
      const { id } = await world().run(adviser, startInteraction, { channel: 'telephone', ...more });
      return (await world().read(adviser, getInteraction, { id })).waitedSeconds;
    };
    expect(await waited({ waitedSeconds: 42 })).to.equal(42);
    expect(await waited({ ringingSince: now - 75_400 })).to.equal(75);
    expect(await waited({ ringingSince: new Date(now - 5000).toISOString() })).to.equal(5);
    for (const more of [{}, { ringingSince: now + 60_000 }, { ringingSince: now - 90_000_000 }])
      expect(await waited(more)).to.equal(null);
    const wrong = world().run(adviser, startInteraction, { channel: 'telephone', waitedSeconds: -1 });
    expect(await refusal(wrong)).to.deep.equal({ code: 'bad_input', fields: ['waitedSeconds'] });
  });

  it('records the customer as they are then', async () => {
    const { id } = await world().run(adviser, startInteraction, { channel: 'counter', customerId: at.customerId });
    const found = await world().read(adviser, getInteraction, { id });
    expect(found.participant).to.deep.include({ name: 'Joan Prosser', postcode: 'DM4 2LL' });
    expect(found.identityLevel).to.equal('none');
  });

  it('takes no customer of another authority, and no address that isn’t there', async () => {
    const both = await anAdviser(world(), [dunmere, westmoor]);
    const input = { channel: 'counter', authorityId: dunmere } as const;
    const stranger = world().run(both, startInteraction, { ...input, customerId: at.westmoorCustomerId });
    expect(await refusal(stranger)).to.deep.equal({ code: 'bad_input', fields: ['customerId'] });
    const nowhere = world().run(both, startInteraction, { ...input, placeId: absent });
    expect(await refusal(nowhere)).to.deep.equal({ code: 'bad_input', fields: ['placeId'] });
  });

  it('asks for the permission to take contacts, and for a person', async () => {
    const reader = await world().staff(['interactions.read'], [dunmere]);
    expect(await codeOf(world().run(reader, startInteraction, { channel: 'counter' }))).to.equal('not_allowed');
    const system = systemActor('nobody in particular');
    expect(await codeOf(world().run(system, startInteraction, { channel: 'counter' }))).to.equal('not_allowed');
  });
});
