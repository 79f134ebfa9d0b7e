import { expect } from 'chai';
import { auditOf, errorOf } from '../testing/expectations.js';
import type { StaffActor } from '../kernel/actor.js';
import { castlebridge, dunmere, onBothEngines } from '../testing/harness.js';
import { createTemplate, editTemplate } from './commands/save-template.js';
import { getTemplate, listTemplates } from './template-queries.js';
import { messageWorld, someTemplate, type MessageWorld } from './testing/message-world.js';

onBothEngines('message templates', (world) => {
  let at: MessageWorld;
  let editor: StaffActor;
  before(async () => {
    at = await messageWorld(world());
    editor = await world().staff(['correspondence.edit-templates', 'services.read'], [dunmere], 'Helen Tranter');
  });

  const create = (changes: object = {}, actor = editor) =>
    world().run(actor, createTemplate, {
      ...someTemplate,
      ...{ key: `words-${world().newId()}`, occasion: 'by-hand', authorityId: dunmere },
      ...changes,
    });
  const faultsOf = async (work: Promise<unknown>) =>
    (await errorOf(work)).faults.map(({ field, message }) => `${field}: ${message}`);

  it('are written and changed, with a trace', async () => {
    const { id } = await create({ name: 'Sorry' });
    await world().run(editor, editTemplate, { id, expectedVersion: 1, name: 'Regret', words: someTemplate.words });
    expect(await world().read(editor, getTemplate, { id })).to.include({ name: 'Regret', enabled: true, version: 2 });
    expect((await auditOf(world(), id)).map(({ action }) => action)).to.deep.equal([
      'correspondence.create-template',
      'correspondence.edit-template',
    ]);
  });

  it('name the language, the part and the field that nobody knows', async () => {
    const words = { en: { ...someTemplate.words.en, text: 'Hi {nickname}' }, cy: { subject: 'A', body: '{enw}' } };
    const [first, second] = await faultsOf(create({ words }));
    expect(first).to.match(/^words\.en\.text: There is no field \{nickname\}/);
    expect(second).to.match(/^words\.cy\.body: There is no field \{enw\}/);
  });

  it('are one for each service, occasion and status', async () => {
    const own = { occasion: 'closed', serviceId: at.serviceId };
    await create(own);
    expect(await faultsOf(create(own))).to.deep.equal([
      'occasion: There is a message for this already. Change that one, or choose another service or occasion',
    ]);
    await create({ occasion: 'closed', key: 'finished' });
    expect(await faultsOf(create({ key: 'finished' }))).to.deep.equal([
      'key: Choose another key: there is a template with this one',
    ]);
    const races = await Promise.allSettled([create({ occasion: 'logged' }), create({ occasion: 'logged' })]);
    expect(races.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
  });

  it('go with a status where they are about one, and only there', async () => {
    expect(await faultsOf(create({ occasion: 'status' }))).to.deep.equal([
      'status: Enter which status the message is about',
    ]);
    expect(await faultsOf(create({ status: 'resolved' }))).to.have.length(1);
  });

  it('refuse another council’s service, and another council’s editor', async () => {
    const stranger = await world().staff(['correspondence.edit-templates'], [castlebridge]);
    const foreign = { authorityId: castlebridge, serviceId: at.serviceId };
    expect(await faultsOf(create(foreign, stranger))).to.deep.equal([
      'serviceId: Choose one of the council’s services',
    ]);
    const { id } = await create();
    const edit = { id, expectedVersion: 1, name: 'Mine', words: someTemplate.words };
    expect((await errorOf(world().run(stranger, editTemplate, edit))).code).to.equal('not_found');
    expect((await errorOf(create({}, stranger))).code).to.equal('not_found');
    expect(await world().read(stranger, listTemplates, {})).to.deep.equal([]);
    expect((await errorOf(world().run(at.tom, editTemplate, edit))).code).to.equal('not_allowed');
  });

  it('are saved by one of two editors; the other is told', async () => {
    const { id } = await create();
    const edit = { id, expectedVersion: 1, words: someTemplate.words };
    await world().run(editor, editTemplate, { ...edit, name: 'First' });
    expect((await errorOf(world().run(editor, editTemplate, { ...edit, name: 'Second' }))).code).to.equal(
      'stale_version',
    );
    expect((await world().read(editor, getTemplate, { id })).name).to.equal('First');
  });
});
