import { expect } from 'chai';
import { logCase } from '#core/cases/index.js';
import { startInteraction } from '#core/interactions/index.js';
import { DAY_MS } from '#core/kernel/clock.js';
import { localDate } from '#core/kernel/local-date.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { listMorning } from '#core/morning/index.js';
import { changeTerms, getAgreement, signTerms } from '#core/partnerships/index.js';
import { someTerms } from '#core/partnerships/testing/agreements.js';
import {
  addCorrection,
  agreeStatement,
  answerDispute,
  disputeLine,
  draftStatement,
  draftStatements,
  getStatement,
  issueStatement,
  listStatements,
  recordCalls,
  settleStatement,
  withdrawDispute,
} from '#core/recharges/index.js';
import { giveToken } from '#core/testing/api-token.js';
import { aMissedBin } from '#core/testing/case-world.js';
import { dunmere, onBothEngines, testNow } from '#core/testing/harness.js';
import { hiddenField, startHttp, type Browser, type TestHttp } from '#core/testing/http.js';
import { agreeingCouncils, codeOf, faultsOf, type Who } from './agreements/councils.js';

const perContact = { kind: 'per-contact', pence: 310 } as const;
const november = localDate('2026-11-01');
const december = localDate('2026-12-01');
/** The first working day of a month, when November is over. */
const afterNovember = testNow + 16 * DAY_MS;
const afterDecember = testNow + 50 * DAY_MS;

