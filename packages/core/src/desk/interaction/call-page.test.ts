import { expect } from 'chai';
import { createCustomer } from '../../customers/index.js';
import { getInteraction } from '../../interactions/index.js';
import { systemActor } from '../../kernel/actor.js';
import { statement } from '../../kernel/db/statement.js';
import { everyAuthority } from '../../kernel/scope.js';
import { addPlace } from '../../places/index.js';
import { someSurroundings, type Surroundings } from '../../testing/contact-surroundings.js';
import { dunmere, onBothEngines, westmoor } from '../../testing/harness.js';
import { addPerson, hiddenField, startHttp, type Answer, type Browser, type TestHttp } from '../../testing/http.js';

const system = systemActor('reads what happened');
const call = '/desk/interactions/new?caller=01632960144&called=01632960100&call_id=';

onBothEngines('the call page, without scripts', (world) => {
  let http: TestHttp;
  let adviser: Browser;
  let at: Surroundings;
  before(async () => {
    at = await someSurroundings(world());
    http = await startHttp(world());
    const roles = [['dunmere', 'adviser'] as const, ['westmoor', 'adviser'] as const];
    adviser = await http.signIn((await addPerson(world(), { name: 'Priya Nair', roles })).personId);
  });
  after(() => http.close());

  const read = (id: string) => world().read(system, getInteraction, { id });
  const idOf = ({ location }: Answer): string => location.split('/')[3]?.split('?')[0] ?? '';
  /** Starts the call with the one customer who has the number, as one Enter does. */
  const start = async (callId: string, customerId = at.customerId): Promise<{ id: string; page: Answer }> => {
    const form = { channel: 'telephone', called: '01632960100', caller: '01632 960144', callId, customerId };
    const started = await adviser.post('/desk/interactions/new', form);
    expect(started.status).to.equal(303);
    return { id: idOf(started), page: await adviser.get(started.location) };
  };
  const describe = async (id: string, words: string): Promise<Answer> => {
    await adviser.post(`/desk/interactions/${id}/subject`, { version: '1', words, enquiryId: '', enquiryVersion: '0' });
    return await adviser.get(`/desk/interactions/${id}`);
  };

  it('shows who may be calling and as whom to answer, and writes nothing', async () => {
    const count = statement<Record<string, never>, { count: number }>('select count(*) as count from @interactions');
    const counted = async () => Number((await world().kernel.db.read(everyAuthority).first(count, {}))?.count);
    const before = await counted();
    const { status, text } = await adviser.get(`${call}pop-1`);
    expect(status).to.equal(200);
    expect(text).to.include('Answer as “Dunmere District Council”.').and.to.include('One customer has 01632 960144.');
    expect(text).to.match(/value="[^"]+" checked/);
    expect(await counted()).to.equal(before);
  });

  it('answers from knowledge: start, words, resolved, finished', async () => {
    const { id, page } = await start('call-1');
    expect(page.text).to.include('Phone contact with Joan Prosser').and.to.include('Identity not checked');
    expect(page.text).to.not.include('4 Quarry Lane');
    const script = await describe(id, 'wheelie bin not emptied');
    expect(script.text).to.include('Missed bin: when to report').and.to.include('I’ll send the crew back.');
    const enquiryId = hiddenField(script.text, 'enquiryId');
    const resolved = await adviser.post(`/desk/interactions/${id}/resolve`, { version: '1', enquiryId });
    expect(resolved.location).to.equal(`/desk/interactions/${id}`);
    const after = await adviser.get(resolved.location);
    expect(after.text).to.include('Resolved now');
    const finish = { version: hiddenField(after.text, 'version'), notes: 'Crew is late', avoidable: 'no' };
    expect((await adviser.post(`/desk/interactions/${id}/finish`, finish)).location).to.equal('/desk');
    const interaction = await read(id);
    expect(interaction).to.include({ state: 'finished', notes: 'Crew is late', avoidable: null });
    expect(interaction.enquiries[0]).to.include({ outcome: 'resolved', articleId: at.articleId });
    const past = await adviser.get(`/desk/interactions/${id}`);
    expect(past.text).to.include('can only be read').and.to.include('Reopen').and.to.include('Crew is late');
  });

  it('keeps on the page what was typed for a contact that was finished in another window', async () => {
    const { id } = await start('call-finished');
    const ended = await adviser.post(`/desk/interactions/${id}/finish`, { version: '1', avoidable: 'no' });
    expect(ended.status).to.equal(303);
    const late = { version: '1', notes: 'She rang about the gate too', avoidable: 'no' };
    for (const form of ['finish', 'notes']) {
      const { status, text } = await adviser.post(`/desk/interactions/${id}/${form}`, late);
      expect(status, form).to.equal(409);
      expect(text).to.include('This contact is finished.').and.to.include('What you typed, not saved');
      expect(text).to.include('She rang about the gate too');
    }
    expect((await read(id)).notes).to.equal(null);
  });

  it('logs a case: check identity, form filled in from what is known, reference to read out', async () => {
    const { id } = await start('call-2');
    await describe(id, 'wheelie bin not emptied');
    const check = await adviser.get(`/desk/interactions/${id}?who=check`);
    expect(check.text).to.include('4 Quarry Lane, Dunmere');
    const asked = { version: '1', questions: ['name', 'address'], result: 'passed' };
    await adviser.post(`/desk/interactions/${id}/check?who=check`, asked);
    const form = await adviser.get(`/desk/interactions/${id}?do=log&service=${at.missedBinId}`);
    expect(form.text).to.include('Log: Missed bin').and.to.include('Which bin was missed?');
    const enquiryId = hiddenField(form.text, 'enquiryId');
    const empty = { service: at.missedBinId, enquiryId, 'location.text': '4 Quarry Lane' };
    const again = await adviser.post(`/desk/interactions/${id}/log`, empty);
    expect(again.status).to.equal(422);
    expect(again.text).to.include('Choose which bin was missed').and.to.include('value="4 Quarry Lane"');
    const filled = { ...empty, 'answers.bin': 'rubbish' };
    const logged = await adviser.post(`/desk/interactions/${id}/log`, filled);
    expect(logged.location).to.match(/\?logged=DU-/);
    const done = await adviser.get(logged.location);
    expect(done.text)
      .to.include('Logged: Missed rubbish bin')
      .and.to.match(/Delta Uniform, /);
    const [enquiry] = (await read(id)).enquiries;
    expect(enquiry).to.include({ outcome: 'logged', serviceId: at.missedBinId, articleId: at.articleId });
  });

  it('lets the customer’s own address be chosen before the check, and names it only after', async () => {
    const address = { number: '9', street: 'Quarry Lane', town: 'Dunmere', postcode: 'DM4 2LL' };
    const home = await world().run(system, addPlace, { authorityId: dunmere, ...address });
    const customer = { firstName: 'Ida', lastName: 'Marsh', address: { placeId: home.id }, confirmedNew: true };
    const { id: customerId } = await world().run(system, createCustomer, { authorityId: dunmere, ...customer });
    const { id } = await start('call-address', customerId);
    const open = `/desk/interactions/${id}?do=log&service=${at.missedBinId}`;
    const before = await adviser.get(open);
    expect(before.text).to.include('The customer’s address on record').and.to.not.include('9 Quarry Lane');
    const asked = { version: '1', questions: ['name', 'address'], result: 'passed' };
    await adviser.post(`/desk/interactions/${id}/check?who=check`, asked);
    const after = await adviser.get(open);
    expect(after.text).to.include('9 Quarry Lane').and.to.not.include('The customer’s address on record');
  });

  it('tells how an earlier case stands, chases and finishes with one form', async () => {
    const first = await start('call-3');
    const form = { service: at.missedBinId, enquiryId: '', 'answers.bin': 'rubbish', 'location.text': '4 Quarry Lane' };
    const logged = await adviser.post(`/desk/interactions/${first.id}/log`, form);
    const reference = new URL(logged.location, http.address).searchParams.get('logged') ?? '';
    const { id } = await start('call-4');
    const hidden = await adviser.get(`/desk/interactions/${id}?case=${reference}`);
    expect(hidden.text).to.include('How it stands shows once identity is checked');
    const asked = { version: '1', questions: ['name', 'address'], result: 'passed' };
    const checked = await adviser.post(`/desk/interactions/${id}/check?case=${reference}`, asked);
    const shown = await adviser.get(checked.location);
    expect(shown.text).to.include('It should be done by');
    const caseId = hiddenField(shown.text, 'caseId');
    const chased = await adviser.post(`/desk/interactions/${id}/case`, { version: '2', caseId, then: 'chased' });
    expect(chased.location).to.equal('/desk');
    expect(await read(id)).to.include({ state: 'finished', avoidable: 'chasing-progress' });
  });

  it('passes to a team with what they need to know, and keeps it when no team is chosen', async () => {
    const { id } = await start('call-5');
    const note = 'Wants a call after five';
    const nobody = { version: '1', enquiryId: '', passedToTeamId: '', note };
    const refused = await adviser.post(`/desk/interactions/${id}/pass?do=pass`, nobody);
    expect(refused.status).to.equal(422);
    expect(refused.text).to.include('Choose the team to pass it to').and.to.include(note);
    const pass = { ...nobody, passedToTeamId: at.teamId };
    await adviser.post(`/desk/interactions/${id}/pass?do=pass`, pass);
    const [enquiry] = (await read(id)).enquiries;
    expect(enquiry).to.include({ outcome: 'passed', passedToTeamId: at.teamId, note });
  });

  it('asks how an enquiry ended before it finishes, with the notes kept', async () => {
    const { id } = await start('call-6');
    await describe(id, 'wheelie bin');
    const finish = { version: '1', notes: 'Line went dead', avoidable: 'no' };
    const asked = await adviser.post(`/desk/interactions/${id}/finish`, finish);
    expect(asked.status).to.equal(422);
    expect(asked.text).to.include('“wheelie bin” has no outcome yet.').and.to.include('Line went dead');
    await adviser.post(`/desk/interactions/${id}/finish`, { ...finish, openEnquiries: 'abandon' });
    expect((await read(id)).enquiries[0]?.outcome).to.equal('abandoned');
  });

  it('searches for the caller, and adds somebody new in place after asking about a likeness', async () => {
    const { id } = await start('call-7', '');
    const page = await adviser.get(`/desk/interactions/${id}?who=find&find=prosser`);
    expect(page.text).to.include('Joan Prosser');
    const likely = { version: '1', firstName: 'Joan', lastName: 'Prosser', telephone: '01632 960144', address: '' };
    const asked = await adviser.post(`/desk/interactions/${id}/new-customer?who=new`, likely);
    expect(asked.status).to.equal(409);
    expect(asked.text).to.include('Somebody like this is on record.');
    await adviser.post(`/desk/interactions/${id}/new-customer?who=new`, { ...likely, confirmedNew: 'yes' });
    const named = await read(id);
    expect(named.participant.name).to.equal('Joan Prosser');
    expect(named.customerId).to.not.equal(at.customerId);
  });

  it('says that another window was first, and keeps what was typed', async () => {
    const { id } = await start('call-8');
    await adviser.post(`/desk/interactions/${id}/notes`, { version: '1', notes: 'First', avoidable: 'no' });
    const late = await adviser.post(`/desk/interactions/${id}/notes`, {
      version: '1',
      notes: 'Second',
      avoidable: 'no',
    });
    expect(late.status).to.equal(409);
    expect(late.text).to.include('changed in another window').and.to.include('Second');
    expect((await read(id)).notes).to.equal('First');
  });

  it('is one contact for a call that the telephone system sends twice', async () => {
    const [one, two] = [await start('call-9'), await start('call-9')];
    expect(two.id).to.equal(one.id);
    const popped = await adviser.get(`${call}call-9`);
    expect([popped.status, idOf(popped)]).to.deep.equal([303, one.id]);
  });

  it('keeps how long the caller waited, as the screen-pop says it, and goes on where it can’t be read', async () => {
    for (const [said, waited, field] of [
      ['waited=42', 42, 'waitedSeconds'],
      ['waited=long', null, 'waitedSeconds'],
      [`ringing_since=${world().kernel.clock.now() - 9000}`, 9, 'ringingSince'],
    ] as const) {
      const popped = await adviser.get(`/desk/interactions/new?called=01632960100&${said}`);
      const form = { channel: 'telephone', called: '01632960100', [field]: hiddenField(popped.text, field) };
      const { waitedSeconds } = await read(idOf(await adviser.post('/desk/interactions/new', form)));
      expect(waitedSeconds, said).to.equal(waited);
    }
  });

  it('names the colleague who has the call already, and starts a contact of one’s own beside theirs', async () => {
    const { id } = await start('call-13');
    const roles = [['dunmere', 'adviser'] as const];
    const colleague = await http.signIn((await addPerson(world(), { name: 'Sam Ellery', roles })).personId);
    const popped = await colleague.get(`${call}call-13`);
    expect(popped.text).to.include('Priya Nair is in this call.').and.include(`href="/desk/interactions/${id}"`);
    expect(popped.text).to.not.include('name="callId"');
    const own = await colleague.post('/desk/interactions/new', { channel: 'telephone', called: '01632960100' });
    expect(idOf(own)).to.not.equal(id);
    await adviser.post(`/desk/interactions/${id}/finish`, { version: '1', notes: '', avoidable: 'no' });
    expect((await colleague.get(`${call}call-13`)).text).to.match(/Priya Nair had this call until \d/);
  });

  it('says so when the telephone system put the call through to somebody else', async () => {
    const roles = [['dunmere', 'adviser'] as const];
    const { signInName } = await addPerson(world(), { name: 'Wyn Protheroe', roles });
    for (const agent of [signInName.toUpperCase(), 'Wyn Protheroe']) {
      const { text } = await adviser.get(`${call}pop-2&agent=${encodeURIComponent(agent)}`);
      expect(text).to.include('This call was put through to Wyn Protheroe.').and.include('signed in as Priya Nair');
    }
    expect((await adviser.get(`${call}pop-2&agent=priya+nair`)).text).to.not.include('put through');
    expect((await adviser.get(`${call}pop-2&agent=4021`)).text).to.include('put this call through to “4021”');
  });

  it('says when the number called is no line of the adviser’s, and takes a withheld number', async () => {
    const { text } = await adviser.get('/desk/interactions/new?caller=anonymous&called=01632960999');
    expect(text).to.include('01632 960999 is not one of your lines.').and.include('Choose whom you answer as.');
    expect(text).to.include('The number is withheld.');
    expect((await adviser.get('/desk/interactions/new?called=reception')).text).to.include('could not be read');
    const started = await adviser.post('/desk/interactions/new', {
      channel: 'telephone',
      authorityId: '3',
      caller: 'anonymous',
    });
    expect((await read(idOf(started))).caller).to.equal('withheld');
    expect((await adviser.get('/desk')).text).to.include('Number withheld · telephone call');
  });

  it('lets a colleague read but not change, and shows another authority nothing', async () => {
    const { id } = await start('call-10');
    const roles = [['dunmere', 'adviser'] as const];
    const colleague = await http.signIn((await addPerson(world(), { name: 'Sam Ellery', roles })).personId);
    const page = await colleague.get(`/desk/interactions/${id}`);
    expect(page.text).to.include('Priya Nair is handling this contact.').and.to.not.include('<textarea');
    const change = await colleague.post(`/desk/interactions/${id}/notes`, { version: '1', notes: 'Mine' });
    expect(change.text).to.not.include('Notes saved');
    expect((await read(id)).notes).to.equal(null);
    const far = await addPerson(world(), { roles: [['castlebridge', 'adviser']] });
    const neighbour = await http.signIn(far.personId);
    expect((await neighbour.get(`/desk/interactions/${id}`)).status).to.equal(404);
    const editor = await addPerson(world(), { roles: [['dunmere', 'knowledge-editor']] });
    const nobody = await http.signIn(editor.personId);
    expect((await nobody.get(`/desk/interactions/${id}`)).status).to.equal(403);
    expect((await nobody.get('/desk/interactions/new')).status).to.equal(403);
  });

  it('offers answers while the adviser types, those of the county among them', async () => {
    const { id } = await start('call-11');
    const found = await adviser.get(`/desk/interactions/${id}/answers?words=pothole`);
    expect(found.text).to.include('Pothole').and.to.include('Westmoor').and.to.not.include('<html');
    const choose = hiddenChoice(found.text);
    const form = { version: '1', words: 'pothole', choose, enquiryId: '', enquiryVersion: '0' };
    await adviser.post(`/desk/interactions/${id}/subject`, form);
    expect((await read(id)).enquiries[0]).to.include({ serviceId: at.potholeId, authorityId: westmoor });
  });

  it('starts from a case: its customer and authority are ready, and it is what the contact is about', async () => {
    const first = await start('call-12');
    const form = { service: at.missedBinId, enquiryId: '', 'answers.bin': 'garden', 'location.text': '4 Quarry Lane' };
    const logged = await adviser.post(`/desk/interactions/${first.id}/log`, form);
    const reference = new URL(logged.location, http.address).searchParams.get('logged') ?? '';
    const page = await adviser.get(`/desk/interactions/new?case=${reference}`);
    expect(page.text).to.include(`About ${reference}: Missed garden waste bin`).and.to.include('Joan Prosser');
    const about = { aboutCaseId: hiddenField(page.text, 'aboutCaseId'), customerId: at.customerId };
    const started = await adviser.post('/desk/interactions/new', { channel: 'counter', authorityId: '3', ...about });
    const contact = await adviser.get(started.location);
    expect(contact.text).to.include('How it stands shows once identity is checked');
    expect((await adviser.get('/desk/interactions/new?place=nowhere')).status).to.equal(400);
  });
});

function hiddenChoice(text: string): string {
  return /name="choose" value="(service:[^"]+)"/.exec(text)?.[1] ?? '';
}
