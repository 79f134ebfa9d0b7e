import { expect } from 'chai';
import { onBothEngines } from '../../testing/harness.js';
import { addPerson, startHttp, type Browser, type TestHttp } from '../../testing/http.js';
import { actionWords } from './history-views.js';
import { caseWorld, type CaseWorld } from '../testing/case-world.js';

onBothEngines('the history of a case', (world) => {
  let at: CaseWorld;
  let http: TestHttp;
  before(async () => {
    at = await caseWorld(world());
    http = await startHttp(world());
  });
  after(() => http.close());
  const sign = async (
    name: string,
    role: 'adviser' | 'data-protection-officer',
    council = 'dunmere',
  ): Promise<Browser> => await http.signIn((await addPerson(world(), { name, roles: [[council, role]] })).personId);

  it('says who saw it and who changed it', async () => {
    const { reference } = await at.log();
    const path = `/desk/cases/${reference}`;
    const janet = await sign('Janet <b>Oakley</b>', 'adviser');
    await janet.get(path);
    await janet.post(`${path}/notes`, { text: 'A word that stays out of it.' });
    await world().kernel.readAudit.flush();
    const officer = await sign('David Okonkwo', 'data-protection-officer');
    expect((await officer.get(path)).text).to.include(`href="${path}/history"`);
    const { text } = await officer.get(`${path}/history`);
    for (const words of [
      'Logged the case',
      'Priya Nair',
      'Saw the case',
      'Janet &lt;b&gt;Oakley&lt;/b&gt;',
      'Add note',
    ])
      expect(text, words).to.include(words);
    expect(text).to.not.include('A word that stays out of it.');
  });

  it('is for those who may read the audit trail of the case’s authority', async () => {
    const { reference } = await at.log();
    const adviser = await sign('Owen Pritchard', 'adviser');
    expect((await adviser.get(`/desk/cases/${reference}`)).text).to.not.include('/history');
    expect((await adviser.get(`/desk/cases/${reference}/history`)).status).to.equal(403);
    const stranger = await sign('Mei Lin', 'data-protection-officer', 'castlebridge');
    expect((await stranger.get(`/desk/cases/${reference}/history`)).status).to.equal(404);
  });

  it('calls what nobody put better by its command', () => {
    expect([actionWords('cases.get-case-page'), actionWords('cases.hand-over-case')]).to.deep.equal([
      'Saw the case',
      'Hand over case',
    ]);
  });
});
