import { expect } from 'chai';
import { assignRole } from '../../access/index.js';
import { findCustomer, knowColleague, restrictCustomer } from '../../customers/index.js';
import { listColleagueRecords } from '../../customers/index.js';
import type { StaffActor } from '../../kernel/actor.js';
import { everyAuthority } from '../../kernel/scope.js';
import { publishService } from '../../services/index.js';
import { castlebridge, dunmere, onBothEngines, westmoor } from '../../testing/harness.js';
import { addPerson, startHttp } from '../../testing/http.js';
import { addNote } from '../commands/add-note.js';
import { changeStatus } from '../commands/change-status.js';
import { logCase } from '../commands/log-case.js';
import { getCasePage } from '../page/page-queries.js';
import { getCase } from '../queries.js';
import { aMember, caseWork, caseWorld, missedBin, setup, type CaseWorld } from '../testing/case-world.js';
import { auditOf, errorOf } from '../testing/expectations.js';
import { askForHelp } from './ask-for-help.js';
import { listHelpFor } from './for-colleague-desk.js';
import { getHelpService, getOwnRequest, listHelp, listOwnRequests } from './help-queries.js';
import { cancelOwnRequest, reopenOwnRequest, writeToOwnRequest } from './own-request-steps.js';

const what = {
  key: 'what',
  label: 'What is wrong?',
  called: 'what is wrong',
  type: 'long-text',
  personal: 'personal',
  required: true,
};
const forStaff = {
  ...{ audience: 'staff', tier: ['district', 'county', 'unitary'], location: { kind: 'none' }, keywords: ['laptop'] },
  ...{ form: { questions: [what] }, summaryTemplate: 'Broken laptop', group: 'IT' },
  outcomes: [
    { key: 'mended', label: 'Mended', publicLabel: 'We mended it' },
    { key: 'cancelled', label: 'Cancelled', publicLabel: 'You cancelled it' },
  ],
};
const answers = { what: 'The screen stays dark' };