onBothEngines('recharges', (world) => {
  const { as, at, idOf, inForce } = agreeingCouncils(world);
  let http: TestHttp;
  let desk: Browser;
  before(async () => {
    http = await startHttp(world());
  });
  after(() => http.close());

  const answer = async (calls: number) => {
    const adviser = await as('adviser');
    const contact = { channel: 'telephone', called: at().dunmereLine } as const;
    for (let call = 0; call < calls; call += 1) {
      const { id: interactionId } = await world().run(adviser, startInteraction, contact);
      if (call === 0) await world().run(adviser, logCase, { ...aMissedBin(at().missedBinId), interactionId });
    }
  };
  const agreed = (more: object = {}) => inForce({ hours: { when: 'always' }, price: perContact, ...more });
  const drafted = async (agreementId: string, monthOn = november) =>
    (await world().run(await as('ours'), draftStatement, { agreementId, monthOn })).id;
  const read = async (id: string, who: Who = 'theirs') => world().read(await as(who), getStatement, { id });
  const step = async (
    who: Who,
    command: Parameters<ReturnType<typeof world>['run']>[1],
    id: string,
    more: object = {},
  ) =>
    world().run(await as(who), command as typeof issueStatement, {
      ...{ id, expectedVersion: (await read(id)).version },
      ...more,
    });
  /** An agreement under which so many calls were answered in November, with its statement issued. */
  const issued = async (calls: number, more: object = {}) => {
    const { id: agreementId } = await agreed(more);
    await answer(calls);
    world().clock.set(afterNovember);
    const id = await drafted(agreementId);
    await step('ours', issueStatement, id);
    return { agreementId, id };
  };
  const lineOf = async (id: string) => (await read(id)).lines[0]?.id ?? '';

  it('charge what was answered: the same contacts and cases as in the morning list, the same for both sides', async () => {
    const { agreementId, id } = await issued(3);
    const officer = await world().staff(['morning.read'], [dunmere]);
    const { items } = await world().read(officer, listMorning, { authorityId: dunmere });
    const listed = (kind: string) =>
      items.filter((work) => work.agreementId === agreementId && work.kind === kind).length;
    const statement = await read(id);
    expect([statement.contacts, statement.cases]).to.deep.equal([listed('interaction'), listed('case')]);
    expect([statement.contacts, statement.cases]).to.deep.equal([3, 1]);
    expect(statement.lines).to.have.length(1);
    expect(statement.lines[0]).to.include({ kind: 'contacts', quantity: 3, unitPence: 310, pence: 930 });
    expect(statement).to.include({ state: 'issued', totalPence: 930, disputedPence: 0, undisputedPence: 930 });
    expect(await read(id, 'ours')).to.deep.equal(statement);
    for (const code of [codeOf(read(id, 'abroad')), codeOf(step('abroad', issueStatement, id))])
      expect(await code).to.equal('not_found');
    expect(await codeOf(read(id, 'adviser'))).to.equal('not_allowed');
    const abroad = await world().read(await as('abroad'), listStatements, {});
    expect(abroad.items).to.deep.equal([]);
  });

  it('are drafted once after the month’s end, for agreements with a price', async () => {
    const { id: priced } = await agreed();
    const { id: free } = await inForce();
    await answer(1);
    await draftStatements.run(world().kernel, {});
    const months = async () =>
      (await world().read(await as('ours'), listStatements, { limit: 200 })).items.filter((one) =>
        [priced, free].includes(one.agreementId),
      );
    expect(await months()).to.deep.equal([]);
    expect(await faultsOf(drafted(priced))).to.deep.equal(['monthOn']);
    world().clock.set(afterNovember);
    await draftStatements.run(world().kernel, {});
    await draftStatements.run(world().kernel, {});
    const made = await months();
    expect(made.map(({ agreementId, monthOn, state }) => [agreementId, monthOn, state])).to.deep.equal([
      [priced, november, 'draft'],
    ]);
    expect(await codeOf(drafted(priced))).to.equal('month_has_statement');
  });

  it('follow each version of the terms on its own days', async () => {
    const { id: agreementId, expectedVersion } = await agreed();
    await answer(2);
    world().clock.set(testNow + 2 * DAY_MS);
    const dearer = { ...someTerms, hours: { when: 'always' }, price: { kind: 'per-contact', pence: 500 } } as const;
    await world().run(await as('theirs'), changeTerms, { ...dearer, id: agreementId, expectedVersion });
    const sign = async (who: Who, side: 'receiver' | 'provider') => {
      const { version } = await world().read(await as(who), getAgreement, { id: agreementId });
      await world().run(await as(who), signTerms, { id: agreementId, side, expectedVersion: version });
    };
    await sign('theirs', 'receiver');
    await sign('ours', 'provider');
    await answer(1);
    world().clock.set(afterNovember);
    const { lines, totalPence } = await read(await drafted(agreementId));
    expect(lines.map(({ termsNumber, fromOn, toOn, pence }) => [termsNumber, fromOn, toOn, pence])).to.deep.equal([
      [1, '2026-11-16', '2026-11-17', 620],
      [2, '2026-11-18', '2026-11-30', 500],
    ]);
    expect(totalPence).to.equal(1120);
  });

  it('never change once issued: what is agreed in a dispute, or corrected, goes into the next', async () => {
    const { agreementId, id } = await issued(4);
    const before = await read(id);
    world().clock.set(afterDecember);
    const next = await drafted(agreementId, december);
    await step('theirs', disputeLine, id, { lineId: await lineOf(id), pence: 310, reason: 'One was a wrong number' });
    expect(await read(id)).to.include({ totalPence: 1240, disputedPence: 310, undisputedPence: 930 });
    expect(await codeOf(step('theirs', agreeStatement, id))).to.equal('disputes_open');
    const [dispute] = (await read(id)).disputes;
    const verdict = { disputeId: dispute?.id, answer: 'So it was', verdict: 'agreed' };
    expect(await codeOf(step('theirs', answerDispute, id, verdict))).to.equal('not_allowed');
    await step('ours', answerDispute, id, verdict);
    await step('ours', addCorrection, next, { note: 'Two calls of October', pence: 620 });
    await step('ours', issueStatement, next);
    const { lines, totalPence } = await read(next);
    expect(lines.map(({ kind, pence }) => [kind, pence])).to.deep.equal([
      ['contacts', 0],
      ['correction', 620],
      ['given-back', -310],
    ]);
    expect(totalPence).to.equal(310);
    const after = await read(id);
    expect([after.lines, after.totalPence]).to.deep.equal([before.lines, before.totalPence]);
    expect(after.disputes[0]).to.include({
      state: 'agreed',
      givenBackIn: next,
      answeredBy: 'ours',
      raisedBy: 'theirs',
    });
    const late = { note: 'Too late', pence: 100 };
    expect(await codeOf(step('ours', addCorrection, id, late))).to.equal('statement_not_there');
    await step('theirs', agreeStatement, id);
    await step('ours', settleStatement, id, { settledOn: '2027-01-04', payment: 'BACS 7781' });
    expect(await read(id)).to.include({ state: 'settled', settledOn: '2027-01-04', agreedBy: 'theirs' });
    const db = world().kernel.db.read(everyAuthority);
    const rows = await db.rows<{ action: string; authority_id: number }>(
      db.from('audit_entries').where({ subject_id: id }).select('action', 'authority_id'),
    );
    for (const action of ['issue-statement', 'dispute-line', 'answer-dispute', 'agree-statement', 'settle-statement'])
      expect(rows.filter((row) => row.action === `recharges.${action}`).length, action).to.equal(2);
  });

  describe('where the terms say how fast calls are answered', () => {
    const answerLevel = { withinSeconds: 30, percent: 80, reductionPercent: 50 };
    /** A draft for calls whose callers waited so many seconds; undefined: nobody knows. */
    const waited = async (...seconds: (number | undefined)[]) => {
      const { id: agreementId } = await agreed({ answerLevel });
      for (const waitedSeconds of seconds) {
        const contact = { channel: 'telephone', called: at().dunmereLine, waitedSeconds } as const;
        await world().run(await as('adviser'), startInteraction, contact);
      }
      world().clock.set(afterNovember);
      return await drafted(agreementId);
    };

    it('measure it where each waiting time is kept', async () => {
      const id = await waited(10, 30, 31);
      expect(await read(id)).to.include({ waitsKnown: 3, waitsInTime: 2, waitsUnknown: 0, wantsCalls: false });
      await step('ours', issueStatement, id);
      expect(await read(id)).to.include({ totalPence: 465, callsAnswered: null });
      const { items } = await world().read(await as('theirs'), listStatements, {});
      expect(items.find((one) => one.id === id)).to.include({ waitsKnown: 3, waitsInTime: 2 });
    });

    it('ask for it while one waiting time is not known, and say how many', async () => {
      const id = await waited(12, undefined);
      expect(await read(id)).to.include({ waitsKnown: 1, waitsInTime: 1, waitsUnknown: 1, wantsCalls: true });
      expect(await codeOf(step('ours', issueStatement, id))).to.equal('calls_wanted');
      const { text } = await (await http.signIn(idOf('ours'))).get(`/desk/recharges/${id}`);
      expect(text).to.contain('1 of 1 calls answered in time; of 1 it is not known');
      await step('ours', recordCalls, id, { answered: 2, inTime: 2 });
      await step('ours', issueStatement, id);
      expect((await read(id)).totalPence).to.equal(620);
    });
  });

  it('are issued month by month, with the calls that the terms go by, and keep to what the form says', async () => {
    const answerLevel = { withinSeconds: 30, percent: 80, reductionPercent: 50 };
    const { id: agreementId } = await agreed({ answerLevel });
    await answer(2);
    world().clock.set(afterDecember);
    const [id, next] = [await drafted(agreementId), await drafted(agreementId, december)];
    expect(await codeOf(step('ours', issueStatement, next))).to.equal('earlier_draft');
    expect(await codeOf(step('ours', issueStatement, id))).to.equal('calls_wanted');
    expect(await faultsOf(step('ours', recordCalls, id, { answered: 5, inTime: 6 }))).to.deep.equal(['inTime']);
    await step('ours', recordCalls, id, { answered: 10, inTime: 7 });
    await step('ours', issueStatement, id);
    expect((await read(id)).totalPence).to.equal(310);
    const lineId = await lineOf(id);
    for (const [more, field] of [
      [{ lineId, pence: 621, reason: 'More' }, 'pence'],
      [{ lineId: '', reason: 'Which' }, 'lineId'],
      [{ lineId, reason: '' }, 'reason'],
    ] as const)
      expect(await faultsOf(step('theirs', disputeLine, id, more))).to.deep.equal([field]);
    const other = { lineId: await lineOf(next), reason: 'Of another statement' };
    expect(await codeOf(step('theirs', disputeLine, id, other))).to.equal('not_found');
    expect(await codeOf(step('ours', disputeLine, id, { lineId, reason: 'Mine' }))).to.equal('not_allowed');
    const stale = { id, expectedVersion: 1, lineId, reason: 'Late' };
    expect(await codeOf(as('theirs').then((who) => world().run(who, disputeLine, stale)))).to.equal('stale_version');
    expect((await read(id)).disputes).to.deep.equal([]);
  });

  it('are disputed, withdrawn and agreed at the desk and through the API, and taken as a file', async () => {
    const { id } = await issued(2);
    desk = await http.signIn(idOf('theirs'));
    const href = `/desk/recharges/${id}`;
    const version = async () => hiddenField((await desk.get(href)).text, 'expectedVersion');
    const lineId = await lineOf(id);
    const empty = await desk.post(`${href}/dispute`, { expectedVersion: await version(), lineId, amount: '3 pounds' });
    expect([empty.status, /pounds and pence/.test(empty.text)]).to.deep.equal([422, true]);
    const reason = '=HYPERLINK("http://a.example") was a test';
    await desk.post(`${href}/dispute`, { expectedVersion: await version(), lineId, reason });
    const stale = await desk.post(`${href}/agree`, { expectedVersion: '1' });
    expect([stale.status, /changed this statement meanwhile/.test(stale.text)]).to.deep.equal([409, true]);
    const file = (await desk.get(`${href}/csv`)).text;
    expect(file)
      .to.include('Contacts answered,1,2026-11-16,2026-11-30,2,3.1,6.2,6.2,Disputed')
      .and.include(`"'=HYPERLINK`);
    expect(file).to.match(/Undisputed,,,,,,0,/);
    const [dispute] = (await read(id)).disputes;
    const headers = async () => ({
      authorization: `Bearer ${await giveToken(world().kernel, idOf('theirs'))}`,
      'if-match': `"v${(await read(id)).version}"`,
    });
    const api = `/api/v1/recharges/${id}`;
    const send = async (path: string) =>
      http.browser().send(`${api}/${path}`, { method: 'POST', json: {}, headers: await headers() });
    const withdrawn = await send(`disputes/${dispute?.id ?? ''}/withdraw`);
    expect(withdrawn.status, withdrawn.text).to.equal(200);
    expect((await send('agree')).status).to.equal(200);
    const shown = await http.browser().send(api, { headers: await headers() });
    expect(JSON.parse(shown.text)).to.deep.equal(JSON.parse(JSON.stringify(await read(id, 'ours'))));
    expect(await codeOf(step('theirs', withdrawDispute, id, { disputeId: dispute?.id }))).to.equal(
      'statement_not_there',
    );
  });
});
