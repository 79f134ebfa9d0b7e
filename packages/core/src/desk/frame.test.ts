import { expect } from 'chai';
import { onBothEngines } from '../testing/harness.js';
import { MINUTE_MS } from '../kernel/clock.js';
import { addPerson, startHttp, type TestHttp } from '../testing/http.js';

onBothEngines('the frame of the desk', (world) => {
  let http: TestHttp;
  before(async () => {
    http = await startHttp(world());
  });
  after(() => http.close());

  it('says on every page that its reader is on a call, since when and for how long', async () => {
    const adviser = await http.signIn((await addPerson(world(), { roles: [['dunmere', 'adviser']] })).personId);
    const start = async (channel: string): Promise<void> => {
      expect((await adviser.post('/desk/interactions/new', { channel, caller: '' })).status).to.equal(303);
    };
    expect((await adviser.get('/desk')).text).to.not.include('On a call');
    await start('letter');
    expect((await adviser.get('/desk')).text, 'a letter keeps nobody waiting').to.not.include('data-elapsed');
    await start('telephone');
    world().clock.advance(2 * MINUTE_MS);
    const { text } = await adviser.get('/desk/knowledge');
    expect(text).to.match(/On a call <span class="num" data-elapsed="120000">since 10am</);
  });
});
