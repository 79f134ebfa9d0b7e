import { expect } from 'chai';
import { systemActor } from '../../kernel/actor.js';
import type { AppError } from '../../kernel/errors.js';
import { castlebridge, dunmere, onBothEngines, partnership } from '../../testing/harness.js';
import { addPerson, hiddenField, startHttp, type Browser, type TestHttp } from '../../testing/http.js';
import { publishService } from '../commands/publish-service.js';
import { keepOwnService, takeSharedService, useSharedService } from '../commands/take-shared.js';
import { getDesign } from '../design/design-queries.js';
import { shippedServices } from '../shipped-services.js';
import type { ServiceDefinition } from '../types.js';
import { compareShared, listShared } from './shared-queries.js';

const system = systemActor('test set-up');

onBothEngines('ours and the partnership’s services', (world) => {
  const codeOf = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'done',
      (error: AppError) => error.code,
    );
  let definition: ServiceDefinition;
  before(async () => {
    const [shipped] = (await shippedServices()).services;
    if (!shipped) throw new Error('no service is shipped');
    definition = { ...shipped, tier: ['district', 'unitary'] };
  });
  const designer = () => world().staff(['services.design', 'services.publish'], [dunmere]);
  const publish = (authorityId: number, key: string, changes: Partial<ServiceDefinition> = {}) =>
    world().run(system, publishService, { authorityId, definition: { ...definition, key, ...changes } });
  const look = async (key: string) => world().read(await designer(), compareShared, { authorityId: dunmere, key });
  const standingOf = async (key: string) => {
    const listed = await Promise.all(
      (['behind', 'ours', 'shared'] as const).map(async (show) => {
        const { items } = await world().read(await designer(), listShared, { authorityId: dunmere, show });
        return items.some((item) => item.key === key) ? show : undefined;
      }),
    );
    return listed.find((show) => show !== undefined);
  };

  it('begins ours from the partnership’s as a draft that remembers the version', async () => {
    await publish(partnership, 'taken');
    const actor = await designer();
    const both = () => codeOf(world().run(actor, takeSharedService, { authorityId: dunmere, key: 'taken', number: 1 }));
    expect((await Promise.all([both(), both()])).sort()).to.deep.equal(['done', 'service_key_taken']);
    const { own } = await look('taken');
    expect([own?.basedOn, own?.inUse]).to.deep.equal([1, false]);
    expect((await world().read(actor, getDesign, { id: own?.id ?? '' })).definition.key).to.equal('taken');
  });

  it('tells as it is, ours and behind apart, and says in words what differs and what changed', async () => {
    await publish(partnership, 'moved-on');
    await publish(dunmere, 'moved-on');
    expect(await standingOf('moved-on')).to.equal('shared');
    await publish(dunmere, 'moved-on', { name: 'As Dunmere calls it' });
    expect(await standingOf('moved-on')).to.equal('ours');
    await publish(partnership, 'moved-on', { summary: 'Said better.' });
    expect(await standingOf('moved-on')).to.equal('behind');
    const { changes, differences } = await look('moved-on');
    expect(changes).to.deep.equal([{ label: 'Summary', was: definition.summary, is: 'Said better.' }]);
    expect(differences?.map(({ label }) => label)).to.deep.equal(['Name', 'Summary']);
  });

  it('keeps ours until the partnership’s changes again; one of two is told', async () => {
    await publish(partnership, 'kept');
    await publish(dunmere, 'kept', { name: 'Ours' });
    await publish(partnership, 'kept', { summary: 'Second.' });
    const actor = await designer();
    const { own } = await look('kept');
    const seen = { authorityId: dunmere, key: 'kept', expectedVersion: own?.version ?? 0 };
    const keep = (number: number) => codeOf(world().run(actor, keepOwnService, { ...seen, number }));
    expect(await keep(1)).to.equal('stale_version');
    expect((await Promise.all([keep(2), keep(2)])).sort()).to.deep.equal(['done', 'stale_version']);
    expect(await standingOf('kept')).to.equal('ours');
    await publish(partnership, 'kept', { summary: 'Third.' });
    expect(await standingOf('kept')).to.equal('behind');
  });

  it('goes back: the partnership’s stands in our draft, and once published the two are the same', async () => {
    await publish(partnership, 'back');
    await publish(dunmere, 'back', { name: 'Ours' });
    await publish(partnership, 'back', { summary: 'Second.' });
    const actor = await designer();
    const { own } = await look('back');
    const seen = { authorityId: dunmere, key: 'back', number: 2, expectedVersion: own?.version ?? 0 };
    const { id } = await world().run(actor, useSharedService, seen);
    const draft = (await world().read(actor, getDesign, { id })).definition;
    expect([draft.name, draft.summary]).to.deep.equal([definition.name, 'Second.']);
    expect(await standingOf('back'), 'until it is published').to.equal('behind');
    await publish(dunmere, 'back', draft);
    expect(await standingOf('back')).to.equal('shared');
    expect((await look('back')).own?.basedOn).to.equal(2);
  });

  it('tells the partnership’s designers who offers it otherwise, and keeps others out', async () => {
    await publish(partnership, 'differs');
    await publish(dunmere, 'differs', { summary: 'A secret of Dunmere.' });
    await publish(castlebridge, 'differs');
    const actor = await world().staff(['services.design'], [partnership]);
    const listed = await world().read(actor, listShared, { authorityId: partnership, show: 'ours' });
    expect(listed.differing?.get('differs')).to.deep.equal(['Dunmere']);
    expect(JSON.stringify(listed.items)).not.to.include('A secret of Dunmere');
    const stranger = await world().staff(['services.design'], [castlebridge]);
    const ours = { authorityId: dunmere, key: 'differs', number: 1 };
    const attempts = [
      world().run(stranger, takeSharedService, ours),
      world().run(stranger, useSharedService, { ...ours, expectedVersion: 1 }),
      world().run(stranger, keepOwnService, { ...ours, expectedVersion: 1 }),
      world().read(stranger, compareShared, { authorityId: dunmere, key: 'differs' }),
      world().read(stranger, listShared, { authorityId: dunmere }),
    ];
    expect(await Promise.all(attempts.map(codeOf))).to.deep.equal(attempts.map(() => 'not_found'));
    const reader = await world().staff(['services.read'], [dunmere]);
    expect(await codeOf(world().read(reader, listShared, { authorityId: dunmere }))).to.equal('not_allowed');
  });

  describe('at the desk', () => {
    let http: TestHttp;
    let browser: Browser;
    before(async () => {
      http = await startHttp(world());
      const { personId } = await addPerson(world(), { roles: [['dunmere', 'administrator']] });
      browser = await http.signIn(personId);
    });
    after(() => http.close());

    it('is not offered, then ours, and kept once the partnership’s has changed', async () => {
      await publish(partnership, 'whole-way');
      const address = '/desk/service-design/shared/whole-way';
      expect((await browser.get(address)).text).to.include('Not offered by us');
      const taken = await browser.post(`${address}/take`, { authorityId: String(dunmere), number: '1' });
      expect(taken.location).to.match(/^\/desk\/service-design\//);
      await publish(dunmere, 'whole-way', { name: 'Ours' });
      await publish(partnership, 'whole-way', { summary: 'Said anew.' });
      const { text } = await browser.get(address);
      expect(text).to.include('The partnership’s changed since').and.to.include('<ins>Said anew.</ins>');
      const sent = { authorityId: String(dunmere), number: '2', expectedVersion: hiddenField(text, 'expectedVersion') };
      expect((await browser.post(`${address}/keep`, sent)).status).to.equal(303);
      const again = await browser.post(`${address}/keep`, sent);
      expect((await browser.get(again.location)).text).to.include('Somebody else changed this meanwhile');
      expect((await browser.get('/desk/service-design/shared?show=ours')).text).to.include('/shared/whole-way');
    });
  });
});
