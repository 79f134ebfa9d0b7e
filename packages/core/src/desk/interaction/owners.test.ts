import { expect } from 'chai';
import { systemActor } from '../../kernel/actor.js';
import type { AppError } from '../../kernel/errors.js';
import { addPlace, setResponsibility } from '../../places/index.js';
import { listServicesAt, publishService } from '../../services/index.js';
import { missedBinForm, someSurroundings, type Surroundings } from '../../testing/contact-surroundings.js';
import { castlebridge, dunmere, onBothEngines, westmoor } from '../../testing/harness.js';
import { addPerson, hiddenField, startHttp, type Answer, type Browser, type TestHttp } from '../../testing/http.js';

const setUp = systemActor('test set-up');

onBothEngines('whose service it is at the contact’s address', (world) => {
  let http: TestHttp;
  let adviser: Browser;
  let at: Surroundings;
  let home: string;
  before(async () => {
    at = await someSurroundings(world());
    const boat = { ...missedBinForm, key: 'sunken-boat', name: 'Sunken boat', keywords: ['boat'], lgsl: [] };
    await world().run(setUp, publishService, { authorityId: dunmere, definition: boat });
    http = await startHttp(world());
    const roles = (['dunmere', 'westmoor', 'castlebridge'] as const).map((slug) => [slug, 'adviser'] as const);
    adviser = await http.signIn((await addPerson(world(), { roles })).personId);
    home = await aHouse('9');
    await name({ kind: 'authority', authorityId: dunmere }, 'missed-bin', dunmere);
    await name({ kind: 'authority', authorityId: westmoor }, 'pothole', westmoor);
  });
  after(() => http.close());

  const aHouse = async (number: string): Promise<string> => {
    const address = { number, street: 'Quarry Lane', town: 'Dunmere', postcode: 'DM4 2LL' };
    return (await world().run(setUp, addPlace, { authorityId: dunmere, ...address })).id;
  };
  const name = (area: object, serviceKey: string, responsibleAuthorityId: number): Promise<unknown> =>
    world().run(setUp, setResponsibility, { area, serviceKey, responsibleAuthorityId } as never);
  /** A contact at the property about these words; answers its address. */
  const contactAbout = async (placeId: string, words: string): Promise<string> => {
    const form = { channel: 'telephone', called: '01632960100', placeId };
    const { location } = await adviser.post('/desk/interactions/new', form);
    const path = location.split('?')[0] ?? '';
    await describe(path, words);
    return path;
  };
  const describe = (path: string, words: string): Promise<Answer> =>
    adviser.post(`${path}/subject`, { version: '1', words, enquiryId: '', enquiryVersion: '0' });
  const log = async (path: string): Promise<string> => {
    const page = await adviser.get(`${path}?do=log`);
    const service = hiddenField(page.text, 'service');
    const enquiryId = hiddenField(page.text, 'enquiryId');
    const filled = { service, enquiryId, 'answers.bin': 'rubbish', 'location.text': '9 Quarry Lane' };
    return (await adviser.post(`${path}/log`, filled)).location;
  };

  it('names each owner in plain words, and makes two cases of one contact with two owners', async () => {
    const path = await contactAbout(home, 'wheelie bin not emptied');
    const suggested = await adviser.get(`${path}/answers?words=pothole`);
    expect(suggested.text).to.include('Pothole: Westmoor County Council');
    expect((await adviser.get(path)).text).to.include('Missed bin: Dunmere District Council');
    expect(await log(path)).to.match(/logged=DU-/);
    await describe(path, 'pothole');
    expect(await log(path)).to.match(/logged=WM-/);
  });

  it('takes the owner’s own service, found by its LGSL number, where a property differs from its area', async () => {
    const edge = await aHouse('11');
    await name({ kind: 'place', placeId: edge }, 'missed-bin', castlebridge);
    const path = await contactAbout(edge, 'wheelie bin not emptied');
    const unnamed = await adviser.get(path);
    expect(unnamed.text).to.include('City of Castlebridge Council answers for missed bin at this address.');
    expect(unnamed.text).to.include('They offer no such service: pass it to them.');
    const definition = {
      ...missedBinForm,
      key: 'uncollected-bin',
      name: 'Uncollected bin',
      routing: [{ team: 'waste' }],
    };
    await world().run(setUp, publishService, { authorityId: castlebridge, definition });
    const offered = await adviser.get(path);
    expect(offered.text).to.include('Change to');
    const enquiry = { enquiryId: hiddenField(offered.text, 'enquiryId'), enquiryVersion: '1' };
    await adviser.post(`${path}/subject`, { version: '1', choose: hiddenField(offered.text, 'choose'), ...enquiry });
    const changed = await adviser.get(path);
    expect(changed.text).to.include('Uncollected bin: City of Castlebridge Council');
    expect(changed.text).to.include('Log uncollected bin');
  });

  it('says so when nobody is named, and when more than one council is', async () => {
    const odd = await aHouse('13');
    const nobody = await adviser.get(await contactAbout(odd, 'sunken boat'));
    expect(nobody.text).to.include('Nobody is named for sunken boat at this address.');
    await name({ kind: 'authority', authorityId: dunmere }, 'sunken-boat', dunmere);
    await name({ kind: 'authority', authorityId: westmoor }, 'sunken-boat', westmoor);
    const both = await contactAbout(odd, 'sunken boat');
    expect((await adviser.get(both)).text).to.include('More than one council answers for sunken boat at this address.');
    const list = (await adviser.get(`${both}/answers?words=sunken+boat`)).text;
    expect(list).to.include('Sunken boat: Dunmere District Council or Westmoor County Council');
  });

  it('is told to other systems by place and LGSL number', async () => {
    const reader = await world().staff(['services.read']);
    const listed = await world().read(reader, listServicesAt, { placeId: home, lgsl: 524 });
    expect(listed).to.deep.include({
      ...{ key: 'missed-bin', name: 'Missed bin', lgsl: [524], decidedBy: 'authority', serviceId: at.missedBinId },
      owners: [{ authorityId: dunmere, name: 'Dunmere District Council' }],
    });
    const both = { placeId: home, lgsl: 524, key: 'missed-bin' };
    const refused = await world()
      .read(reader, listServicesAt, both)
      .catch((error: AppError) => error.faults);
    expect(refused).to.deep.equal([{ field: 'lgsl', message: 'Give a key or an LGSL number, not both' }]);
  });
});
