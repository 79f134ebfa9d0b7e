import { expect } from 'chai';
import { onBothEngines } from '../../testing/harness.js';
import { addPerson, hiddenField, startHttp, type TestHttp } from '../../testing/http.js';
import { caseWorld, type CaseWorld } from '../testing/case-world.js';

onBothEngines('the page that edits a case', (world) => {
  let at: CaseWorld;
  let http: TestHttp;
  before(async () => {
    at = await caseWorld(world());
    http = await startHttp(world());
  });
  after(() => http.close());

  it('says beside a field what is wrong with it, and leads there from the top', async () => {
    const { reference } = await at.log();
    const path = `/desk/cases/${reference}/edit`;
    const officer = await http.signIn((await addPerson(world(), { roles: [['dunmere', 'officer']] })).personId);
    const { text } = await officer.get(path);
    const kept = { version: hiddenField(text, 'version'), base: hiddenField(text, 'base') };
    const answer = await officer.post(path, { ...kept, title: '', priority: 'normal', note: '' });
    expect(answer.status).to.equal(422);
    expect(answer.text)
      .to.include('href="#title"')
      .and.match(/id="title-error"[^>]*>[^]*?Enter the title/);
  });
});
