import { expect } from 'chai';
import { addPerson, startHttp, type TestHttp } from '../../testing/http.js';
import { onBothEngines } from '../../testing/harness.js';

onBothEngines('the home page', (world) => {
  let http: TestHttp;
  before(async () => (http = await startHttp(world())));
  after(() => http.close());

  it('is where the bare address leads, by way of signing in', async () => {
    const { location } = await http.browser().get('/');
    expect(location).to.equal('/desk');
    expect((await http.browser().get('/desk')).location).to.match(/^\/sign-in/);
  });

  it('offers those who work no cases the pages that they look after, and no others', async () => {
    const { personId } = await addPerson(world(), { name: 'Helen Tranter', roles: [['dunmere', 'administrator']] });
    const { text } = await (await http.signIn(personId)).get('/desk');
    expect(text).to.include('What you look after').and.to.include('href="/desk/admin/settings"');
    expect(text).to.not.include('href="/desk/knowledge-editing"');
  });

  it('lists an adviser’s cases instead', async () => {
    const { personId } = await addPerson(world(), { name: 'Tom Beddoes', roles: [['dunmere', 'adviser']] });
    const { text } = await (await http.signIn(personId)).get('/desk');
    expect(text).to.include('Due today in the queues').and.to.not.include('What you look after');
  });

  it('answers as the council that stands first for the adviser, unless they choose another', async () => {
    const { personId } = await addPerson(world(), {
      name: 'Priya Nair',
      roles: [
        ['dunmere', 'adviser'],
        ['westmoor', 'adviser'],
      ],
    });
    const { text } = await (await http.signIn(personId)).get('/desk/interactions/new');
    expect(text.match(/<option value="(\d)" selected>[^<]*Westmoor/)?.[1]).to.equal('2');
  });
});
