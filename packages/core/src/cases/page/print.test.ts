import { expect } from 'chai';
import { createCustomer } from '../../customers/index.js';
import { publishService } from '../../services/index.js';
import { castlebridge, dunmere, onBothEngines, testNow } from '../../testing/harness.js';
import { addPerson, startHttp, type Browser, type TestHttp } from '../../testing/http.js';
import { addNote } from '../commands/add-note.js';
import { addTask } from '../commands/add-task.js';
import { getCaseToPrint } from './print-query.js';
import { caseWork, caseWorld, missedBin, setup, type CaseWorld } from '../testing/case-world.js';
import { auditOf, errorOf } from '../testing/expectations.js';

onBothEngines('printing', (world) => {
  let at: CaseWorld;
  let http: TestHttp;
  let officer: Browser;
  before(async () => {
    world().clock.set(testNow);
    at = await caseWorld(world());
    http = await startHttp(world());
    officer = await http.signIn(
      (await addPerson(world(), { name: 'Janet Oakley', roles: [['dunmere', 'officer']] })).personId,
    );
  });
  after(() => http.close());
  beforeEach(() => world().clock.set(testNow));

  const aCase = async () => {
    const who = { authorityId: dunmere, firstName: 'Joan', lastName: 'Prosser', confirmedNew: true };
    const { id: customerId } = await world().run(setup, createCustomer, who);
    const actor = await world().staff([...caseWork, 'customers.read'], [dunmere], 'Tom Reyes');
    const participant = { name: 'Joan Prosser', email: 'joan@prosser.example' };
    const logged = await at.log({ customerId, participant }, actor);
    await world().run(actor, addNote, { caseId: logged.id, text: 'She was <b>cross</b>' });
    await world().run(actor, addTask, { caseId: logged.id, title: 'Ring the depot' });
    return logged;
  };

  it('puts a whole case on paper, with who printed it and when', async () => {
    const { reference } = await aCase();
    const { text } = await officer.get(`/desk/cases/${reference}/print`);
    expect(text).to.include(reference).and.include('Joan Prosser, joan@prosser.example');
    expect(text).to.include('She was &lt;b&gt;cross&lt;/b&gt;').and.include('Ring the depot');
    expect(text).to.include('Printed by Janet Oakley, today 10am');
  });

  it('leaves out for the customer what only staff may read', async () => {
    const { reference } = await aCase();
    const { text } = await officer.get(`/desk/cases/${reference}/print?for=customer`);
    expect(text).to.include('Case logged').and.not.include('cross').and.not.include('Ring the depot');
    expect(text).to.not.include('Tom Reyes');
  });

  it('shows how the customer is reached only to those who may read customers', async () => {
    const { id } = await aCase();
    const reader = await world().staff(['cases.read'], [dunmere]);
    expect((await world().read(reader, getCaseToPrint, { id })).showsReach).to.equal(false);
    expect((await world().read(setup, getCaseToPrint, { id })).showsReach).to.equal(true);
  });

  it('is kept in the audit trail as printing, and is of one’s own councils', async () => {
    const { id } = await aCase();
    await world().read(at.officer, getCaseToPrint, { id });
    expect((await auditOf(world(), id)).map(({ action }) => action)).to.include('cases.get-case-to-print');
    const stranger = await world().staff(caseWork, [castlebridge]);
    expect((await errorOf(world().read(stranger, getCaseToPrint, { id }))).code).to.equal('not_found');
  });

  it('asks first why a restricted case must be opened', async () => {
    const restricted = { sensitivity: 'restricted', retentionClass: 'restricted-case' };
    const definition = missedBin({ key: 'care', ...restricted, identityLevel: { log: 'none', disclose: 'full' } });
    const { id: serviceId } = await world().run(setup, publishService, { authorityId: dunmere, definition });
    const { reference } = await at.log({ serviceId });
    const dpo = await addPerson(world(), { roles: [['dunmere', 'data-protection-officer']] });
    const { status, text } = await (await http.signIn(dpo.personId)).get(`/desk/cases/${reference}/print`);
    expect(status).to.equal(403);
    expect(text).to.include('Restricted case').and.not.include('rubbish');
    expect((await officer.get(`/desk/cases/${reference}/print`)).status).to.equal(404);
  });

  it('puts a queue on paper as it is filtered', async () => {
    const { reference } = await aCase();
    const { text } = await officer.get('/desk/queue/print?team=all');
    expect(text).to.include(reference).and.include('Every team').and.include('Printed by Janet Oakley');
    expect((await officer.get('/desk/queue/print?team=all&q=zzzz')).text).to.include('No case fits.');
  });
});
