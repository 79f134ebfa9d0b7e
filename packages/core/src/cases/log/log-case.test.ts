import { expect } from 'chai';
import { getCase, logCase } from '../index.js';
import { localDate } from '../../kernel/local-date.js';
import { instantAt } from '../../kernel/london-time.js';
import { everyAuthority } from '../../kernel/scope.js';
import { publishService } from '../../services/index.js';
import { dunmere, onBothEngines, testNow, westmoor } from '../../testing/harness.js';
import { listEvents } from '../events-repository.js';
import { parseCaseReference } from '../reference.js';
import { eventKinds } from '../types.js';
import { aMissedBin, caseWork, caseWorld, missedBin, setup, type CaseWorld } from '../testing/case-world.js';
import { auditOf, errorOf, eventsOf } from '../testing/expectations.js';

onBothEngines('logging a case', (world) => {
  let at: CaseWorld;
  before(async () => {
    at = await caseWorld(world());
  });

  it('gives a reference, a title, a team and a promised time', async () => {
    const logged = await at.log({ participant: { name: 'Joan Prosser', telephone: '01632 960144' } });
    expect(parseCaseReference(logged.reference)).to.equal(logged.reference).and.to.match(/^DU-/);
    const found = await world().read(at.officer, getCase, { id: logged.id });
    expect(found).to.deep.include({
      title: 'Missed rubbish bin',
      status: 'received',
      statusLabel: 'Received',
      publicLabel: 'We have your request and will look at it',
      priority: 'normal',
      teamName: 'Street and waste team',
      assigneeId: null,
      participantName: 'Joan Prosser',
      locationText: '4 Quarry Lane, DM4 2LL',
      dueAt: instantAt(localDate('2026-11-18'), 17 * 60),
      openedAt: testNow,
      version: 1,
    });
  });

  it('promises less time at a higher priority', async () => {
    const { id } = await at.log({ priority: 'urgent' });
    const { dueAt } = await world().read(at.officer, getCase, { id });
    expect(dueAt).to.equal(instantAt(localDate('2026-11-16'), 14 * 60));
  });

  it('writes its history, an audit row and an event, the names of people in none of the last two', async () => {
    const { id, reference } = await at.log({
      participant: { name: 'Joan Prosser' },
      note: 'Gate code is on the door.',
    });
    const history = await listEvents(world().kernel.db.read(everyAuthority), id, {
      kinds: eventKinds,
      visible: ['internal', 'customer'],
      limit: 10,
    });
    expect(history.map(({ kind, visibility, body }) => [kind, visibility, body])).to.deep.equal([
      ['note', 'internal', 'Gate code is on the door.'],
      ['opened', 'customer', null],
    ]);
    const [entry] = await auditOf(world(), id);
    expect(entry?.action).to.equal('cases.log-case');
    expect(entry?.details).to.include({ reference });
    expect(entry?.actorId).to.equal(at.officer.staffId);
    const [event] = await eventsOf(world(), id);
    expect(event?.topic).to.equal('case.logged');
    expect(JSON.stringify([entry, event])).to.not.include('Joan');
  });

  it('names every answer that needs another look, and logs nothing', async () => {
    const work = at.log({ answers: { 'missed-on': '2026-12-01', colour: 'green' }, location: {} });
    const error = await errorOf(work);
    expect(error.code).to.equal('bad_input');
    expect(error.faults.map(({ field }) => field)).to.deep.equal([
      'answers.bin',
      'answers.missed-on',
      'answers.colour',
      'location',
    ]);
  });

  it('refuses card numbers in answers and notes', async () => {
    const inNote = await errorOf(at.log({ note: 'Card 4111 1111 1111 1111, expires soon' }));
    expect(inNote.faults[0]?.field).to.equal('note');
    const inAnswer = await errorOf(at.log({ answers: { bin: 'recycling', notice: 'pay 4111111111111111' } }));
    expect(inAnswer.faults[0]?.field).to.equal('answers.notice');
  });

  it('says what to tell the customer when an answer ends the form, and logs it once that is confirmed', async () => {
    const answers = { bin: 'garden' };
    const error = await errorOf(at.log({ answers }));
    expect(error.code).to.equal('form_stopped');
    expect(error.facts['stops']).to.deep.equal([
      {
        question: 'bin',
        outcome: 'not-ours',
        endsForm: true,
        say: 'Garden bins are emptied by Hedge and Son. Their number is 01632 960200.',
      },
    ]);
    const { id } = await at.log({ answers, confirmedDespite: ['not-ours'] });
    const [opened] = await listEvents(world().kernel.db.read(everyAuthority), id, {
      kinds: ['opened'],
      visible: ['customer'],
      limit: 1,
    });
    expect(opened?.data.despite).to.deep.equal(['not-ours']);
  });

  it('finds a case by its reference in any spelling', async () => {
    const { id, reference } = await at.log();
    const typed = ` ${reference.toLowerCase().replace(/-/g, ' ')} `;
    expect((await world().read(at.officer, getCase, { reference: typed })).id).to.equal(id);
  });

  it('notes in the audit trail who read it', async () => {
    const { id } = await at.log();
    await world().read(at.officer, getCase, { id });
    expect((await auditOf(world(), id)).map(({ action }) => action)).to.deep.equal([
      'cases.log-case',
      'cases.get-case',
    ]);
  });

  it('shows another authority’s case to nobody, by id and by reference', async () => {
    const { id, reference } = await at.log();
    const stranger = await world().staff(caseWork, [westmoor]);
    expect((await errorOf(world().read(stranger, getCase, { id }))).code).to.equal('not_found');
    expect((await errorOf(world().read(stranger, getCase, { reference }))).code).to.equal('not_found');
    const there = world().run(stranger, logCase, aMissedBin(at.serviceId));
    expect((await errorOf(there)).code).to.equal('not_found');
    const wrong = world().run(at.officer, logCase, { ...aMissedBin(at.serviceId), authorityId: westmoor });
    expect((await errorOf(wrong)).code).to.equal('not_found');
  });

  it('takes the permission to log', async () => {
    const reader = await world().staff(['cases.read'], [dunmere]);
    expect((await errorOf(at.log({}, reader))).code).to.equal('not_allowed');
  });

  it('keeps the version of the service that it was logged under', async () => {
    const definition = missedBin({ key: 'bin-later', summaryTemplate: 'Bin not emptied' });
    const { id: serviceId } = await world().run(setup, publishService, { authorityId: dunmere, definition });
    const { id } = await at.log({ serviceId });
    const renamed = {
      ...definition,
      lifecycle: 'enquiry',
      sla: { target: { amount: 1, unit: 'days' }, calendar: 'always' },
    };
    await world().run(setup, publishService, { authorityId: dunmere, definition: renamed });
    expect((await world().read(at.officer, getCase, { id })).publicLabel).to.equal(
      'We have your request and will look at it',
    );
  });

  it('says which team is missing when the routing names none that exists', async () => {
    const definition = missedBin({ key: 'unrouted', routing: [{ team: 'nobody' }] });
    const { id: serviceId } = await world().run(setup, publishService, { authorityId: dunmere, definition });
    const error = await errorOf(at.log({ serviceId }));
    expect([error.code, error.facts['teamKey']]).to.deep.equal(['team_missing', 'nobody']);
  });
});
