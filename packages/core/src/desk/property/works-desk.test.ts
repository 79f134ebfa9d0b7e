import { AdapterError, type LineOfBusinessInstance, type WorkPlace } from '@moothall/adapter-sdk';
import { expect } from 'chai';
import { addTeam } from '../../directory/index.js';
import { systemActor } from '../../kernel/actor.js';
import { addPlace } from '../../places/index.js';
import { publishService } from '../../services/index.js';
import { missedBinForm, someSurroundings } from '../../testing/contact-surroundings.js';
import { anAdapter, connectedTo } from '../../testing/far-end.js';
import { castlebridge, dunmere, onBothEngines, testNow } from '../../testing/harness.js';
import { auditOf } from '../../testing/expectations.js';
import { addPerson, startHttp, type Browser, type TestHttp } from '../../testing/http.js';

const setUp = systemActor('test set-up');
type Facts = NonNullable<LineOfBusinessInstance['facts']>;

onBothEngines('what other systems know of a property', (world) => {
  let http: TestHttp;
  let adviser: Browser;
  let abroad: Browser;
  let both: Browser;
  let placeId: string;
  let yonder: string;
  let href: string;
  let asked: WorkPlace[] = [];
  const nextVisit: Facts = async (place) => {
    asked.push(place);
    return [{ key: 'next', label: 'Next visit', value: 'Friday <27> November' }];
  };
  let says: Facts = nextVisit;
  const works = anAdapter(
    'line-of-business',
    {
      check: async () => ({ ok: true }),
      create: async () => ({ reference: 'W-1' }),
      facts: (...given) => says(...given),
      slots: async () => [{ id: 's1', from: testNow, until: testNow + 1 }],
    } as LineOfBusinessInstance,
    { name: 'works', authorityIds: [dunmere] },
  );
  before(async () => {
    world().clock.set(testNow);
    await someSurroundings(world());
    await world().run(setUp, addTeam, { authorityId: castlebridge, purpose: 'Lights', key: 'waste', name: 'Lights' });
    const definition = { ...missedBinForm, key: 'light', name: 'Light out', summaryTemplate: 'Light out' };
    await world().run(setUp, publishService, { authorityId: dunmere, definition });
    await world().run(setUp, publishService, { authorityId: castlebridge, definition });
    const address = { number: '9', street: 'Quarry Lane', town: 'Dunmere', postcode: 'DM4 2LL', uprn: '999900000009' };
    const place = { authorityId: dunmere, ...address, lat: 52.5, lon: -1.9 };
    placeId = (await world().run(setUp, addPlace, place)).id;
    href = `/desk/places/${placeId}`;
    const abroadAt = { ...place, authorityId: castlebridge, number: '2', uprn: '999900000010' };
    yonder = `/desk/places/${(await world().run(setUp, addPlace, abroadAt)).id}`;
    http = await startHttp({ ...world(), kernel: connectedTo(world().kernel, works) });
    const signIn = async (...councils: string[]) => {
      const roles = councils.map((council) => [council, 'adviser'] as const);
      return await http.signIn((await addPerson(world(), { roles })).personId);
    };
    [adviser, abroad] = [await signIn('dunmere'), await signIn('castlebridge')];
    both = await signIn('dunmere', 'castlebridge');
  });
  after(() => http.close());
  beforeEach(() => {
    world().clock.advance(60_000);
    [asked, says] = [[], nextVisit];
  });

  it('comes after the page, which asks nobody, and on a page of its own without scripts', async () => {
    const page = (await adviser.get(href)).text;
    expect(page).to.include(`data-fetch-url="${href}/works?as=part"`).and.include(`<a href="${href}/works">Ask `);
    expect(asked).to.deep.equal([]);
    const part = await adviser.get(`${href}/works?as=part`);
    expect(part.text).to.include('Next visit').and.include('Friday &lt;27&gt; November').and.not.include('<html');
    expect((await adviser.get(`${href}/works`)).text)
      .to.include('<html')
      .and.include('Next visit')
      .and.match(/<h2[^>]*>What /);
    expect(part.text).to.match(/<h3[^>]*>What /);
    const where = { text: '9 Quarry Lane, Dunmere, DM4 2LL', uprn: '999900000009', lat: 52.5, long: -1.9 };
    expect(asked).to.deep.equal([where, where]);
  });

  it('is asked of no other council’s system, and for no card where there is none to ask', async () => {
    const found = await abroad.get(href);
    expect(found.text).to.not.include('data-fetch-url');
    expect((await abroad.get(`${href}/works`)).text).to.not.include('Next visit');
    expect(asked).to.deep.equal([]);
  });

  it('is asked only of the systems of councils in whose areas it lies', async () => {
    expect((await both.get(yonder)).text).to.not.include('data-fetch-url');
    expect((await both.get(`${yonder}/works`)).text).to.not.include('Next visit');
    expect(asked).to.deep.equal([]);
    expect((await both.get(`${href}/works`)).text).to.include('Next visit');
  });

  it('is named in the read audit once it is shown', async () => {
    const shown = async () =>
      (await auditOf(world(), placeId)).filter(({ action }) => action === 'cases.ask-works').length;
    const before = await shown();
    says = async () => [];
    await adviser.get(`${href}/works`);
    expect(await shown()).to.equal(before);
    says = nextVisit;
    await adviser.get(`${href}/works`);
    expect(await shown()).to.equal(before + 1);
  });

  it('says that a system knows nothing, gives no answer or rests, and shows the rest of the page', async () => {
    says = async () => [];
    expect((await adviser.get(`${href}/works?as=part`)).text).to.include('knows nothing about this place');
    says = async () => {
      throw new AdapterError('unreachable', 'Nothing answers at 10.0.0.9');
    };
    const away = await adviser.get(`${href}/works?as=part`);
    expect(away.status).to.equal(200);
    expect(away.text).to.include('gave no answer').and.not.include('10.0.0.9');
    says = () => Promise.reject(new AdapterError('sign_in_refused', 'The key has expired'));
    await adviser.get(`${href}/works?as=part`);
    expect((await adviser.get(`${href}/works?as=part`)).text).to.include('can’t be asked at the moment');
    expect((await adviser.get(href)).status).to.equal(200);
  });
});
