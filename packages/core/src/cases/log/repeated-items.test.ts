import { expect } from 'chai';
import { publishService } from '../../services/index.js';
import { dunmere, onBothEngines } from '../../testing/harness.js';
import { addPerson, hiddenField, startHttp, type Browser, type TestHttp } from '../../testing/http.js';
import { logCase } from '../commands/log-case.js';
import { logDraftKey } from './desk-drafts.js';
import { getCase } from '../queries.js';
import { caseWorld, missedBin, setup, type CaseWorld } from '../testing/case-world.js';
import { errorOf } from '../testing/expectations.js';

const question = (key: string, more: object) => ({
  key,
  label: `The ${key}`,
  required: true,
  personal: 'none',
  ...more,
});
const items = question('items', {
  ...{ type: 'group', max: 3, help: 'Up to three.', called: 'the items' },
  questions: [
    question('what', { type: 'text' }),
    question('fitted', { type: 'yes-no', called: 'whether it is fitted', required: false }),
    question('fitting', { type: 'text', showWhen: { question: 'fitted', is: true } }),
  ],
});

type Fields = Record<string, string | string[]>;

onBothEngines('a question that is repeated, at the desk and in the API', (world) => {
  let http: TestHttp;
  let browser: Browser;
  let service: string;
  let at: CaseWorld;
  before(async () => {
    at = await caseWorld(world());
    const form = { questions: [items, question('note', { type: 'text', required: false })] };
    const definition = missedBin({ key: 'bulky', name: 'Bulky waste', form, summaryTemplate: 'Take away {items}' });
    service = (await world().run(setup, publishService, { authorityId: dunmere, definition })).id;
    http = await startHttp(world());
    const { personId } = await addPerson(world(), {
      roles: [
        ['dunmere', 'adviser'],
        ['dunmere', 'officer'],
        ['dunmere', 'administrator'],
      ],
    });
    browser = await http.signIn(personId);
  });
  after(() => http.close());

  const send = (fields: Fields, path = '/desk/cases/log') =>
    browser.post(path, { service, 'location.text': '4 Quarry Lane', 'location.postcode': 'DM4 2LL', ...fields });
  const two: Fields = {
    ...{ 'answers.items': ['0', '4'], 'answers.items.0.what': 'A sofa' },
    ...{ 'answers.items.4.what': 'A hob', 'answers.items.4.fitted': 'yes', 'answers.items.4.fitting': 'By two screws' },
  };
  const values = (text: string): string[] =>
    [...text.matchAll(/name="answers\.items\.\d+\.what"[^>]*value="([^"]*)"/g)].map(([, value = '']) => value);
  const logTwo = async (): Promise<string> => {
    const { location } = await send(two);
    return /cases\/([^/]+)\/logged/.exec(location ?? '')?.[1] ?? 'none';
  };

  it('shows one item to begin with, and none to take out', async () => {
    const { text } = await browser.get(`/desk/cases/log?service=${service}`);
    expect(text).to.contain('Item 1').and.contain('Add another item').and.not.contain('Item 2');
    expect(text).to.match(/value="" formaction="" data-remove-item hidden/);
  });

  it('adds and takes out items by its buttons, with all that was typed', async () => {
    const more = await send({ ...two, 'answers.note': 'By the gate', items: 'add:items' });
    expect(more.status).to.equal(200);
    expect(more.text).to.contain('Item 3').and.contain('value="By the gate"').and.contain('value="By two screws"');
    expect(values(more.text).slice(0, 3)).to.deep.equal(['A sofa', 'A hob', '']);
    expect(more.text, 'three are the most').to.match(/data-add-item hidden/);
    const fewer = await send({ ...two, items: 'remove:items:0' });
    expect(values(fewer.text)[0]).to.equal('A hob');
    expect(fewer.text).to.not.contain('Item 2');
  });

  it('names the item and the field of an error, and leads there', async () => {
    const { status, text } = await send({ ...two, 'answers.items.0.what': '', 'answers.items.0.fitted': 'no' });
    expect(status).to.equal(422);
    expect(text).to.contain('href="#answers-items.0.what">Item 1: Enter the what');
    expect(values(text).slice(0, 2)).to.deep.equal(['', 'A hob']);
    const none = await send({ 'answers.items': ['0'] });
    expect(none.text).to.contain('href="#answers-items">Add the items');
  });

  it('keeps a blank item at the end where something else is wrong, and logs none of it', async () => {
    const third = { ...two, 'answers.items': ['0', '4', '5'] };
    const nameless = { ...third, 'answers.items.0.what': '', 'answers.items.0.fitted': 'no' };
    const wrong = await send(nameless);
    expect(wrong.status).to.equal(422);
    expect(wrong.text).to.contain('Item 3').and.not.contain('Item 3: Enter');
    const reference = /cases\/([^/]+)\/logged/.exec((await send(third)).location ?? '')?.[1] ?? 'none';
    expect((await browser.get(`/desk/cases/${reference}`)).text).to.contain('Take away A sofa, A hob');
    const tried = await send(nameless, `/desk/service-preview/${service}`);
    expect(tried.text).to.contain('Item 3').and.not.contain('Item 3: Enter');
  });

  it('logs the items, and shows them as a list on the case, on paper and in its title', async () => {
    const reference = await logTwo();
    const { text } = await browser.get(`/desk/cases/${reference}`);
    expect(text).to.contain('Take away A sofa, A hob');
    expect(text).to.contain('<li>The what: A sofa</li>').and.contain('The fitting: By two screws</li>');
    expect((await browser.get(`/desk/cases/${reference}/print`)).text).to.contain('<li>The what: A sofa</li>');
  });

  it('lets a draft come back with its items', async () => {
    const key = logDraftKey(service, undefined);
    const form = await browser.get(`/desk/cases/log?service=${service}`);
    expect(form.text).to.contain(`data-draft="${key}"`);
    await browser.post('/desk/drafts', { key, content: JSON.stringify({ ...two, 'answers.items[]': ['0', '4'] }) });
    expect(values((await browser.get(`/desk/cases/log?service=${service}`)).text).slice(0, 2)).to.deep.equal([
      'A sofa',
      'A hob',
    ]);
  });

  it('edits the items, and shows two editors what clashes', async () => {
    const reference = await logTwo();
    const path = `/desk/cases/${reference}/edit`;
    const first = await browser.get(path);
    const opened = {
      title: 'Take away A sofa, A hob',
      priority: 'normal',
      version: hiddenField(first.text, 'version'),
    };
    const base = hiddenField(first.text, 'base').replaceAll('&#34;', '"').replaceAll('&quot;', '"');
    expect(values(first.text).slice(0, 2)).to.deep.equal(['A sofa', 'A hob']);
    const edited = (what: string): Fields => ({ ...two, ...opened, base, 'answers.items.0.what': what });
    expect((await send({ ...edited('A bed'), items: 'add:items' }, path)).text).to.contain('value="A bed"');
    expect((await send(edited('A bed'), path)).status).to.equal(303);
    const clash = await send(edited('A chair'), path);
    expect(clash.status).to.equal(409);
    expect(clash.text).to.contain('Item 1: The what: A bed').and.contain('Item 1: The what: A chair');
  });

  it('takes and gives items as arrays, as the API does, and names the path of an error', async () => {
    const location = { text: '4 Quarry Lane', postcode: 'DM4 2LL' };
    const log = (given: unknown) =>
      world().run(at.officer, logCase, { serviceId: service, answers: { items: given }, location });
    const given = [{ what: 'A sofa' }, { what: 'A bed', fitted: false }];
    const { id } = await log(given);
    expect((await world().read(at.officer, getCase, { id })).answers).to.deep.equal({ items: given });
    const wrong = await errorOf(log([{ what: 'A sofa' }, { fitted: true, fitting: '4111 1111 1111 1111' }]));
    expect(wrong.faults).to.deep.include({ field: 'answers.items.1.what', message: 'Item 2: Enter the what' });
    const card = await errorOf(log([{ what: '4111 1111 1111 1111' }]));
    expect(card.faults.map(({ field }) => field)).to.deep.equal(['answers.items.0.what']);
  });

  it('is made by a designer, and tried before it is published', async () => {
    const definition = missedBin({ key: 'vehicles', name: 'Vehicles' });
    const { id } = await world().run(setup, publishService, { authorityId: dunmere, definition });
    const design = `/desk/service-design/${id}`;
    const add = async (fields: Fields) =>
      await browser.post(`${design}/questions/new`, {
        version: hiddenField((await browser.get(`${design}/questions/new`)).text, 'version'),
        ...{ personal: 'none', called: 'the vehicles', ...fields },
      });
    const group = { label: 'Vehicles', key: 'vehicles', type: 'group', itemName: 'vehicle', required: 'yes', max: '2' };
    expect((await add(group)).status).to.equal(303);
    expect((await browser.get(design)).text).to.contain('A group needs questions: add one that is part of it');
    await add({
      label: 'Registration',
      key: 'registration',
      type: 'text',
      group: 'vehicles',
      called: 'the registration',
      required: 'yes',
    });
    expect((await browser.get(`${design}/questions`)).text).to.contain('Text, needed, for each vehicle');
    const preview = `/desk/service-preview/${id}`;
    const shown = await browser.get(preview);
    expect(shown.text).to.contain('Vehicle 1').and.contain('Add another vehicle');
    const bin = {
      'answers.bin': 'rubbish',
      'answers.missed-on-day': '13',
      'answers.missed-on-month': '11',
      'answers.missed-on-year': '2026',
    };
    const tried = await send(
      { ...bin, 'answers.vehicles': ['0'], 'answers.vehicles.0.registration': 'AB12 CDE' },
      preview,
    );
    expect(tried.text).to.contain('<li>Registration: AB12 CDE</li>');
  });
});
