import { expect } from 'chai';
import { stringify } from 'yaml';
import { addTeam } from '../directory/index.js';
import { DAY_MS } from '../kernel/clock.js';
import { everyAuthority } from '../kernel/scope.js';
import { findServiceByKey, publishService } from '../services/index.js';
import { addCalendars, dunmere, setup } from '../testing/case-world.js';
import { auditOf, codeOf } from '../testing/expectations.js';
import { castlebridge, onBothEngines, testNow } from '../testing/harness.js';
import { giveToken } from '../testing/api-token.js';
import { addPerson, hiddenField, startHttp, type Answer, type Browser, type TestHttp } from '../testing/http.js';
import { getKeptPack, installKeptPack, keepPack } from './kept-pack.js';
import { listPacks } from './queries.js';
import { anArticle } from '../testing/an-article.js';
import { aPackInput, aServiceInput, whichBin } from './testing/a-pack.js';

const home = '/desk/admin/packs/install';
const yamlOf = (changes: object = {}): string =>
  stringify(aPackInput({ ...changes }), { aliasDuplicateObjects: false });

onBothEngines('a pack at the desk', (world) => {
  let http: TestHttp;
  let desk: Record<'both' | 'administrator' | 'abroad' | 'adviser', Browser>;
  const send = (browser: Browser, content: string | Buffer, fields: object = {}): Promise<Answer> =>
    browser.post(home, { authorityId: String(dunmere), ...fields }, [
      { field: 'file', name: 'missed.yaml', bytes: Buffer.from(content) },
    ]);
  const serviceOf = async () =>
    (await findServiceByKey(world().kernel.db.read(everyAuthority), dunmere, 'missed-bin'))?.definition;
  const installed = async () => (await world().read(setup, listPacks, {})).items;

  before(async () => {
    http = await startHttp(world());
    await addCalendars(world(), dunmere);
    await world().run(setup, addTeam, { authorityId: dunmere, key: 'refuse', name: 'Refuse', purpose: 'Bins.' });
    const signIn = async (...roles: ('administrator' | 'knowledge-editor' | 'adviser')[]) =>
      await http.signIn((await addPerson(world(), { roles: roles.map((role) => ['dunmere', role]) })).personId);
    const { personId } = await addPerson(world(), { roles: [['castlebridge', 'administrator']] });
    desk = {
      both: await signIn('administrator', 'knowledge-editor'),
      administrator: await signIn('administrator'),
      adviser: await signIn('adviser'),
      abroad: await http.signIn(personId),
    };
  });
  beforeEach(() => world().clock.set(testNow));
  after(() => http.close());

  it('is refused with every fault and its line, and by its own tests, and nothing is kept', async () => {
    const refused = async (content: string | Buffer, ...words: string[]): Promise<void> => {
      const { status, text } = await send(desk.both, content);
      expect([status, words.filter((word) => !text.includes(word))]).to.deep.equal([422, []]);
      expect(text, 'whose it is stays chosen').to.match(new RegExp(`value="${dunmere}"[^>]*selected`));
    };
    await refused(Buffer.from([0xff, 0xfe, 0x00, 0x50]), 'Choose a pack: a YAML or JSON file');
    await refused('', 'Choose a pack');
    await refused('name,email\nsam,sam@dunmere.example', 'This is no pack');
    await refused(yamlOf({ licence: 'all rights!' }), 'Line ', 'licence: Name the licence as SPDX does');
    await refused(`# ${'x'.repeat(1_048_576)}`, 'Choose a file of 1 MB or less');
    const form = [{ title: 'Any bin', on: '2026-11-23', answers: { bin: 'rubbish' }, gives: { title: 'No bin' } }];
    await refused(yamlOf({ tests: { form, search: [] } }), 'Its own test “Any bin” fails');
    const without = await desk.both.post(home, { authorityId: String(dunmere) });
    expect([without.status, without.text.includes('Choose a pack')]).to.deep.equal([422, true]);
    const nobody = await send(desk.both, yamlOf(), { authorityId: '' });
    expect([nobody.status, nobody.text.includes('Choose a council')]).to.deep.equal([422, true]);
    expect(await installed()).to.deep.equal([]);
  });

  it('is shown with the teams to choose, installed as it was shown, and then changes nothing', async () => {
    const { location } = await send(desk.both, yamlOf({ connections: [aConnection] }));
    const lacking = (await desk.both.get(location)).text;
    expect(lacking).to.include('Nothing is written yet').and.include('The council has no team waste');
    expect(lacking).to.include('Make a team called Waste').and.not.include('Install it').and.not.include('--team');
    expect(lacking).to.include('Choose the teams first.').and.not.include('Send another file');
    const shown = (await desk.both.get(`${location}?team=waste%3Drefuse`)).text;
    expect(shown).to.include('Comes from the pack: 2').and.include('value="waste=refuse"');
    expect(await serviceOf()).to.equal(undefined);
    const typed = { code: hiddenField(shown, 'code'), team: 'waste=refuse' };
    const done = await desk.both.post(location, typed);
    expect(done.status).to.equal(303);
    expect(done.location).to.match(/^\/desk\/admin\/packs\/[0-9a-f-]{36}$/);
    const page = (await desk.both.get(done.location)).text;
    expect(page).to.include('missed-bin 1.0.0 is installed.').and.include('refuse stands for its waste');
    expect(page).to.include('wasteDepot: For the depot').and.include('- dunmere');
    expect((await serviceOf())?.routing[0]?.team).to.equal('refuse');
    const again = (await desk.both.get(location)).text;
    expect(again).to.include('There is nothing to bring in').and.not.include('Install it');
    const id = location.slice(home.length + 1);
    expect((await auditOf(world(), id)).map(({ action }) => action)).to.deep.equal([
      ...['packs.keep-pack-file', 'packs.install-kept-pack'],
    ]);
    const [one] = await installed();
    expect(one).to.include({ authorityId: dunmere, name: 'missed-bin' });
    expect((await auditOf(world(), one?.id ?? ''))[0]).to.include({ action: 'packs.install-pack' });
  });

  it('leaves what was changed here, unless the pack’s is taken, and is looked at again when something moved', async () => {
    const ours = (name: string) => aServiceInput({ name, routing: [{ team: 'refuse' }] });
    await world().run(setup, publishService, { authorityId: dunmere, definition: ours('Our name') });
    const service = aServiceInput({ name: 'Their name', summary: 'Say which bin.' });
    const { location } = await send(desk.both, yamlOf({ version: '1.1.0', service, connections: [] }));
    const { text } = await desk.both.get(location);
    expect(text).to.include('Both changed: ours stays: 1').and.include('value="service.name"');
    const code = hiddenField(text, 'code');
    await world().run(setup, publishService, { authorityId: dunmere, definition: ours('Our other name') });
    const late = await desk.both.post(location, { code, take: 'service.name' });
    expect([late.status, late.text.includes('Something changed since you looked.')]).to.deep.equal([409, true]);
    expect(late.text, 'what was ticked stays').to.match(/value="service\.name"[^>]*checked/);
    expect((await serviceOf())?.summary).to.equal('Tell us that a bin was not emptied.');
    const strange = await desk.both.post(location, { code: hiddenField(late.text, 'code'), take: 'service.nothing' });
    expect([strange.status, strange.text.includes('Nothing differs at service.nothing')]).to.deep.equal([422, true]);
    await desk.both.post(location, { code: hiddenField(late.text, 'code'), take: 'service.name' });
    expect(await serviceOf()).to.include({ name: 'Their name', summary: 'Say which bin.' });
  });

  it('can take the pack’s when nothing else is to bring in, and when only that makes both together sound', async () => {
    const named = { name: 'Their name', summary: 'Say which bin.' };
    const ours = aServiceInput({ ...named, routing: [{ team: 'refuse' }], summaryTemplate: 'Our {bin} bin' });
    const title = 'service.summaryTemplate';
    await world().run(setup, publishService, { authorityId: dunmere, definition: ours });
    const same = await send(desk.both, yamlOf({ version: '1.1.0', service: aServiceInput(named), connections: [] }));
    const again = (await desk.both.get(same.location)).text;
    expect(again).to.include('unless you take the pack’s').and.include(`value="${title}"`).and.include('Install it');
    await desk.both.post(same.location, { code: hiddenField(again, 'code'), take: title });
    expect((await serviceOf())?.summaryTemplate).to.equal('Missed {bin} bin');
    await world().run(setup, publishService, { authorityId: dunmere, definition: ours });
    const form = { questions: [{ ...whichBin, key: 'which' }] };
    const service = aServiceInput({ ...named, form, summaryTemplate: 'Missed {which} bin' });
    const { location } = await send(desk.both, yamlOf({ version: '1.1.0', service, connections: [] }));
    const { text } = await desk.both.get(location);
    expect(text).to.include('{bin}').and.include(`value="${title}"`).and.not.include('Send another file');
    const code = hiddenField(text, 'code');
    const untaken = await desk.both.post(location, { code });
    expect([untaken.status, untaken.text.includes('Install it')]).to.deep.equal([422, true]);
    expect((await desk.both.post(location, { code, take: title })).status).to.equal(303);
    expect((await serviceOf())?.summaryTemplate).to.equal('Missed {which} bin');
  });

  it('needs the right to all that it writes, and is seen by nobody else and for a day', async () => {
    const other = { ...aPackInput(), articles: [anArticle({ key: 'other' })] };
    const { location } = await send(desk.administrator, stringify(other, { aliasDuplicateObjects: false }));
    const shown = await desk.administrator.get(`${location}?team=waste%3Drefuse`);
    expect(shown.text).to.include('ask somebody who is a knowledge editor too').and.not.include('Install it');
    const typed = { code: 'seen', team: 'waste=refuse' };
    expect((await desk.administrator.post(location, typed)).status).to.equal(409);
    expect((await desk.both.get(location)).status).to.equal(404);
    expect((await desk.both.post(location, typed)).status).to.equal(404);
    expect((await desk.adviser.get(home)).status).to.equal(403);
    expect((await send(desk.adviser, yamlOf())).status).to.equal(403);
    expect((await send(desk.abroad, yamlOf())).status).to.equal(404);
    expect((await desk.abroad.get('/desk/admin/packs')).text)
      .to.include('No pack is installed yet')
      .and.include(home);
    world().clock.advance(DAY_MS + 1);
    const actor = await world().staff(['packs.install'], [castlebridge]);
    const { id } = await world().run(actor, keepPack, { authorityId: castlebridge, name: 'a.yaml', content: yamlOf() });
    expect(
      (await world().read(actor, getKeptPack, { id, teams: {} })).plan.faults.map(({ field }) => field),
    ).to.include('teams.waste');
    world().clock.advance(DAY_MS + 1);
    expect(await codeOf(world().run(actor, installKeptPack, { id, code: 'x' }))).to.equal('not_found');
  });

  it('goes by the API as well: looked at, then installed as it was looked at', async () => {
    const asked = {
      authorityId: dunmere,
      pack: aPackInput({ version: '1.2.0', title: 'Bins' }),
      teams: { waste: 'refuse' },
    };
    const { personId } = await addPerson(world(), { roles: [['dunmere', 'administrator']] });
    const token = await giveToken(world().kernel, personId);
    const headers = { Accept: 'application/json', Authorization: `Bearer ${token}` };
    const post = (path: string, json: object) => http.browser().send(path, { method: 'POST', json, headers });
    const planned = await post('/api/v1/packs/plan', asked);
    expect(planned.status).to.equal(200);
    const told = JSON.parse(planned.text) as { before: string; code: string; isNothing: boolean };
    expect(told).to.include({ before: '1.1.0', isNothing: false });
    expect((await post('/api/v1/packs', { ...asked, seen: 'another' })).status).to.equal(409);
    const done = await post('/api/v1/packs', { ...asked, seen: told.code });
    expect(JSON.parse(done.text)).to.include({ name: 'missed-bin', version: '1.2.0' });
  });
});

const aConnection = {
  name: 'wasteDepot',
  about: 'For the depot: fill in its address.',
  use: '@moothall/adapter-open311',
  settings: {},
};
