import { expect } from 'chai';
import { addContactLine } from '../authorities/index.js';
import { closeEnquiry, finishInteraction, openEnquiry, startInteraction } from '../interactions/index.js';
import { systemActor, type StaffActor } from '../kernel/actor.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../kernel/clock.js';
import { everyAuthority } from '../kernel/scope.js';
import { getFigures } from '../reporting/index.js';
import { auditOf, errorOf } from '../testing/expectations.js';
import { castlebridge, dunmere, onBothEngines, testNow, westmoor } from '../testing/harness.js';
import { addPerson, startHttp, type TestHttp } from '../testing/http.js';
import { reportQueues } from './commands/report-queues.js';
import { forgetReports } from './jobs.js';
import { getWallboard } from './queries.js';

const setUp = systemActor('a test sets the scene');
const quiet = { waiting: 0, longestWaitSeconds: 0, answered: 0, abandoned: 0, agentsReady: 1, agentsTalking: 0 };
const mainLine = '01632 960011';

onBothEngines('the wallboard', (world) => {
  let feed: StaffActor;
  let leader: StaffActor;
  before(async () => {
    for (const [authorityId, telephone, name] of [
      [dunmere, '+441632960011', 'Dunmere main line'],
      [castlebridge, '+441632960031', 'Castlebridge main line'],
    ] as const)
      await world().run(setUp, addContactLine, { authorityId, telephone, name, openingWords: 'Hello' });
    feed = await world().staff(['wallboard.report'], [dunmere]);
    leader = await world().staff(['wallboard.read'], [dunmere, westmoor]);
  });
  beforeEach(async () => {
    world().clock.set(testNow);
    await world().kernel.db.migration((run) => run('delete from queue_reports'));
  });
  const say = (said: object = {}, by = feed) =>
    world().run(by, reportQueues, { items: [{ line: mainLine, at: testNow, ...quiet, ...said }] });
  const ofLine = async () => (await world().read(leader, getWallboard, {})).lines[0];

  it('shows the report whose time is latest, whatever the order they came in, and each once', async () => {
    expect(await say({ waiting: 4 })).to.deep.equal({ stored: 1, known: 0 });
    expect(await say({ waiting: 9, at: testNow - MINUTE_MS })).to.deep.equal({ stored: 1, known: 0 });
    expect(await say({ waiting: 4 })).to.deep.equal({ stored: 0, known: 1 });
    const line = await ofLine();
    expect([line?.report?.waiting, line?.report?.at, line?.mostWaiting]).to.deep.equal([4, testNow, 9]);
  });

  it('takes a line by its number in any spelling, and many lines in one go', async () => {
    const items = ['+441632960011', '01632960011'].map((line, index) => ({ line, at: testNow - index, ...quiet }));
    expect(await world().run(feed, reportQueues, { items })).to.deep.equal({ stored: 2, known: 0 });
    const line = await ofLine();
    const [audited] = (await auditOf(world(), String(dunmere))).slice(-1);
    expect([audited?.action, audited?.details, audited?.actorId]).to.deep.equal([
      'wallboard.report-queues',
      { lineIds: [line?.lineId] },
      feed.staffId,
    ]);
  });

  it('names the report and the field that need another look, and then stores nothing', async () => {
    const good = { line: mainLine, at: testNow, ...quiet };
    const faultOf = async (bad: object) => {
      const sent = world().run(feed, reportQueues, { items: [good, { ...good, ...bad }] });
      return (await errorOf(sent)).faults.map(({ field }) => field);
    };
    expect(await faultOf({ line: '01632 960099' })).to.deep.equal(['items.1.line']);
    expect(await faultOf({ line: '01632 960031' }), 'another council’s line').to.deep.equal(['items.1.line']);
    expect(await faultOf({ at: testNow + HOUR_MS })).to.deep.equal(['items.1.at']);
    expect(await faultOf({ waiting: -1 })).to.deep.equal(['items.1.waiting']);
    expect(await faultOf({ waiting: '4' })).to.deep.equal(['items.1.waiting']);
    expect(await faultOf({ queue: 4 })).to.deep.equal(['items.1.queue']);
    expect((await ofLine())?.report).to.equal(undefined);
  });

  it('is read and fed by those who may, each in their own councils', async () => {
    const abroad = await world().staff(['wallboard.report', 'wallboard.read'], [castlebridge]);
    await say({ waiting: 4 });
    expect((await errorOf(say({}, abroad))).code).to.equal('bad_input');
    expect((await world().read(abroad, getWallboard, {})).lines.map(({ name }) => name)).to.deep.equal([
      'Castlebridge main line',
    ]);
    expect((await errorOf(world().read(abroad, getWallboard, { authorityId: dunmere }))).code).to.equal('not_found');
    expect((await errorOf(say({}, leader))).code).to.equal('not_allowed');
    expect((await errorOf(world().read(feed, getWallboard, {}))).code).to.equal('not_allowed');
  });

  it('forgets reports after two days, but never the latest of a line', async () => {
    const old = (days: number) => testNow - days * DAY_MS;
    await say({ at: old(5), waiting: 1 });
    await say({ at: old(4), waiting: 2 });
    await forgetReports.run(world().kernel, {});
    const db = world().kernel.db.read(everyAuthority);
    const times = async () =>
      (await db.rows<{ reported_at: number }>(db.from('queue_reports').orderBy('reported_at'))).map((row) =>
        Number(row.reported_at),
      );
    expect(await times()).to.deep.equal([old(4)]);
    await say({ waiting: 3 });
    await forgetReports.run(world().kernel, {});
    expect(await times()).to.deep.equal([testNow]);
  });

  it('counts contacts under way, and what was closed today as reporting counts it', async () => {
    const may = ['interactions.handle', 'interactions.read', 'reporting.read', 'wallboard.read'];
    const adviser = await world().staff(may, [dunmere]);
    const about = { channel: 'telephone', called: mainLine } as const;
    const { id, version } = await world().run(adviser, startInteraction, about);
    const enquiry = await world().run(adviser, openEnquiry, { interactionId: id, words: 'bin not emptied' });
    await world().run(adviser, closeEnquiry, { enquiryId: enquiry.id, outcome: 'resolved' });
    await world().run(adviser, finishInteraction, { id, expectedVersion: version });
    world().clock.advance(MINUTE_MS);
    await world().run(adviser, startInteraction, { channel: 'counter', authorityId: dunmere });
    const first = await world().run(adviser, startInteraction, about);
    world().clock.advance(4 * MINUTE_MS);
    await world().run(adviser, startInteraction, about);
    const board = await world().read(adviser, getWallboard, { authorityId: dunmere });
    const open = board.open.map(({ channel, open: contacts, since }) => [channel, contacts, since - testNow]);
    expect(open).to.have.deep.members([
      ['counter', 1, MINUTE_MS],
      ['telephone', 2, MINUTE_MS],
    ]);
    expect(first.isNew).to.equal(true);
    expect(board.contactsToday).to.equal(4);
    const period = { authorityId: dunmere, from: '2026-11-16', to: '2026-11-16' };
    const { figures } = await world().read(adviser, getFigures, period);
    for (const key of ['declared', 'logged', 'passed', 'abandoned', 'told'] as const) {
      const { count, of } = figures.find((each) => each.key === key)!;
      expect(board.outcomesToday[key], key).to.deep.equal({ count, of });
    }
    expect(board.outcomesToday.declared).to.deep.equal({ count: 1, of: 1 });
  });

  describe('at the desk', () => {
    let http: TestHttp;
    before(async () => {
      http = await startHttp(world());
    });
    after(() => http.close());
    const signIn = async (role: 'team-leader' | 'adviser') =>
      await http.signIn((await addPerson(world(), { roles: [['dunmere', role]] })).personId);

    it('says since when a line has been silent, and does not pass old numbers for new ones', async () => {
      const boss = await signIn('team-leader');
      expect((await boss.get('/desk/wallboard')).text).to.include('No report yet');
      await say({ waiting: 4, longestWaitSeconds: 125, answered: 30, abandoned: 10 });
      const fresh = (await boss.get('/desk/wallboard')).text;
      expect(fresh).to.include('2:05').and.include('25%').and.include('10 of 40 calls');
      expect(fresh).to.include('Enquiries that the adviser closed as resolved within the contact');
      world().clock.advance(3 * MINUTE_MS);
      const stale = (await boss.get('/desk/wallboard')).text;
      expect(stale).to.include('No report since 10am').and.not.include('2:05');
      world().clock.set(testNow + DAY_MS);
      const nextDay = (await (await signIn('team-leader')).get('/desk/wallboard')).text;
      expect(nextDay).to.include('No report since yesterday 10am').and.include('No report today');
    });

    it('is for team leaders, in their own councils', async () => {
      expect((await (await signIn('adviser')).get('/desk/wallboard')).status).to.equal(403);
      const boss = await signIn('team-leader');
      expect((await boss.get(`/desk/wallboard?authority=${castlebridge}`)).status).to.equal(404);
    });

    it('is sent to a page that listens, at once', async () => {
      const boss = await signIn('team-leader');
      await say({ waiting: 7 });
      const cookie = [...boss.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const leave = new AbortController();
      const answer = await fetch(`${http.address}/desk/wallboard/live?as=stream`, {
        headers: { cookie },
        signal: leave.signal,
      });
      const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
      let heard = '';
      while (!heard.includes('event: board\n') || !heard.endsWith('\n\n')) heard += (await reader.read()).value ?? '';
      leave.abort();
      expect(answer.headers.get('content-type')).to.include('text/event-stream');
      const { tiles } = JSON.parse(/event: board\ndata: (.*)\n/.exec(heard)![1]!) as { tiles: { value: string }[] };
      expect(tiles[0]?.value).to.equal('7');
    });
  });
});
