import { expect } from 'chai';
import { addTeam } from '../../directory/index.js';
import { systemActor } from '../../kernel/actor.js';
import { addPlace, setResponsibility } from '../../places/index.js';
import { publishService } from '../../services/index.js';
import { missedBinForm, someSurroundings } from '../../testing/contact-surroundings.js';
import { castlebridge, dunmere, onBothEngines } from '../../testing/harness.js';
import { addPerson, hiddenField, startHttp, type Browser, type TestHttp } from '../../testing/http.js';

const setUp = systemActor('test set-up');
const theirForm = {
  ...{
    ...missedBinForm,
    key: 'uncollected-bin',
    name: 'Uncollected bin',
    identityLevel: { log: 'none', disclose: 'basic' },
  },
  form: {
    questions: [
      {
        ...{ key: 'out', label: 'Was it out by 7am?', called: 'whether it was out', type: 'choice', required: true },
        personal: 'none',
        options: [
          { value: 'yes', label: 'Yes' },
          { value: 'no', label: 'No' },
        ],
      },
    ],
  },
  summaryTemplate: 'Uncollected bin',
};

onBothEngines('another address chosen in the form of a contact', (world) => {
  let http: TestHttp;
  let adviser: Browser;
  let home: string;
  let edge: string;
  let theirs: string;
  before(async () => {
    await someSurroundings(world());
    await world().run(setUp, addTeam, { authorityId: castlebridge, purpose: 'Bins', key: 'waste', name: 'City waste' });
    ({ id: theirs } = await world().run(setUp, publishService, { authorityId: castlebridge, definition: theirForm }));
    [home, edge] = [await aHouse('9'), await aHouse('11')];
    await named({ kind: 'authority', authorityId: dunmere }, 'missed-bin', dunmere);
    await named({ kind: 'place', placeId: edge }, 'missed-bin', castlebridge);
    http = await startHttp(world());
    adviser = await signIn(['dunmere', 'castlebridge']);
  });
  after(() => http.close());

  const signIn = async (councils: readonly ('dunmere' | 'castlebridge')[]): Promise<Browser> => {
    const roles = councils.map((slug) => [slug, 'adviser'] as const);
    return await http.signIn((await addPerson(world(), { roles })).personId);
  };
  const aHouse = async (number: string): Promise<string> => {
    const address = { number, street: 'Quarry Lane', town: 'Dunmere', postcode: 'DM4 2LL' };
    return (await world().run(setUp, addPlace, { authorityId: dunmere, ...address })).id;
  };
  const named = (area: object, serviceKey: string, responsibleAuthorityId: number): Promise<unknown> =>
    world().run(setUp, setResponsibility, { area, serviceKey, responsibleAuthorityId } as never);
  /** A contact at home about a missed bin, with its form open. */
  const opened = async (by = adviser) => {
    const form = { channel: 'telephone', called: '01632960100', placeId: home };
    const path = (await by.post('/desk/interactions/new', form)).location.split('?')[0] ?? '';
    const words = { version: '1', words: 'wheelie bin not emptied', enquiryId: '', enquiryVersion: '0' };
    await by.post(`${path}/subject`, words);
    const page = (await by.get(`${path}?do=log`)).text;
    const ids = { service: hiddenField(page, 'service'), enquiryId: hiddenField(page, 'enquiryId') };
    const typed = { ...ids, 'answers.bin': 'rubbish', 'location.place': edge, note: 'By the gate', nearby: 'new' };
    return { typed, send: (more: object = {}) => by.post(`${path}/log`, { ...typed, ...more }) };
  };

  it('asks with whom it is logged where another council answers there, and keeps what was typed', async () => {
    const { send } = await opened();
    const { status, text } = await send();
    expect(status).to.equal(422);
    expect(text).to.include('answers for this at 11 Quarry Lane').and.include('Uncollected bin');
    expect(text).to.include('Log it with City').and.include('Log it with Dunmere all the same');
    expect(text).to.include('By the gate');
    expect(text).to.match(new RegExp(`value="${edge}"[^>]*checked|checked[^>]*value="${edge}"`));
    expect((await send({ 'location.place': home })).location).to.match(/logged=DU-/);
  });

  it('goes on with their form, with what it doesn’t ask in the note, and logs it with them', async () => {
    const { send } = await opened();
    const { status, text } = await send({ owner: theirs });
    expect(status).to.equal(422);
    expect(text).to.include('Log: Uncollected bin').and.include('Was it out by 7am?');
    expect(text).to.include('Which bin was missed?: Rubbish').and.include('By the gate');
    expect(text).to.match(new RegExp(`value="${edge}"[^>]*checked|checked[^>]*value="${edge}"`));
    expect(text).to.not.include('Change to Dunmere').and.not.include('all the same');
    expect(hiddenField(text, 'service')).to.equal(theirs);
    const { location } = await send({ service: theirs, 'answers.out': 'yes', note: 'Which bin was missed?: Rubbish' });
    expect(location)
      .to.match(/logged=/)
      .and.not.match(/logged=DU-/);
    const reference = new URL(location, 'http://desk.example').searchParams.get('logged') ?? '';
    expect((await adviser.get(`/desk/cases/${reference}`)).text).to.include('11 Quarry Lane');
  });

  it('logs it with the service’s council when the adviser says so, and asks nobody twice', async () => {
    const { send } = await opened();
    const owner = `keep:${edge}`;
    const again = await send({ owner, 'answers.bin': '' });
    expect(again.status).to.equal(422);
    expect(hiddenField(again.text, 'owner')).to.equal(owner);
    expect((await send({ owner })).location).to.match(/logged=DU-/);
    const elsewhere = await opened();
    expect((await elsewhere.send({ owner: `keep:${home}` })).status).to.equal(422);
  });

  it('asks nothing of whoever can’t log with the other council', async () => {
    const { send } = await opened(await signIn(['dunmere']));
    expect((await send()).location).to.match(/logged=DU-/);
  });

  it('asks the same in the form outside a contact', async () => {
    const { typed } = await opened();
    const fields = { ...typed, enquiryId: '', 'participant.name': 'Joan Prosser' };
    const { enquiryId: _none, ...alone } = fields;
    const asked = await adviser.post('/desk/cases/log', alone);
    expect(asked.status).to.equal(422);
    expect(asked.text).to.include('Log it with City').and.include('By the gate');
    const theirPage = await adviser.post('/desk/cases/log', { ...alone, owner: theirs });
    expect(theirPage.text).to.include('Was it out by 7am?').and.include('Which bin was missed?: Rubbish');
    const kept = await adviser.post('/desk/cases/log', { ...alone, owner: `keep:${edge}` });
    expect(kept.location).to.match(/\/desk\/cases\/DU-.*\/logged/);
  });
});
