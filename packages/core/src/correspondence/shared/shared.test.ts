import { expect } from 'chai';
import { publishService } from '../../services/index.js';
import { missedBin } from '../../testing/case-world.js';
import { systemActor } from '../../kernel/actor.js';
import { auditOf, errorOf } from '../../testing/expectations.js';
import { castlebridge, dunmere, onBothEngines, partnership } from '../../testing/harness.js';
import { addPerson, hiddenField, startHttp, type Browser, type TestHttp } from '../../testing/http.js';
import { queueAutomatic } from '../commands/queue-automatic.js';
import { createTemplate, editTemplate } from '../commands/save-template.js';
import { sendMessage } from '../commands/send-message.js';
import { goBackToShared, keepOwnTemplate, takeSharedTemplate } from '../commands/take-shared-template.js';
import { getReply, listCaseMessages } from '../queries.js';
import { listTemplates } from '../template-queries.js';
import { messageWorld, someTemplate, type MessageWorld } from '../testing/message-world.js';
import type { Occasion } from '../types.js';
import { compareShared, listShareds } from './shared-queries.js';

const system = systemActor('test set-up');

onBothEngines('ours and the partnership’s message templates', (world) => {
  let at: MessageWorld;
  before(async () => (at = await messageWorld(world())));
  const editor = (authorityId = dunmere) => world().staff(['correspondence.edit-templates'], [authorityId]);
  const words = (body: string) => ({ en: { ...someTemplate.words.en, body } });
  const write = (authorityId: number, key: string, body: string, occasion: Occasion = 'by-hand') =>
    world().run(system, createTemplate, { authorityId, key, name: `About ${key}`, occasion, words: words(body) });
  const change = (id: string, expectedVersion: number, body: string) =>
    world().run(system, editTemplate, { id, expectedVersion, name: 'Changed', words: words(body) });
  const look = async (key: string) => world().read(await editor(), compareShared, { authorityId: dunmere, key });
  const standing = async (key: string) => {
    const actor = await editor();
    for (const show of ['behind', 'ours', 'shared'] as const) {
      const { items } = await world().read(actor, listShareds, { authorityId: dunmere, show });
      if (items.some((item) => item.key === key)) return show;
    }
    return undefined;
  };
  const codeOf = async (work: Promise<unknown>) => (await errorOf(work)).code;
  const take = async (key: string, number = 1) =>
    world().run(await editor(), takeSharedTemplate, { authorityId: dunmere, key, number });

  /** What the customer of a new case is told when that happens to it. */
  async function toldOf(occasion: 'closed' | 'reopened' | 'logged'): Promise<string | undefined> {
    const { id: caseId } = await at.log({ customerId: at.customerId });
    await world().run(system, queueAutomatic, { caseId, occasion, status: null, eventId: world().newId() });
    return (await world().read(at.tom, listCaseMessages, { caseId }))[0]?.body;
  }

  it('are the partnership’s where a council has none, and follow what it changes; a council’s own stays', async () => {
    const { id } = await write(partnership, 'closed-for-all', 'Shared', 'closed');
    expect(await toldOf('closed')).to.equal('Shared');
    await change(id, 1, 'Shared, said better');
    expect(await toldOf('closed')).to.equal('Shared, said better');
    const own = await take('closed-for-all', 2);
    expect(await standing('closed-for-all'), 'as it was taken').to.equal('shared');
    await change(own.id, 1, 'Ours');
    expect([await toldOf('closed'), await standing('closed-for-all')]).to.deep.equal(['Ours', 'ours']);
    await change(id, 2, 'Shared again');
    expect([await toldOf('closed'), await standing('closed-for-all')]).to.deep.equal(['Ours', 'behind']);
    const { changes, differences } = await look('closed-for-all');
    expect(changes).to.deep.equal([{ label: 'English message', was: 'Shared, said better', is: 'Shared again' }]);
    expect(differences).to.deep.equal([{ label: 'English message', was: 'Shared again', is: 'Ours' }]);
  });

  it('are ours where ours is for the same event under another key, and nothing at all where ours is off', async () => {
    await write(partnership, 'opened-again', 'Shared', 'reopened');
    const { id } = await write(dunmere, 'as-we-say', 'Ours', 'reopened');
    expect([await toldOf('reopened'), await standing('opened-again')]).to.deep.equal(['Ours', 'ours']);
    const off = { id, expectedVersion: 1, name: 'Off', words: words('Ours'), enabled: false };
    await world().run(system, editTemplate, off);
    expect(await toldOf('reopened')).to.equal(undefined);
    const { note, differences } = await look('opened-again');
    expect(note).to.equal('Ours is off: nothing is sent');
    expect(differences?.map(({ label }) => label)).to.include('Whether it is used');
  });

  it('about a service are for the council’s own of that key, and for nobody without it', async () => {
    const { id: serviceId } = await world().run(system, publishService, {
      ...{ authorityId: partnership, definition: missedBin() },
    });
    const shared = await world().run(system, createTemplate, {
      ...{ authorityId: partnership, key: 'about-bins', name: 'Bins', occasion: 'logged', words: words('Bins') },
      serviceId,
    });
    expect(await toldOf('logged')).to.equal('Bins');
    expect((await look('about-bins')).template.serviceId).to.equal(at.serviceId);
    const elsewhere = { authorityId: castlebridge, key: 'about-bins' };
    expect(await codeOf(world().read(await editor(castlebridge), compareShared, elsewhere))).to.equal('not_found');
    await world().run(system, editTemplate, {
      ...{ id: shared.id, expectedVersion: 1, name: 'Bins', words: words('Bins'), enabled: false },
    });
    expect(await toldOf('logged'), 'once it is off for all').to.equal(undefined);
  });

  it('are offered and sent by hand in the council’s place, and no other council’s are', async () => {
    const { id } = await write(partnership, 'thanks', 'Thanks');
    const { id: foreign } = await write(castlebridge, 'elsewhere', 'Elsewhere');
    const { id: caseId, reference } = await at.log({ customerId: at.customerId });
    const offered = async () => (await world().read(at.tom, getReply, { reference })).templates.map((one) => one.id);
    expect(await offered())
      .to.include(id)
      .and.not.include(foreign);
    const message = { caseId, channel: 'email', subject: 'S', body: 'B' } as const;
    await world().run(at.tom, sendMessage, { ...message, templateId: id });
    expect(await codeOf(world().run(at.tom, sendMessage, { ...message, templateId: foreign }))).to.equal('bad_input');
    const own = await take('thanks');
    expect(await offered())
      .to.include(own.id)
      .and.not.include(id);
    expect(await codeOf(world().run(at.tom, sendMessage, { ...message, templateId: id }))).to.equal('bad_input');
  });

  it('are kept, or given up for the partnership’s, with a trace; whoever comes second is told', async () => {
    const { id } = await write(partnership, 'second', 'Shared');
    const own = await take('second');
    await change(own.id, 1, 'Ours');
    await change(id, 1, 'Shared, said better');
    const actor = await editor();
    const seen = { authorityId: dunmere, key: 'second', number: 2, expectedVersion: 2 };
    expect(await codeOf(world().run(actor, keepOwnTemplate, { ...seen, number: 1 }))).to.equal('stale_version');
    await world().run(actor, keepOwnTemplate, seen);
    expect(await standing('second')).to.equal('ours');
    expect(await codeOf(world().run(actor, goBackToShared, seen))).to.equal('stale_version');
    await world().run(actor, goBackToShared, { ...seen, expectedVersion: 3 });
    expect([await standing('second'), (await look('second')).own]).to.deep.equal(['shared', undefined]);
    const kept = await world().read(actor, listTemplates, { authorityId: dunmere });
    expect(kept.map((one) => one.key)).not.to.include('second');
    const again = await take('second', 2);
    expect(await codeOf(take('second', 2))).to.equal('template_taken');
    const actions = (await auditOf(world(), own.id)).map(({ action }) => action);
    expect(actions.slice(-2)).to.deep.equal(['correspondence.keep-own', 'correspondence.go-back']);
    expect((await auditOf(world(), again.id))[0]?.action).to.equal('correspondence.take-shared');
  });

  it('tell the partnership who says something else, and keep others out', async () => {
    await write(partnership, 'differs', 'Shared');
    await write(dunmere, 'differs', 'A secret of Dunmere.');
    await write(castlebridge, 'differs', 'Shared');
    const at = { authorityId: partnership, show: 'ours' } as const;
    const listed = await world().read(await editor(partnership), listShareds, at);
    expect(listed.differing?.get('differs')).to.deep.equal(['Dunmere']);
    expect(JSON.stringify(listed.items)).not.to.include('A secret');
    const stranger = await editor(castlebridge);
    const ours = { authorityId: dunmere, key: 'differs', number: 1 };
    const attempts = [
      world().run(stranger, takeSharedTemplate, ours),
      world().run(stranger, keepOwnTemplate, { ...ours, expectedVersion: 1 }),
      world().run(stranger, goBackToShared, { ...ours, expectedVersion: 1 }),
      world().read(stranger, compareShared, { authorityId: dunmere, key: 'differs' }),
      world().read(stranger, listShareds, { authorityId: dunmere }),
    ];
    expect(await Promise.all(attempts.map(codeOf))).to.deep.equal(attempts.map(() => 'not_found'));
  });

  describe('at the desk', () => {
    let http: TestHttp;
    let browser: Browser;
    before(async () => {
      http = await startHttp(world());
      browser = await http.signIn((await addPerson(world(), { roles: [['dunmere', 'administrator']] })).personId);
    });
    after(() => http.close());

    it('are made ours, marked once the partnership’s has changed, and given up', async () => {
      const { id } = await write(partnership, 'whole-way', 'Shared');
      const address = '/desk/admin/message-templates/shared/whole-way';
      const sent = { authorityId: String(dunmere), number: '1' };
      const { location } = await browser.post(`${address}/take`, sent);
      expect((await browser.get(location)).text).to.include('Shared');
      await change(id, 1, 'Said anew.');
      const { text } = await browser.get(address);
      expect(text).to.include('The partnership’s changed since').and.to.include('<ins>Said anew.</ins>');
      const back = { ...sent, number: '2', expectedVersion: hiddenField(text, 'expectedVersion') };
      expect((await browser.post(`${address}/go-back`, back)).status).to.equal(303);
      expect((await browser.get(address)).text).to.include('uses it as it is');
      const again = await browser.post(`${address}/go-back`, back);
      expect((await browser.get(again.location)).text).to.include('Somebody else changed this meanwhile');
    });
  });
});
