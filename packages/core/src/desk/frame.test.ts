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

  it('stays around what is said to somebody who is signed in, and is not there for anybody else', async () => {
    const adviser = await http.signIn((await addPerson(world(), { roles: [['dunmere', 'adviser']] })).personId);
    for (const [path, status] of [
      ['/desk/admin/settings', 403],
      ['/desk/cases/DU-2222-22', 404],
      ['/desk/there-is-no-such-page', 404],
      ['/desk/queue?view=sideways', 400],
    ] as const) {
      const answer = await adviser.get(path);
      expect(answer.status, path).to.equal(status);
      expect(answer.text, path).to.include('aria-label="Main"').and.include('Dunmere').and.include('What you can do');
      expect(answer.text, path).to.not.include('aria-current="page"');
    }
    const forged = await adviser.send('/desk/me/preferences', { method: 'POST', headers: { 'x-csrf-token': 'none' } });
    expect(forged.status).to.equal(403);
    expect(forged.text).to.include('out of date').and.include('aria-label="Main"');
    const nobody = await http.browser().get('/desk/there-is-no-such-page');
    expect(nobody.status).to.equal(404);
    expect(nobody.text).to.not.include('aria-label="Main"');
  });
});
