import { expect } from 'chai';
import { closeEnquiry, getInteraction, openEnquiry } from '../../interactions/index.js';
import { systemActor } from '../../kernel/actor.js';
import { publishService } from '../../services/index.js';
import { someSurroundings, type Surroundings } from '../../testing/contact-surroundings.js';
import { dunmere, onBothEngines } from '../../testing/harness.js';
import { errorOf } from '../../testing/expectations.js';
import { addPerson, hiddenField, startHttp, type Browser, type TestHttp } from '../../testing/http.js';

const system = systemActor('reads what happened');

const definition = {
  ...{ key: 'missed-garden-bin', name: 'Missed garden bin', group: 'Bins', summary: 'A bin was not emptied.' },
  ...{ tier: ['district'], keywords: ['garden bin'], identityLevel: { log: 'none', disclose: 'basic' } },
  form: {
    questions: [
      {
        ...{ key: 'bin', label: 'Which bin was missed?', called: 'which bin was missed', type: 'choice' },
        ...{ required: true, personal: 'none' },
        options: [
          { value: 'rubbish', label: 'Rubbish' },
          { value: 'garden', label: 'Garden waste' },
          { value: 'food', label: 'Food' },
          { value: 'glass', label: 'Glass' },
          { value: 'clinical', label: 'Clinical waste' },
        ],
        stops: [
          {
            when: { question: 'bin', is: 'garden' },
            say: 'Garden bins are emptied by Hedge and Son. Their number is 01632 960200.',
            outcome: 'not-ours',
          },
          { when: { question: 'bin', is: 'food' }, say: 'The crew works until 5pm.', outcome: 'too-early' },
          { when: { question: 'bin', is: 'glass' }, say: 'The lorry is back tomorrow.', outcome: 'already-known' },
          { when: { question: 'bin', is: 'clinical' }, say: 'Touch nothing. We ring at once.', outcome: 'emergency' },
        ],
      },
    ],
  },
  ...{ location: { kind: 'address', required: true }, lifecycle: 'standard', routing: [{ team: 'waste' }] },
  outcomes: [{ key: 'emptied', label: 'Emptied', publicLabel: 'We emptied the bin' }],
  sla: { target: { amount: 2, unit: 'working-days' }, calendar: 'crews' },
  ...{ summaryTemplate: 'Missed {bin} bin', retentionClass: 'case' },
};

onBothEngines('a stop on the call page', (world) => {
  let http: TestHttp;
  let adviser: Browser;
  let at: Surroundings;
  let service: string;
  before(async () => {
    at = await someSurroundings(world());
    ({ id: service } = await world().run(system, publishService, { authorityId: dunmere, definition }));
    http = await startHttp(world());
    const { personId } = await addPerson(world(), { roles: [['dunmere', 'adviser']] });
    adviser = await http.signIn(personId);
  });
  after(() => http.close());

  const read = (id: string) => world().read(system, getInteraction, { id });
  const start = async (callId: string): Promise<string> => {
    const form = { channel: 'telephone', called: '01632960100', caller: '01632 960144', callId };
    const { location } = await adviser.post('/desk/interactions/new', { ...form, customerId: at.customerId });
    return location.split('/')[3]?.split('?')[0] ?? '';
  };
  const send = async (id: string, more: Record<string, string>) => {
    const place = { 'location.text': '4 Quarry Lane', 'location.postcode': 'DM4 2LL' };
    return await adviser.post(`/desk/interactions/${id}/log`, {
      ...{ service, enquiryId: '', ...place },
      ...more,
    });
  };

  it('is the answer of the enquiry once the customer was told, and logs nothing', async () => {
    const id = await start('stop-1');
    const stopped = await send(id, { 'answers.bin': 'garden' });
    expect(stopped.text)
      .to.include('Garden bins are emptied by Hedge and Son')
      .and.include('End the enquiry: not ours');
    const enquiryId = hiddenField(stopped.text, 'enquiryId');
    const ended = await send(id, { 'answers.bin': 'garden', endedBy: 'stop', enquiryId });
    expect(ended.status).to.equal(303);
    const [enquiry] = (await read(id)).enquiries;
    expect(enquiry).to.include({
      outcome: 'resolved',
      stop: 'not-ours',
      caseId: null,
      serviceId: service,
      note: 'Not ours: Garden bins are emptied by Hedge and Son. Their number is 01632 960200.',
    });
  });

  it('is kept by its kind: too early, and already known', async () => {
    for (const [bin, stop, note] of [
      ['food', 'too-early', 'Too early: The crew works until 5pm.'],
      ['glass', 'already-known', 'Already known: The lorry is back tomorrow.'],
    ] as const) {
      const id = await start(`stop-${bin}`);
      const ended = await send(id, { 'answers.bin': bin, endedBy: 'stop' });
      expect(ended.status).to.equal(303);
      expect((await read(id)).enquiries[0]).to.include({ outcome: 'resolved', stop, note, caseId: null });
    }
  });

  it('says an emergency first and ends nothing: the case is logged', async () => {
    const id = await start('stop-emergency');
    const said = await send(id, { 'answers.bin': 'clinical' });
    expect(said.text)
      .to.include('Emergency: say this first')
      .and.include('Touch nothing')
      .and.not.include('End the enquiry');
    const ended = await send(id, { 'answers.bin': 'clinical', endedBy: 'stop' });
    expect(ended.text).to.include('Nothing stops this now: log the case');
    const logged = await send(id, { 'answers.bin': 'clinical', 'confirmedDespite[]': 'emergency' });
    expect(logged.status).to.equal(303);
    const enquiry = (await read(id)).enquiries.find(({ caseId }) => caseId !== null);
    expect(enquiry).to.include({ outcome: 'logged', stop: null });
  });

  it('is no answer of an enquiry that is passed or logged', async () => {
    const id = await start('stop-passed');
    const enquiryId = (await world().run(system, openEnquiry, { interactionId: id, serviceId: service })).id;
    const closing = world().run(system, closeEnquiry, { enquiryId, outcome: 'abandoned', stop: 'too-early' });
    expect((await errorOf(closing)).faults.map(({ field }) => field)).to.deep.equal(['stop']);
  });

  it('ends nothing where the answers no longer stop, or one is missing', async () => {
    const id = await start('stop-2');
    const other = await send(id, { 'answers.bin': 'rubbish', endedBy: 'stop' });
    expect(other.status).to.equal(422);
    expect(other.text).to.include('Nothing stops this now: log the case');
    const missing = await send(id, { endedBy: 'stop' });
    expect(missing.status).to.equal(422);
    expect(missing.text).to.include('Choose which bin was missed');
    expect((await read(id)).enquiries.filter(({ outcome }) => outcome !== null)).to.deep.equal([]);
  });
});
