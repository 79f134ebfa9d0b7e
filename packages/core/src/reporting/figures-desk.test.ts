import { expect } from 'chai';
import { someSurroundings, type Surroundings } from '../testing/contact-surroundings.js';
import { castlebridge, dunmere, onBothEngines, testNow } from '../testing/harness.js';
import { addPerson, startHttp, type Browser, type TestHttp } from '../testing/http.js';
import { aPastContact } from './testing/past-contacts.js';

onBothEngines('the page of figures', (world) => {
  let http: TestHttp;
  let analyst: Browser;
  let at: Surroundings;
  before(async () => {
    world().clock.set(testNow);
    at = await someSurroundings(world());
    http = await startHttp(world());
    const { personId } = await addPerson(world(), { name: 'Farah Aziz', roles: [['dunmere', 'analyst']] });
    analyst = await http.signIn(personId);
  });
  after(() => http.close());

  it('says what to do when nothing was closed', async () => {
    const { status, text } = await analyst.get('/desk/figures');
    expect(status).to.equal(200);
    expect(text).to.include('Nothing was closed in this period').and.not.include('figure__value');
  });

  it('shows each figure with what it is of, its definition and its query', async () => {
    const about = { customerId: at.customerId, serviceId: at.missedBinId };
    for (let index = 0; index < 12; index += 1)
      await aPastContact(world(), { ...about, daysAgo: 1, outcome: index < 9 ? 'resolved' : 'abandoned' });
    const { text } = await analyst.get('/desk/figures?by=service');
    expect(text).to.include('75%').and.include('9 of 12 enquiries').and.include('Counted today 10am');
    expect(text).to.include('Enquiries that the adviser closed as resolved within the contact and without a case');
    expect(text).to.include('from enquiries e').and.include('e.authority_id = 3').and.not.include('@enquiries');
    expect(text).to.include('Missed bin').and.include('By service');
  });

  it('draws them over time, with the numbers beside the picture', async () => {
    const about = { customerId: at.customerId, serviceId: at.missedBinId, avoidable: 'chasing-progress' } as const;
    for (let index = 0; index < 3; index += 1) await aPastContact(world(), { ...about, daysAgo: 100 });
    const { text } = await analyst.get('/desk/figures?from=2026-08-01&to=2026-08-31');
    expect(text)
      .to.include('Sat 8 Aug was the busiest day, with 3 of 3 enquiries')
      .and.include('class="plot plot--valued"');
    expect(text).to.match(/Sat 8 Aug<\/th>\s*<td[^>]*>3</);
    expect(text).to.include('“Asked how a case stands” is the most frequent reason: 3 of 3 avoidable contacts');
    expect(text, 'no share of so few').to.not.include('Declared resolution at first contact');
    expect((await analyst.get('/desk/figures?from=2026-08-08&to=2026-08-08')).text).to.not.include('<svg class="plot');
    const file = (await analyst.get('/desk/figures/download?from=2026-08-01&to=2026-08-31')).text;
    expect(file).to.include('Avoidable contact,Day,3,3,,2026-08-08,2026-08-08');
  });

  it('does not make a share of fewer than ten', async () => {
    await aPastContact(world(), { daysAgo: 60, serviceId: at.missedBinId });
    const { text } = await analyst.get('/desk/figures?from=2026-09-01&to=2026-09-30');
    expect(text).to.include('1 of 1 enquiry: too few for a share').and.not.include('100%');
  });

  it('counts what a form’s stop answered by its kind, for each service too', async () => {
    const about = { customerId: at.customerId, serviceId: at.missedBinId, daysAgo: 80 };
    for (const stop of ['not-ours', 'not-ours', 'too-early'] as const) await aPastContact(world(), { ...about, stop });
    const period = 'from=2026-08-20&to=2026-09-10';
    const whole = (await analyst.get(`/desk/figures?${period}`)).text;
    expect(whole)
      .to.include('Answered by a form’s stop')
      .and.match(/Not ours<\/th>\s*<td[^>]*>2</);
    const split = (await analyst.get(`/desk/figures?${period}&by=service`)).text;
    expect(split).to.include('Answered by a form’s stop, by service').and.include('Already known');
    const file = (await analyst.get(`/desk/figures/download?${period}&by=service`)).text;
    expect(file).to.include('Answered by a form’s stop: not ours,All,2,3,,2026-08-20,2026-09-10');
    expect(file).to.include('Answered by a form’s stop: too early,Missed bin,1,3,,2026-08-20,2026-09-10');
    expect((await analyst.get('/desk/figures?from=2026-07-01&to=2026-07-02')).text).to.not.include('by a form’s stop,');
  });

  it('keeps what was typed and names the field when it can’t be counted', async () => {
    const { status, text } = await analyst.get('/desk/figures?from=2026-11-10&to=2026-11-01');
    expect(status).to.equal(422);
    expect(text).to.include('Choose a last day that is not before the first').and.include('value="2026-11-10"');
    expect((await analyst.get('/desk/figures?by=nonsense')).status).to.equal(422);
    expect((await analyst.get('/desk/figures/download?from=x')).status).to.equal(422);
  });

  it('goes out as a file that no spreadsheet runs', async () => {
    const { headers, text } = await analyst.get('/desk/figures/download?by=channel');
    expect(headers.get('content-type')).to.include('text/csv');
    expect(headers.get('content-disposition')).to.include('figures-2026-10-20-to-2026-11-16.csv');
    const lines = text.split('\r\n');
    expect(lines[0]).to.include('Figure,For,Count,Of,Per cent');
    expect(lines[1]).to.match(/^"Resolved at first contact, declared",All,9,12,75,2026-10-20,2026-11-16,/);
    expect(text).to.include('"Resolved at first contact, declared",Telephone,9,12,75');
  });

  it('is for team leaders and analysts, of their own councils', async () => {
    const adviser = await http.signIn((await addPerson(world(), { roles: [['dunmere', 'adviser']] })).personId);
    expect((await adviser.get('/desk/figures')).status).to.equal(403);
    expect((await adviser.get('/desk')).text).to.not.include('/desk/figures');
    expect((await analyst.get('/desk')).text).to.include('/desk/figures');
    expect((await analyst.get(`/desk/figures?authority=${castlebridge}`)).status).to.equal(404);
    expect((await analyst.get(`/desk/figures?authority=${dunmere}`)).status).to.equal(200);
  });
});