onBothEngines('a service desk for staff', (world) => {
  let at: CaseWorld;
  let hr: StaffActor;
  let rosa: StaffActor;
  let noor: StaffActor;
  let laptopId: string;
  let sicknessId: string;
  let ownAloneId: string;

  async function aColleague(name: string, authority: string): Promise<StaffActor> {
    const person = await world().staff(['cases.ask', 'directory.read'], [westmoor], name);
    await world().run(setup, assignRole, { personId: person.staffId, authority, role: 'analyst' });
    world().clock.advance(3000);
    return person;
  }
  const publish = async (definition: object): Promise<string> =>
    (
      await world().run(setup, publishService, {
        authorityId: dunmere,
        definition: missedBin({ ...forStaff, ...definition }),
      })
    ).id;
  const codeOf = async (work: Promise<unknown>): Promise<string> => (await errorOf(work)).code;
  const ask = (who: StaffActor, serviceId = laptopId) => world().run(who, askForHelp, { serviceId, answers });
  const recordsOf = (who: StaffActor) =>
    listColleagueRecords(world().kernel.db.read(everyAuthority), [dunmere, westmoor], who.staffId);

  before(async () => {
    at = await caseWorld(world());
    hr = await aMember(world(), at.otherTeamId, 'Hanna Reeve', caseWork);
    laptopId = await publish({ key: 'broken-laptop', name: 'Broken laptop' });
    const restricted = { sensitivity: 'restricted', identityLevel: { log: 'none', disclose: 'full' } };
    const routing = [{ team: 'contact' }];
    sicknessId = await publish({
      key: 'sickness',
      name: 'Sickness',
      ...restricted,
      routing,
      retentionClass: 'restricted-case',
    });
    ownAloneId = await publish({ key: 'parking', name: 'Staff parking', staffOf: ['castlebridge'] });
    rosa = await aColleague('Rosa Whitcombe', 'westmoor');
    noor = await aColleague('Noor Bashir', 'westmoor');
  });

  it('offers its services to staff of the councils that it serves, and of no other', async () => {
    const { items, employer } = await world().read(rosa, listHelp, {});
    expect(employer?.id).to.equal(westmoor);
    expect(items.map(({ key }) => key).sort()).to.deep.equal(['broken-laptop', 'sickness']);
    expect(await codeOf(world().read(rosa, getHelpService, { id: ownAloneId }))).to.equal('not_found');
    expect(await codeOf(ask(rosa, ownAloneId))).to.equal('not_found');
    expect(await codeOf(ask(rosa, at.serviceId))).to.equal('not_found');
    const own = await aColleague('Femi Adeyemi', 'castlebridge');
    expect((await world().read(own, listHelp, {})).items.map(({ key }) => key)).to.include('parking');
  });

  it('logs what a colleague asks as a case of its own, with its clock and team', async () => {
    const { id, dueAt } = await ask(rosa);
    expect(dueAt).to.be.greaterThan(world().clock.now());
    const found = await world().read(at.officer, getCase, { id });
    expect(found).to.include({ authorityId: dunmere, teamId: at.teamId, participantName: 'Rosa Whitcombe' });
    const [record] = await recordsOf(rosa);
    expect(found.customerId).to.equal(record?.id);
    expect((await auditOf(world(), id)).map(({ actorId }) => actorId)).to.include(rosa.staffId);
  });

  it('shows a colleague their own requests alone, and nothing that the desk writes among itself', async () => {
    const { id, reference } = await ask(rosa);
    await world().run(at.officer, addNote, { caseId: id, text: 'Third time this year' });
    await world().run(at.officer, addNote, { caseId: id, text: 'Is the lamp lit?', visibility: 'customer' });
    const { events } = await world().read(rosa, getOwnRequest, { reference });
    expect(events.map(({ body }) => body)).to.deep.equal(['Is the lamp lit?', null]);
    expect(await codeOf(world().read(noor, getOwnRequest, { reference }))).to.equal('not_found');
    expect(await codeOf(world().read(noor, getOwnRequest, { id }))).to.equal('not_found');
    expect(await codeOf(world().run(noor, writeToOwnRequest, { id, text: 'Let me in' }))).to.equal('not_found');
    expect(await codeOf(world().run(noor, cancelOwnRequest, { id, expectedVersion: 1 }))).to.equal('not_found');
    expect((await world().read(noor, listOwnRequests, {})).items).to.deep.equal([]);
    const { items } = await world().read(rosa, listOwnRequests, {});
    expect(items.map((each) => each.reference)).to.include(reference);
  });

  it('gives whoever asks no other door to the authority that runs it', async () => {
    const { id } = await ask(rosa);
    expect(await codeOf(world().read(rosa, getCase, { id }))).to.equal('not_allowed');
    expect(await codeOf(world().run(rosa, logCase, { serviceId: laptopId, answers }))).to.equal('not_allowed');
    const reader = await world().staff(['cases.ask', 'cases.read', 'cases.log'], [westmoor]);
    expect(await codeOf(world().read(reader, getCase, { id }))).to.equal('not_found');
    expect(await codeOf(world().run(reader, logCase, { serviceId: laptopId, answers }))).to.equal('not_found');
  });

  it('goes on with a request that waits for the colleague once they answer', async () => {
    const { id } = await ask(rosa);
    await world().run(at.officer, changeStatus, { caseId: id, expectedVersion: 1, event: 'ask-customer' });
    await world().run(rosa, writeToOwnRequest, { id, text: 'Yes, it is lit' });
    const { case: found, timeline } = await world().read(at.officer, getCasePage, { id });
    expect(found.status).to.equal('in-progress');
    const note = timeline.events.find(({ kind }) => kind === 'note');
    expect(note).to.include({ body: 'Yes, it is lit', actorName: 'Rosa Whitcombe', visibility: 'customer' });
  });

  it('lets a colleague cancel what they no longer need, and reopen what is not solved', async () => {
    const { id } = await ask(rosa);
    expect(await codeOf(world().run(rosa, cancelOwnRequest, { id, expectedVersion: 7 }))).to.equal('stale_version');
    const { version } = await world().run(rosa, cancelOwnRequest, { id, expectedVersion: 1 });
    expect(await world().read(at.officer, getCase, { id })).to.include({ statusKind: 'closed', outcome: 'cancelled' });
    expect(await codeOf(world().run(rosa, writeToOwnRequest, { id, text: 'And now?' }))).to.equal('case_closed');
    await world().run(rosa, reopenOwnRequest, { id, expectedVersion: version, text: 'Dark again' });
    const { request, events } = await world().read(rosa, getOwnRequest, { id });
    expect(request.statusKind).to.equal('open');
    expect(events[0]?.body).to.equal('Dark again');
    const again = { id, expectedVersion: request.version, text: 'Still' };
    expect(await codeOf(world().run(rosa, reopenOwnRequest, again))).to.equal('status_not_allowed');
  });

  it('keeps what is asked of HR to its team and whoever asked', async () => {
    const { id, reference } = await ask(rosa, sicknessId);
    expect(await codeOf(world().read(at.officer, getCase, { id }))).to.equal('not_found');
    expect((await world().read(hr, getCase, { id })).participantName).to.equal('Rosa Whitcombe');
    expect((await world().read(rosa, getOwnRequest, { reference })).request.title).to.equal('Broken laptop');
    expect((await world().read(rosa, listOwnRequests, {})).items[0]?.reference).to.equal(reference);
    await world().run(rosa, writeToOwnRequest, { id, text: 'Until Friday' });
    await world().run(rosa, cancelOwnRequest, { id, expectedVersion: 1 });
    expect((await world().read(hr, getCase, { id })).statusKind).to.equal('closed');
    expect(await codeOf(world().read(noor, getOwnRequest, { reference }))).to.equal('not_found');
  });

  it('knows a colleague once, however many ask at the same moment', async () => {
    const lena = await aColleague('Lena Okafor', 'westmoor');
    const adviser = await world().staff(['customers.create'], [dunmere]);
    const know = { authorityId: dunmere, personId: lena.staffId };
    const done = await Promise.all([
      ...[1, 2, 3].map(() => world().run(adviser, knowColleague, know)),
      ...[1, 2, 3].map(() => ask(lena)),
    ]);
    const [record, ...others] = await recordsOf(lena);
    expect(others).to.deep.equal([]);
    expect(done[0]).to.include({ id: record?.id });
    expect(await codeOf(world().run(adviser, knowColleague, { ...know, authorityId: castlebridge }))).to.equal(
      'not_allowed',
    );
  });

  it('brings the record up to date with the directory at the next contact', async () => {
    const zoe = await aColleague('Zoe Marsh', 'westmoor');
    await ask(zoe);
    const change = { display_name: 'Zoe Fielding', telephone: '01632 960321', version: 2 };
    await world().kernel.db.write(everyAuthority, (db) => db.update('people', { id: zoe.staffId }, change));
    world().clock.advance(3000);
    await ask(zoe);
    const [record] = await recordsOf(zoe);
    expect(record).to.include({ displayName: 'Zoe Fielding', telephone: '+441632960321' });
  });

  it('opens a restricted colleague’s record for an adviser with a reason alone', async () => {
    const kit = await aColleague('Kit Harlow', 'westmoor');
    await ask(kit);
    const [record] = await recordsOf(kit);
    const restrict = {
      id: record?.id ?? '',
      restriction: 'own-staff',
      reason: 'Works here',
      expectedVersion: record?.version ?? 0,
    } as const;
    await world().run(setup, restrictCustomer, restrict);
    const know = { authorityId: dunmere, personId: kit.staffId };
    const adviser = await world().staff(['customers.create'], [dunmere]);
    expect(await codeOf(world().run(adviser, knowColleague, know))).to.equal('customer_restricted');
    const leader = await world().staff(['customers.create', 'customers.read-restricted'], [dunmere]);
    expect(await codeOf(world().run(leader, knowColleague, know))).to.equal('reason_needed');
  });

  it('serves a colleague who rings: found in the directory, known, and offered what is for staff alone', async () => {
    const served = await world().read(at.officer, listHelpFor, { personId: rosa.staffId });
    expect(served.name).to.equal('Rosa Whitcombe');
    expect(served.desks.map(({ authorityId }) => authorityId)).to.deep.equal([dunmere]);
    expect(served.desks[0]?.services).to.not.include('Staff parking');
    const elsewhere = await world().staff(['cases.log'], [westmoor]);
    expect((await world().read(elsewhere, listHelpFor, { personId: rosa.staffId })).desks).to.deep.equal([]);
  });

  it('is offered in the directory where a council of the reader’s runs one', async () => {
    const http = await startHttp(world());
    const cardFor = async (council: string): Promise<string> => {
      const reader = { name: `Adviser of ${council}`, roles: [[council, 'adviser'] as const] };
      const browser = await http.signIn((await addPerson(world(), reader)).personId);
      return (await browser.get(`/desk/directory/people/${rosa.staffId}`)).text;
    };
    try {
      expect(await cardFor('dunmere'))
        .to.include('Rosa Whitcombe')
        .and.include('Help them at a service desk');
      expect(await cardFor('castlebridge'))
        .to.include('Rosa Whitcombe')
        .and.not.include('Help them at a service desk');
    } finally {
      await http.close();
    }
  });

  it('is never mixed with what residents ask', async () => {
    const { id: customerId } = await world().run(setup, knowColleague, {
      authorityId: dunmere,
      personId: rosa.staffId,
    });
    const resident = { serviceId: at.serviceId, answers: { bin: 'rubbish' }, location: { text: '4 Quarry Lane' } };
    for (const wrong of [
      { serviceId: laptopId, answers },
      { ...resident, customerId },
    ]) {
      const refusal = await errorOf(world().run(at.officer, logCase, wrong));
      expect(refusal.faults.map(({ field }) => field)).to.deep.equal(['customerId']);
    }
    const logged = await world().run(at.officer, logCase, { serviceId: laptopId, answers, customerId });
    expect((await world().read(rosa, getOwnRequest, { id: logged.id })).request.reference).to.equal(logged.reference);
    expect(await findCustomer(world().kernel.db.read(everyAuthority), customerId)).to.include({
      colleagueId: rosa.staffId,
    });
  });

  it('is one key away while an adviser of its council looks for who is calling, and for nobody else', async () => {
    const http = await startHttp(world());
    const pageOf = async (authority: string) => {
      const { personId } = await addPerson(world(), { name: `Adviser ${authority}`, roles: [[authority, 'adviser']] });
      const desk = await http.signIn(personId);
      const started = await desk.post('/desk/interactions/new', { channel: 'counter' });
      return (await desk.get(started.location)).text;
    };
    expect(await pageOf('dunmere'))
      .to.include('A colleague')
      .and.include('data-key="D"');
    expect(await pageOf('castlebridge'))
      .to.include('Who is it?')
      .and.not.include('A colleague');
    await http.close();
  });
});
