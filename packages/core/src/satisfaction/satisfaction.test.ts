import { expect } from 'chai';
import { changeSettings } from '../authorities/index.js';
import { createTemplate, getLetter } from '../correspondence/index.js';
import { recordConsent, withdrawConsent } from '../customers/index.js';
import { finishInteraction, startInteraction } from '../interactions/index.js';
import { systemActor, type StaffActor } from '../kernel/actor.js';
import { DAY_MS } from '../kernel/clock.js';
import { runCommand } from '../kernel/command.js';
import { hashSecret } from '../kernel/http/tokens.js';
import { everyAuthority } from '../kernel/scope.js';
import { adviserPermissions, someSurroundings, type Surroundings } from '../testing/contact-surroundings.js';
import { castlebridge, dunmere, onBothEngines, origin, testNow } from '../testing/harness.js';
import { addPerson, startHttp, type Browser, type TestHttp } from '../testing/http.js';
import { answerSurvey } from './commands/answer-survey.js';
import { askSurvey } from './commands/ask-survey.js';
import { sendSurvey } from './commands/send-survey.js';
import { drawFinished } from './jobs.js';
import { getSurvey, previewSurvey } from './queries.js';
import { codeOf } from '../testing/expectations.js';

const system = systemActor('test set-up');

onBothEngines('the survey', (world) => {
  let adviser: StaffActor;
  let at: Surroundings;
  let version = 1;
  before(async () => {
    at = await someSurroundings(world());
    adviser = await world().staff([...adviserPermissions, 'satisfaction.ask'], [dunmere], 'Tom Reyes');
  });
  const setShare = async (surveyPercent: number, surveyRestDays = 90): Promise<void> => {
    const settings = { repeatContactDays: 14, surveyPercent, surveyRestDays };
    ({ version } = await world().run(system, changeSettings, {
      authorityId: dunmere,
      expectedVersion: version,
      ...settings,
    }));
  };
  const finished = async (customerId?: string, by = adviser): Promise<string> => {
    const about = { channel: 'telephone', authorityId: dunmere, ...(customerId ? { customerId } : {}) } as const;
    const { id, version: expectedVersion } = await world().run(by, startInteraction, about);
    await world().run(by, finishInteraction, { id, expectedVersion });
    return id;
  };
  const draw = (subjectId: string) => drawFinished.run(world().kernel, { subjectId });
  const stateOf = async (interactionId: string) => (await world().read(adviser, getSurvey, { interactionId })).state;
  const surveys = async () => {
    const db = world().kernel.db.read(everyAuthority);
    return await db.rows<{ interaction_id: string; answer: number | null; token_hash: string | null }>(
      db.from('surveys'),
    );
  };

  it('is off until a council says how many are drawn', async () => {
    const id = await finished();
    await draw(id);
    expect(await stateOf(id)).to.equal('not-drawn');
    expect(await codeOf(world().run(adviser, askSurvey, { interactionId: id }))).to.equal('survey_not_drawn');
    expect(await surveys()).to.deep.equal([]);
  });

  it('counts a drawn contact once, and whether its customer was asked', async () => {
    await setShare(100);
    const id = await finished();
    await draw(id);
    await draw(id);
    expect((await surveys()).map(({ interaction_id: of }) => of)).to.deep.equal([id]);
    expect(await stateOf(id)).to.equal('to-ask');
    await world().run(adviser, askSurvey, { interactionId: id, answer: 4 });
    expect(await stateOf(id)).to.equal('answered');
    expect(await codeOf(world().run(adviser, askSurvey, { interactionId: id, answer: 1 }))).to.equal('survey_answered');
    expect((await surveys())[0]).to.include({ answer: 4, token_hash: null });
  });

  it('leaves a customer in peace who was drawn within the council’s days, and no longer', async () => {
    await setShare(100, 30);
    const first = await finished(at.customerId);
    await draw(first);
    const second = await finished(at.customerId);
    await draw(second);
    expect([await stateOf(first), await stateOf(second)]).to.deep.equal(['to-ask', 'not-drawn']);
    world().clock.advance(30 * DAY_MS + 1);
    expect(await stateOf(await finished(at.customerId))).to.equal('to-ask');
    world().clock.set(testNow);
  });

  it('is asked by whoever took the contact, in their own council', async () => {
    await setShare(100);
    const interactionId = await finished();
    const colleague = await world().staff(['satisfaction.ask'], [dunmere]);
    expect(await codeOf(world().run(colleague, askSurvey, { interactionId }))).to.equal('interaction_of_another');
    const abroad = await world().staff(['satisfaction.ask'], [castlebridge]);
    expect(await codeOf(world().run(abroad, askSurvey, { interactionId }))).to.equal('not_found');
    expect(await codeOf(world().read(abroad, getSurvey, { interactionId }))).to.equal('not_found');
    const nobody = await world().staff([], [dunmere]);
    expect(await codeOf(world().run(nobody, askSurvey, { interactionId }))).to.equal('not_allowed');
  });

  it('keeps the digest of a link alone, and takes one answer by the last link while it lasts', async () => {
    await setShare(100);
    const interactionId = await finished();
    const { token: earlier } = await world().run(adviser, askSurvey, { interactionId });
    const { token } = await world().run(adviser, askSurvey, { interactionId });
    expect(JSON.stringify(await surveys())).to.not.include(token ?? '-');
    const answer = (given: string | null) =>
      world().run(system, answerSurvey, { tokenHash: hashSecret(given ?? ''), answer: 5 });
    expect(await codeOf(answer(earlier))).to.equal('not_found');
    world().clock.advance(14 * DAY_MS);
    expect(await codeOf(answer(token))).to.equal('survey_link_spent');
    world().clock.advance(-1);
    const both = await Promise.allSettled([answer(token), answer(token)]);
    expect(both.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
    world().clock.set(testNow);
  });

  describe('sent as a message', () => {
    let sender: StaffActor;
    before(async () => {
      sender = await world().staff(
        [...adviserPermissions, 'satisfaction.ask', 'correspondence.send', 'correspondence.read'],
        [dunmere],
        'Priya Nair',
      );
      await setShare(100, 0);
      const words = { en: { subject: 'How did we do?', body: 'Answer here: {survey-link}' } };
      const about = { authorityId: dunmere, key: 'survey', name: 'Survey', occasion: 'survey' } as const;
      await world().run(system, createTemplate, { ...about, words });
    });
    const contact = () => finished(at.customerId, sender);
    const consent = async (changes: object = {}): Promise<string> => {
      const given = { purpose: 'survey', lawfulBasis: 'consent', wordingVersion: '1', evidence: 'Said so' } as const;
      return (await world().run(system, recordConsent, { customerId: at.customerId, ...given, ...changes })).id;
    };
    const preview = async () =>
      (await world().read(sender, previewSurvey, { interactionId: await contact() })).unsendable;

    it('takes the link to the customer, who answers by it', async () => {
      const interactionId = await contact();
      const { messageId } = await world().run(sender, sendSurvey, { interactionId });
      const { body, channel } = await world().read(sender, getLetter, { id: messageId });
      expect(channel).to.equal('letter');
      const token = /\/s\/([\w-]{43})/.exec(body)?.[1] ?? '';
      expect(body).to.equal(`Answer here: ${origin}/s/${token}`);
      expect(await stateOf(interactionId)).to.equal('asked');
      await world().run(system, answerSurvey, { tokenHash: hashSecret(token), answer: 5 });
      expect(await codeOf(world().run(sender, sendSurvey, { interactionId }))).to.equal('survey_answered');
    });

    it('is shown before it goes, without a link that would work', async () => {
      const shown = await world().read(sender, previewSurvey, { interactionId: await contact() });
      expect(shown).to.include({ unsendable: null, body: `Answer here: ${origin}/s/…`, channel: 'letter' });
    });

    it('is left to whoever took the contact, and to those who may write to customers', async () => {
      const interactionId = await contact();
      const colleague = await world().staff(['satisfaction.ask', 'correspondence.send'], [dunmere]);
      expect(await codeOf(world().run(colleague, sendSurvey, { interactionId }))).to.equal('interaction_of_another');
      const own = await finished(at.customerId);
      expect(await codeOf(world().run(adviser, sendSurvey, { interactionId: own }))).to.equal('not_allowed');
      expect((await surveys()).find(({ interaction_id: of }) => of === own)).to.equal(undefined);
    });

    it('goes by the channels that the customer agreed to, and to nobody who withdrew that', async () => {
      const id = await consent({ channel: 'email' });
      expect(await preview()).to.equal('unreachable');
      await world().run(system, withdrawConsent, { id });
      expect(await preview()).to.equal('unwanted');
      const interactionId = await contact();
      expect(await codeOf(world().run(sender, sendSurvey, { interactionId }))).to.equal('survey_unwanted');
      await consent({ channel: 'post', wordingVersion: '2' });
      expect(await preview()).to.equal(null);
    });

    it('says so when this installation does not know its own address', async () => {
      const interactionId = await contact();
      const kernel = { ...world().kernel, config: { ...world().kernel.config, origin: undefined } };
      expect(await codeOf(runCommand(kernel, sender, sendSurvey, { interactionId }))).to.equal(
        'survey_without_address',
      );
    });
  });

  describe('in the browser', () => {
    let http: TestHttp;
    let desk: Browser;
    before(async () => {
      world().clock.set(testNow);
      http = await startHttp(world());
      desk = await http.signIn(
        (await addPerson(world(), { name: 'Priya Nair', roles: [['dunmere', 'adviser']] })).personId,
      );
      await setShare(100);
    });
    after(() => http.close());

    const finishAtDesk = async (): Promise<string> => {
      const started = await desk.post('/desk/interactions/new', { channel: 'counter' });
      const path = started.location;
      const done = await desk.post(`${path}/finish`, { version: '1', notes: '', avoidable: 'no' });
      expect(done.location).to.equal(`${path}/survey`);
      return path;
    };

    it('comes after a contact that was drawn; the answer is kept', async () => {
      const path = await finishAtDesk();
      const page = await desk.get(`${path}/survey`);
      expect(page.text).to.include('How satisfied were you with how Dunmere District Council dealt with your enquiry?');
      const empty = await desk.post(`${path}/survey`, { way: 'answer' });
      expect([empty.status, empty.text.includes('Choose the customer’s answer')]).to.deep.equal([422, true]);
      expect((await desk.post(`${path}/survey`, { way: 'answer', answer: '5' })).location).to.equal('/desk');
      expect((await desk.get(`${path}/survey`)).text).to.include('The customer has answered.');
    });

    it('goes out as a link that a customer answers without signing in, in English and in Welsh', async () => {
      const path = await finishAtDesk();
      const made = await desk.post(`${path}/survey`, { way: 'link' });
      const link = /\/s\/[\w-]{43}/.exec(made.text)?.[0] ?? '';
      const customer = http.browser();
      const question = await customer.get(link);
      expect(question.text).to.include('Very satisfied').and.include('lang="en"').and.not.include('Priya');
      // With “no-referrer” a browser sends the answer from an origin of “null”, which is refused (Fetch, section 3.2).
      expect(question.headers.get('referrer-policy')).to.equal('same-origin');
      const welsh = await customer.get(`${link}?lang=cy`);
      expect(welsh.text).to.include('Pa mor fodlon oeddech chi').and.include('<html lang="cy"');
      const send = (answer: string, headers = {}) =>
        customer.send(`${link}?lang=cy`, { method: 'POST', form: { answer }, headers });
      expect((await send('')).text).to.include('Dewiswch pa mor fodlon oeddech chi');
      expect((await send('9')).status).to.equal(422);
      expect((await send('5', { Origin: 'https://elsewhere.example' })).status).to.equal(403);
      expect((await send('5')).text).to.include('Diolch');
      expect((await send('1')).status).to.equal(404);
      expect((await customer.get(link)).text).to.include('This link has been used, or is too old');
      const spent = await customer.get(`${link}?lang=cy`);
      expect([spent.status, spent.text.includes('<html lang="cy"')]).to.deep.equal([404, true]);
      expect(spent.text).to.include('Mae’r ddolen hon wedi’i defnyddio, neu’n rhy hen');
    });

    it('shows the message that would take the link, and sends it in one key', async () => {
      await setShare(100, 0);
      const sendable = await startHttp(world(), { origin });
      try {
        const adviserToo = await addPerson(world(), { name: 'Kwame Mensah', roles: [['dunmere', 'adviser']] });
        const browser = await sendable.signIn(adviserToo.personId);
        const started = await browser.post('/desk/interactions/new', {
          ...{ channel: 'counter', customerId: at.customerId, authorityId: String(dunmere) },
        });
        const path = started.location;
        await browser.post(`${path}/finish`, { version: '1', notes: '', avoidable: 'no' });
        const page = await browser.get(`${path}/survey`);
        expect(page.text).to.include('Letter to Joan Prosser').and.include('data-key="S"');
        const sent = await browser.post(`${path}/survey`, { way: 'message' });
        expect(sent.location).to.match(/^\/desk\/messages\//);
        expect((await browser.get(sent.location)).text)
          .to.include('How did we do?')
          .and.include('/s/…');
      } finally {
        await sendable.close();
      }
    });

    it('says nothing behind a wrong link, and blocks whoever tries many', async () => {
      const customer = http.browser();
      const statuses: number[] = [];
      for (let tries = 0; tries < 32; tries += 1)
        statuses.push((await customer.get(`/s/${String(tries).padStart(43, 'x')}`)).status);
      expect([statuses[0], statuses.at(-1)]).to.deep.equal([404, 429]);
    });

    it('is set by administrators, who are told when a colleague was quicker', async () => {
      const roles = [['dunmere', 'administrator'] as const];
      const admin = await http.signIn((await addPerson(world(), { roles })).personId);
      const page = await admin.get('/desk/admin/settings');
      expect(page.text).to.include('value="100"');
      const form = { authorityId: String(dunmere), expectedVersion: String(version), surveyRestDays: '60' };
      const typed = { ...form, repeatContactDays: '21', surveyPercent: '12' };
      const wrong = await admin.post('/desk/admin/settings', { ...typed, surveyPercent: '120' });
      expect([wrong.status, wrong.text.includes('from 0 to 100')]).to.deep.equal([422, true]);
      expect((await admin.post('/desk/admin/settings', typed)).status).to.equal(303);
      const late = await admin.post('/desk/admin/settings', { ...typed, repeatContactDays: '9' });
      expect([late.status, late.text.includes('value="9"')]).to.deep.equal([409, true]);
      expect((await admin.get('/desk/admin/settings')).text)
        .to.include('value="21"')
        .and.include('value="60"');
      expect((await desk.get('/desk/admin/settings')).status).to.equal(403);
    });
  });
});
