import { expect } from 'chai';
import { statement } from '../../kernel/db/statement.js';
import { everyAuthority } from '../../kernel/scope.js';
import { getServiceByKey, publishService } from '../../services/index.js';
import { dunmere, onBothEngines } from '../../testing/harness.js';
import { addPerson, hiddenField, startHttp, type Browser, type TestHttp } from '../../testing/http.js';
import { caseWorld, missedBin, setup, type CaseWorld } from '../testing/case-world.js';

const designs = '/desk/service-design';

onBothEngines('designing a service at the desk', (world) => {
  let http: TestHttp;
  let browser: Browser;
  let here: CaseWorld;
  before(async () => {
    here = await caseWorld(world());
    http = await startHttp(world());
    const { personId } = await addPerson(world(), { roles: [['dunmere', 'administrator']] });
    browser = await http.signIn(personId);
  });
  after(() => http.close());

  const published = async (key: string): Promise<string> => {
    const definition = missedBin({ key, name: `About ${key}` });
    return `${designs}/${(await world().run(setup, publishService, { authorityId: dunmere, definition })).id}`;
  };
  const versionOn = async (path: string): Promise<string> => hiddenField((await browser.get(path)).text, 'version');
  const save = async (path: string, fields: Record<string, string | string[]>, version?: string) =>
    await browser.post(path, { version: version ?? (await versionOn(path)), ...fields });
  const addQuestion = (at: string, label: string, version?: string) =>
    save(`${at}/questions/new`, { label, type: 'text', personal: 'none', called: 'the colour' }, version);

  it('begins from a shipped service, shows what is wrong, and publishes once nothing is', async () => {
    const begun = await browser.post(`${designs}/new`, {
      ...{ authority: String(dunmere), name: 'Box missed', from: `copy:${here.serviceId}` },
    });
    expect(begun.status).to.equal(303);
    const at = begun.location ?? '';
    await save(`${at}/about`, { ...about, summaryTemplate: 'Missed {nothing}' });
    const faulty = await browser.get(at);
    expect(faulty.text).to.contain('There is no question nothing').and.contain(`${at}/about`);
    expect(faulty.text).to.not.contain(`${at}/publish`);
    await save(`${at}/about`, about);
    const sound = await browser.get(at);
    expect(sound.text).to.contain('The checks find nothing wrong');
    const done = await browser.post(`${at}/publish`, { version: hiddenField(sound.text, 'version') });
    expect(done.location).to.equal(at);
    const service = await world().read(setup, getServiceByKey, { authorityId: dunmere, key: 'box-missed' });
    expect(service.definition.summaryTemplate).to.equal('Missed {bin} box');
  });

  it('adds, corrects, moves and removes questions without a script', async () => {
    const at = await published('questions');
    const wrong = await save(`${at}/questions/new`, { label: 'What colour is it?', type: 'text', min: 'many' });
    expect(wrong.status).to.equal(422);
    expect(wrong.text).to.contain('Smallest must be a number, like 3').and.contain('href="#f-min"');
    expect(wrong.text, 'what was typed stays').to.contain('value="What colour is it?"');
    expect((await addQuestion(at, 'What colour is it?')).location).to.equal(`${at}/questions`);
    const list = await browser.get(`${at}/questions`);
    expect(list.text.indexOf('When was it missed?')).to.be.lessThan(list.text.indexOf('What colour is it?'));
    const version = () => versionOn(`${at}/questions`);
    await browser.post(`${at}/questions`, { version: await version(), does: 'up:3' });
    await browser.post(`${at}/questions`, { version: await version(), does: 'remove:0' });
    const after = (await browser.get(`${at}/questions`)).text;
    expect(after).to.not.contain('Which bin was missed?');
    expect(after.indexOf('What colour is it?')).to.be.lessThan(after.indexOf('What did the crew'));
  });

  it('shows the second of two designers what the first saved, and keeps what both wrote', async () => {
    const at = await published('raced-at-desk');
    const version = await versionOn(`${at}/outcomes/1`);
    const emptied = { key: 'emptied', base: 'emptied', publicLabel: 'We emptied it' };
    await save(`${at}/outcomes/1`, { ...emptied, label: 'Emptied early' }, version);
    const late = await save(`${at}/outcomes/1`, { ...emptied, label: 'Emptied late' }, version);
    expect(late.status).to.equal(409);
    expect(late.text).to.contain('value="Emptied late"').and.contain('Emptied early');
    const again = hiddenField(late.text, 'version');
    expect((await save(`${at}/outcomes/1`, { ...emptied, label: 'Emptied late' }, again)).status).to.equal(303);
    const moved = await browser.post(`${at}/outcomes`, { version, does: 'down:0' });
    expect(moved.location).to.equal(`${at}/outcomes`);
    expect((await browser.get(moved.location ?? '')).text).to.contain('Somebody else changed this service meanwhile');
  });

  it('compares, rolls back, and gives a draft up', async () => {
    const at = await published('versions');
    await addQuestion(at, 'The colour');
    const draft = await browser.get(`${at}/compare?from=1&to=draft`);
    expect(draft.text).to.contain('Questions › The colour › label').and.not.contain('the-colour › label');
    await browser.post(`${at}/publish`, { version: await versionOn(at) });
    const versions = await browser.get(`${at}/versions`);
    expect(versions.text).to.contain('Version 2');
    const back = { version: hiddenField(versions.text, 'version'), number: '1' };
    expect((await browser.post(`${at}/roll-back`, back)).location).to.equal(`${at}/versions`);
    expect((await browser.get(`${at}/compare?from=1&to=3`)).text).to.contain('The two say the same');
    await addQuestion(at, 'The size');
    await browser.post(`${at}/discard`, { version: await versionOn(at) });
    expect((await browser.get(`${at}/questions`)).text).to.not.contain('The size');
  });

  it('tries a draft as an adviser would, and writes nothing', async () => {
    const at = await published('tried');
    await save(`${at}/tasks/new`, { title: 'Ring the crew', dueInDays: '1' });
    const preview = at.replace(designs, '/desk/service-preview');
    const before = await rows();
    const form = await browser.get(preview);
    expect(form.text).to.contain('Which bin was missed?').and.contain('Try it: nothing is logged');
    const empty = await browser.post(preview, {});
    expect(empty.status).to.equal(422);
    expect(empty.text).to.contain('Choose which bin was missed');
    const place = { 'location.text': '4 Quarry Lane', 'location.postcode': 'DM4 2LL' };
    const tried = await browser.post(preview, { 'answers.bin': 'garden', ...place });
    expect(tried.text).to.contain('Ends here: Garden bins are emptied by Hedge and Son');
    expect(tried.text).to.contain('Missed garden waste bin').and.contain('Street and waste team');
    expect(tried.text).to.contain('Ring the crew: at once, due 17 November 2026');
    expect(tried.text).to.contain('We aim to finish this by');
    expect(await rows()).to.deep.equal(before);
  });

  it('is closed to advisers, and knows no parts that there are not', async () => {
    const at = await published('closed');
    const { personId } = await addPerson(world(), { roles: [['dunmere', 'adviser']] });
    const adviser = await http.signIn(personId);
    for (const path of [designs, at, `${at}/questions`, at.replace(designs, '/desk/service-preview')])
      expect((await adviser.get(path)).status, path).to.equal(403);
    for (const path of [`${at}/nonsense`, `${at}/questions/99`, `${at}/promise/1`])
      expect((await browser.get(path)).status, path).to.equal(404);
  });

  async function rows(): Promise<unknown> {
    return await world().kernel.db.read(everyAuthority).first(counts, {});
  }
});

const about = {
  ...{ name: 'Box missed', group: 'Bins and recycling', summary: 'Tell us that a box was not emptied.' },
  ...{ keywords: 'box not emptied', 'tier[]': ['district'], 'channels[]': ['telephone'], lgil: '0' },
  ...{ 'identityLevel.log': 'none', 'identityLevel.disclose': 'basic', sensitivity: 'ordinary' },
  ...{ 'location.kind': 'address', 'location.required': 'yes', summaryTemplate: 'Missed {bin} box' },
  ...{ retentionClass: 'case' },
};

const counts = statement<Record<string, never>, { cases: number; tasks: number; events: number; drafts: number }>(
  `select (select count(*) from @cases) as cases, (select count(*) from @case_tasks) as tasks,
     (select count(*) from @outbox_events) as events, (select count(*) from @service_drafts) as drafts`,
);
