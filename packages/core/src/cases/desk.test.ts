import { expect } from 'chai';
import { addTeamMember } from '../directory/index.js';
import { dunmere, onBothEngines, testNow } from '../testing/harness.js';
import { addPerson, hiddenField, startHttp, type Browser, type TestHttp } from '../testing/http.js';
import { caseWorld, missedBin, setup, type CaseWorld } from './testing/case-world.js';
import { publishService } from '../services/index.js';

onBothEngines('cases at the desk', (world) => {
  let at: CaseWorld;
  let http: TestHttp;
  let priya: Browser;
  let tom: Browser;
  before(async () => {
    at = await caseWorld(world());
    http = await startHttp(world());
    priya = await someone('Priya Nair', 'officer');
    tom = await someone('Tom Reyes', 'officer');
  });
  beforeEach(() => world().clock.set(testNow));
  after(() => http.close());

  async function someone(name: string, role: 'officer' | 'adviser' | 'team-leader'): Promise<Browser> {
    const { personId } = await addPerson(world(), { name, roles: [['dunmere', role]] });
    await world().run(setup, addTeamMember, { teamId: at.teamId, personId });
    return await http.signIn(personId);
  }

  const logged = (participant = 'Joan Prosser') =>
    at.log({ participant: { name: participant, telephone: '01632 960144' } });

  describe('logging', () => {
    const form = (more: Record<string, string> = {}) => ({
      service: at.serviceId,
      'answers.bin': 'rubbish',
      'location.text': '4 Quarry Lane',
      'location.postcode': 'DM4 2LL',
      'participant.name': 'Joan <b>Prosser</b>',
      ...more,
    });

    it('lists the services, and asks the chosen one’s questions with the promise in words', async () => {
      const services = await priya.get('/desk/cases/log');
      expect(services.text).to.include('Missed bin').and.include(`service=${at.serviceId}`);
      const { text } = await priya.get(`/desk/cases/log?service=${at.serviceId}`);
      expect(text).to.include('Which bin was missed?');
      expect(text).to.include('We aim to finish this by Wednesday 18 November, 5pm.');
      expect(text).to.include(
        'data-show-when="{&quot;question&quot;:&quot;bin&quot;,&quot;is&quot;:&quot;recycling&quot;}"',
      );
    });

    it('logs the case and shows its reference large and to be read out', async () => {
      const { location } = await priya.post('/desk/cases/log', form());
      expect(location).to.match(/^\/desk\/cases\/DU-.*\/logged$/);
      const { text } = await priya.get(location);
      expect(text).to.include('Delta Uniform');
      const page = await priya.get(location.replace(/\/logged$/, ''));
      expect(page.text).to.include('Missed rubbish bin').and.include('Joan &lt;b&gt;Prosser&lt;/b&gt;');
    });

    it('logs one case when the form is sent twice', async () => {
      const once = hiddenField((await priya.get(`/desk/cases/log?service=${at.serviceId}`)).text, '_once');
      const [first, second] = [
        await priya.post('/desk/cases/log', form({ _once: once })),
        await priya.post('/desk/cases/log', form({ _once: once })),
      ];
      expect(first.location).to.equal(second.location);
    });

    it('keeps what was typed, and links each error to its question', async () => {
      const { status, text } = await priya.post('/desk/cases/log', form({ 'answers.bin': '', note: 'By the gate' }));
      expect(status).to.equal(422);
      expect(text).to.include('href="#answers-bin"').and.include('By the gate').and.include('value="4 Quarry Lane"');
    });

    it('marks the box to write the place in where the place is missing, and no other', async () => {
      const nowhere = form({ 'location.text': '', 'location.postcode': '' });
      const { text } = await priya.post('/desk/cases/log', nowhere);
      expect(text).to.include('href="#location-search"');
      expect(text.match(/--error" id="location-[a-z]+"/g)).to.deep.equal(['--error" id="location-search"']);
    });

    it('says what to tell the customer, and logs it all the same once confirmed', async () => {
      const stopped = await priya.post('/desk/cases/log', form({ 'answers.bin': 'garden' }));
      expect(stopped.status).to.equal(422);
      expect(stopped.text).to.include('Hedge and Son').and.include('Log it all the same');
      const confirmed = { 'confirmedDespite[]': hiddenField(stopped.text, 'confirmedDespite\\[\\]') };
      const { location } = await priya.post('/desk/cases/log', form({ 'answers.bin': 'garden', ...confirmed }));
      expect(location).to.match(/\/logged$/);
    });

    it('shows its confirmation to nobody but the person who logged it', async () => {
      const { location } = await priya.post('/desk/cases/log', form());
      expect((await tom.get(location)).status).to.equal(404);
    });
  });

  describe('a case’s page', () => {
    it('shows promise, customer, place, answers and history', async () => {
      const { reference } = await logged();
      const { text, status } = await priya.get(`/desk/cases/${reference}`);
      expect(status).to.equal(200);
      for (const words of [
        'Due Wednesday 18 November, 5pm',
        '2 days left, promised within 2 working days',
        'The clock runs 9am to 5pm, Monday to Friday.',
        'Joan Prosser',
        '4 Quarry Lane, DM4 2LL',
        'Which bin was missed?',
        'Case logged',
        'We have your request and will look at it',
      ])
        expect(text, words).to.include(words);
      expect(text).to.not.match(/ style="/);
    });

    it('leads from an old spelling of the reference to the page', async () => {
      const { reference } = await logged();
      const typed = reference.toLowerCase().replace(/-/g, '');
      expect((await priya.get(`/desk/cases/${typed}`)).location).to.equal(`/desk/cases/${reference}`);
    });

    it('answers 404 for a reference that nobody has', async () => {
      expect((await priya.get('/desk/cases/DU-2222-2222-2')).status).to.equal(404);
    });

    it('adds notes and refuses card numbers, keeping the text', async () => {
      const { reference } = await logged();
      await priya.post(`/desk/cases/${reference}/notes`, { text: 'Rang the crew.' });
      expect((await priya.get(`/desk/cases/${reference}`)).text).to.include('Rang the crew.');
      const refused = await priya.post(`/desk/cases/${reference}/notes`, { text: 'Card 4111111111111111' });
      expect(refused.status).to.equal(422);
      expect(refused.text).to.include('Take out the card number').and.include('Card 4111111111111111');
    });

    it('filters the timeline by who it is for', async () => {
      const { reference } = await logged();
      await priya.post(`/desk/cases/${reference}/notes`, { text: 'For us alone.' });
      await priya.post(`/desk/cases/${reference}/notes`, { text: 'For the customer.', told: 'yes' });
      const told = (await priya.get(`/desk/cases/${reference}?timeline=customer`)).text;
      expect(told).to.include('For the customer.').and.not.include('For us alone.');
      const internal = (await priya.get(`/desk/cases/${reference}?timeline=internal`)).text;
      expect(internal).to.include('For us alone.').and.not.include('For the customer.');
    });

    it('adds, finishes and drops tasks', async () => {
      const { reference } = await logged();
      await priya.post(`/desk/cases/${reference}/tasks`, { title: 'Send the crew back', dueOn: '2026-11-17' });
      const { text } = await priya.get(`/desk/cases/${reference}`);
      expect(text).to.include('Send the crew back').and.include('Tuesday 17 November');
      const action = /action="(\/desk\/cases\/[^"]+\/tasks\/[^"]+)"/.exec(text)?.[1] ?? '';
      await priya.post(action, { version: '1', does: 'finish' });
      expect((await priya.get(`/desk/cases/${reference}`)).text).to.include('Task done');
      expect((await priya.post(action, { version: '1', does: 'drop' })).status).to.equal(409);
    });

    it('moves the case on, asking for an outcome when that closes it', async () => {
      const { reference } = await logged();
      const body = { version: '1', baseStatus: 'received', event: 'resolve' };
      const asked = await priya.post(`/desk/cases/${reference}/status`, body);
      expect(asked.status).to.equal(422);
      expect(asked.text).to.include('Choose the outcome');
      await priya.post(`/desk/cases/${reference}/status`, { ...body, outcome: 'emptied' });
      expect((await priya.get(`/desk/cases/${reference}`)).text).to.include('We emptied the bin');
    });

    it('is taken with one press, and assigned to others in the team', async () => {
      const { reference } = await logged();
      const { text } = await priya.get(`/desk/cases/${reference}`);
      const assigneeId = hiddenField(text, 'assigneeId');
      await priya.post(`/desk/cases/${reference}/assign`, { version: '1', assigneeId });
      expect((await priya.get(`/desk/cases/${reference}/assign`)).text).to.include('Priya Nair (you)');
      await priya.post(`/desk/cases/${reference}/hand-over`, { version: '2', teamId: at.otherTeamId, note: 'A lamp' });
      expect((await priya.get(`/desk/cases/${reference}`)).text).to.include('Handed to Contact centre');
    });

    it('gives advisers no controls that they may not use', async () => {
      const { reference } = await logged();
      const adviser = await someone('Owen Pritchard', 'adviser');
      const { text } = await adviser.get(`/desk/cases/${reference}`);
      expect(text).to.include('Add a note').and.not.include('Change status').and.not.include('Add file');
      expect((await adviser.post(`/desk/cases/${reference}/status`, {})).status).to.equal(403);
    });
  });

  describe('two people at once', () => {
    const editFields = (page: string): Record<string, string> => ({
      version: hiddenField(page, 'version'),
      base: hiddenField(page, 'base'),
      title: 'Missed rubbish bin',
      priority: 'normal',
      'answers.bin': 'rubbish',
      'location.text': '4 Quarry Lane, DM4 2LL',
    });

    it('keeps changes of different fields, and both notes', async () => {
      const { reference } = await logged();
      const page = (await priya.get(`/desk/cases/${reference}/edit`)).text;
      await tom.post(`/desk/cases/${reference}/edit`, { ...editFields(page), priority: 'urgent', note: 'From Tom' });
      const mine = { ...editFields(page), 'answers.bin': 'recycling', note: 'From Priya' };
      expect((await priya.post(`/desk/cases/${reference}/edit`, mine)).location).to.equal(`/desk/cases/${reference}`);
      const { text } = await priya.get(`/desk/cases/${reference}`);
      for (const words of ['Urgent', 'Missed recycling bin', 'From Tom', 'From Priya']) expect(text).to.include(words);
    });

    it('asks about a field that both changed, saves the rest, and takes the choice', async () => {
      const { reference } = await logged();
      const page = (await priya.get(`/desk/cases/${reference}/edit`)).text;
      await tom.post(`/desk/cases/${reference}/edit`, { ...editFields(page), priority: 'low' });
      const mine = { ...editFields(page), priority: 'high', 'answers.bin': 'recycling', note: 'From Priya' };
      const conflict = await priya.post(`/desk/cases/${reference}/edit`, mine);
      expect(conflict.status).to.equal(409);
      expect(conflict.text).to.include('Tom Reyes changed this case while you were editing');
      expect(conflict.text).to.include('Saved without asking: Which bin was missed?');
      const choice = {
        version: hiddenField(conflict.text, 'version'),
        base: hiddenField(conflict.text, 'base'),
        yours: hiddenField(conflict.text, 'yours'),
      };
      await priya.post(`/desk/cases/${reference}/edit/choices`, { ...choice, 'keep.priority': 'yours' });
      const { text } = await priya.get(`/desk/cases/${reference}`);
      for (const words of ['High', 'Missed recycling bin', 'From Priya']) expect(text).to.include(words);
    });

    it('asks which status to keep, and adds the note either way', async () => {
      const { reference } = await logged();
      const move = (event: string) => ({ version: '1', baseStatus: 'received', event, note: `Because of ${event}` });
      await tom.post(`/desk/cases/${reference}/status`, move('ask-customer'));
      const conflict = await priya.post(`/desk/cases/${reference}/status`, move('start'));
      expect(conflict.status).to.equal(409);
      expect(conflict.text).to.include('Waiting for the customer').and.include('In progress');
      await priya.post(`/desk/cases/${reference}/status`, {
        version: hiddenField(conflict.text, 'version'),
        baseStatus: hiddenField(conflict.text, 'baseStatus'),
        event: 'start',
        note: hiddenField(conflict.text, 'note'),
        'keep.status': 'theirs',
      });
      const { text } = await priya.get(`/desk/cases/${reference}`);
      expect(text).to.include('Because of start').and.include('Waiting for the customer');
    });
  });

  describe('the queue', () => {
    it('counts its views, filters by words, and pages through', async () => {
      const service = missedBin({ key: 'queue-bin', name: 'Queue bin', routing: [{ team: 'contact' }] });
      const { id: serviceId } = await world().run(setup, publishService, { authorityId: dunmere, definition: service });
      for (let count = 0; count < 3; count += 1) await at.log({ serviceId, participant: { name: `Person ${count}` } });
      const { text } = await priya.get(`/desk/queue?team=${at.otherTeamId}&service=queue-bin`);
      expect(text).to.match(/Unassigned <span class="views__count">\(3\)/);
      expect(text).to.include('Person 0').and.include('Showing 3 of 3').and.include('2 days left');
      const found = await priya.get(`/desk/queue?team=${at.otherTeamId}&service=queue-bin&q=person%202`);
      expect(found.text).to.include('Person 2').and.not.include('Person 1');
      const none = await priya.get(`/desk/queue?team=${at.otherTeamId}&q=zzz`);
      expect(none.text).to.include('No open case fits these filters.');
    });

    it('gives the next case, and says when none is left', async () => {
      const leader = await someone('Amira Haddad', 'team-leader');
      const taken = await leader.post('/desk/queue/next', {});
      expect(taken.location).to.match(/^\/desk\/cases\/DU-/);
      expect((await leader.get('/desk/work')).text).to.include(taken.location);
      const outsider = await http.signIn((await addPerson(world(), { roles: [['dunmere', 'officer']] })).personId);
      expect((await outsider.post('/desk/queue/next', {})).location).to.equal('/desk/queue');
    });

    it('has a sentence and the next step when a person has no work', async () => {
      const idle = await http.signIn((await addPerson(world(), { roles: [['dunmere', 'officer']] })).personId);
      expect((await idle.get('/desk/work')).text).to.include('You have no open cases.');
    });
  });
});
