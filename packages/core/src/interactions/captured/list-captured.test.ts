import { expect } from 'chai';
import { MINUTE_MS } from '../../kernel/clock.js';
import { everyAuthority } from '../../kernel/scope.js';
import { caseWorld } from '../../testing/case-world.js';
import { dunmere, onBothEngines } from '../../testing/harness.js';
import { openEnquiry } from '../commands/open-enquiry.js';
import { refusal, type Staff } from '../testing/refusals.js';
import { captureContact } from './capture-contact.js';
import { listCaptured } from './list-captured.js';

onBothEngines('contacts that were taken while the desk stood in', (world) => {
  let adviser: Staff;
  let reader: Staff;
  before(async () => {
    adviser = await world().staff(['interactions.handle'], [dunmere], 'Priya Nair');
    reader = await world().staff(['interactions.handle', 'interactions.read'], [dunmere], 'Rhys Lloyd');
  });

  const typed = { authorityId: dunmere, channel: 'telephone', name: 'Joan Prosser', what: 'The wall leans' } as const;
  async function capture(more: object = {}) {
    const form = { ...typed, id: world().newId(), ...more };
    await world().run(adviser, captureContact, form);
    return form;
  }
  const wordsFor = async (whom: Staff, id: string) =>
    (await world().read(whom, listCaptured, {})).find((each) => each.id === id)?.words;

  it('are listed to their adviser and to whoever may read contacts, with what was asked first', async () => {
    const { id } = await capture();
    world().clock.advance(MINUTE_MS);
    await world().run(adviser, openEnquiry, { interactionId: id, words: 'A second matter' });
    expect(await wordsFor(adviser, id)).to.equal('The wall leans');
    expect(await wordsFor(reader, id)).to.equal('The wall leans');
    const other = await world().staff(['interactions.handle'], [dunmere]);
    expect(await wordsFor(other, id)).to.equal(undefined);
  });

  it('keep back the words that led to a restricted case', async () => {
    const { id } = await capture({ what: 'She is not safe at home' });
    const { id: caseId } = await (await caseWorld(world())).log();
    await world().kernel.db.write(everyAuthority, async (db) => {
      await db.update('enquiries', { interaction_id: id }, { case_id: caseId });
      await db.update('cases', { id: caseId }, { restriction: 'service' });
    });
    for (const whom of [adviser, reader]) expect(await wordsFor(whom, id)).to.equal(null);
  });

  it('are one however often they are sent, and refuse words that they don’t have', async () => {
    const form = await capture({ where: 'Castle Street', what: 'The wall leans\nand cracks' });
    expect(await world().run(adviser, captureContact, form)).to.include({ isNew: false });
    const again = (more: object) => refusal(world().run(adviser, captureContact, { ...form, ...more }));
    expect(await again({ what: 'The wall fell', where: 'Castle Row', urgent: true })).to.deep.equal({
      code: 'contact_entered_before',
      fields: ['what', 'where', 'urgent'],
    });
    expect(await again({ name: 'Jean Prosser', reach: '01632 960144', channel: 'email' })).to.deep.equal({
      code: 'contact_entered_before',
      fields: ['channel', 'name', 'reach'],
    });
  });
});
