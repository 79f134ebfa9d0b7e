import { expect } from 'chai';
import { restrictCase } from '../cases/index.js';
import { caseWorld } from '../testing/case-world.js';
import { addTeam, addTeamMember, setAbsence } from '../directory/index.js';
import { systemActor, type StaffActor } from '../kernel/actor.js';
import { DAY_MS, SECOND_MS } from '../kernel/clock.js';
import { castlebridge, dunmere, onBothEngines, testNow } from '../testing/harness.js';
import { addPerson, startHttp, type Browser, type TestHttp } from '../testing/http.js';
import { markRead } from './commands/mark-read.js';
import { notify } from './commands/notify.js';
import { takeBackKept, tellStaff, tidyNotifications } from './jobs.js';
import { listNotifications } from './queries.js';
import { notificationsPage, notificationWords } from './views.js';
import { codeOf } from '../testing/expectations.js';

const setup = systemActor('sets up a test');

onBothEngines('notifications', (world) => {
  let tom: StaffActor;
  beforeEach(async () => {
    world().clock.set(testNow);
    tom = await world().staff(['notifications.read'], [dunmere], 'Tom Reyes');
  });

  /** An event of a case, as the sequencer hands it on. */
  const event = (topic: string, payload: object) => ({
    id: world().newId(),
    authorityId: dunmere,
    topic,
    subjectId: world().newId(),
    occurredAt: world().clock.now(),
    payload: { reference: 'DU-4F7K-2Q9M-X', ...payload },
  });
  const happens = (one: object) => tellStaff.run(world().kernel, one);
  const list = (actor = tom) => world().read(actor, listNotifications, {});

  it('reach whoever an event names, newest first, with who did it', async () => {
    const by = { id: world().newId(), name: 'Janet Oakley' };
    await happens(event('case.assigned', { tell: [tom.staffId], by }));
    world().clock.advance(SECOND_MS);
    await happens(event('case.sla-warning', { tell: [tom.staffId] }));
    const { items } = await list();
    expect(items.map(({ kind, byName }) => [kind, byName])).to.deep.equal([
      ['sla-warning', null],
      ['assigned', 'Janet Oakley'],
    ]);
    expect(items[0]).to.include({ reference: 'DU-4F7K-2Q9M-X', readAt: null });
  });

  it('tell nobody of what they did themselves, and nothing twice', async () => {
    const own = event('case.assigned', { tell: [tom.staffId], by: { id: tom.staffId, name: tom.name } });
    await happens(own);
    const mention = event('case.mentioned', { tell: [tom.staffId, tom.staffId] });
    await happens(mention);
    await happens(mention);
    expect((await list()).items.map(({ kind }) => kind)).to.deep.equal(['mentioned']);
  });

  it('reach whoever stands in for somebody who is away as well, and say for whom', async () => {
    const ann = await world().staff(['notifications.read', 'directory.read'], [dunmere], 'Ann Bevan');
    const team = { authorityId: dunmere, key: `team-${world().newId()}`, name: 'Waste', purpose: 'Empties bins' };
    const { id: teamId } = await world().run(setup, addTeam, team);
    for (const { staffId: personId } of [tom, ann]) await world().run(setup, addTeamMember, { teamId, personId });
    const gone = await world().staff(['directory.read'], [dunmere]);
    const absence = { fromOn: '2026-11-16', toOn: '2026-11-16', deputyId: ann.staffId };
    await world().run({ ...gone, staffId: tom.staffId }, setAbsence, absence);
    const given = event('case.assigned', { tell: [tom.staffId], by: { id: world().newId(), name: 'Janet Oakley' } });
    await happens(given);
    await happens(given);
    await happens(event('case.mentioned', { tell: [tom.staffId, ann.staffId] }));
    const wordsFor = async (actor: StaffActor) => (await list(actor)).items.map(notificationWords).sort();
    expect(await wordsFor(ann)).to.deep.equal([
      'For Tom Reyes, who is away: Janet Oakley gave you a case.',
      'Moothall mentioned you in a note.',
    ]);
    expect(await wordsFor(tom)).to.have.length(2);
    world().clock.advance(DAY_MS);
    await happens(event('case.assigned', { tell: [tom.staffId] }));
    expect(await wordsFor(ann)).to.have.length(2);
  });

  it('are one’s own, and are marked by nobody else', async () => {
    await happens(event('case.assigned', { tell: [tom.staffId] }));
    const [one] = (await list()).items;
    const janet = await world().staff(['notifications.read'], [dunmere], 'Janet Oakley');
    expect((await list(janet)).items).to.deep.equal([]);
    const work = world().run(janet, markRead, { id: one?.id ?? '' });
    expect(await codeOf(work)).to.equal('not_found');
    await world().run(tom, markRead, { id: one?.id ?? '' });
    expect((await list()).items[0]?.readAt).to.equal(testNow);
  });

  it('take the permission to read them, and stay within one’s authorities', async () => {
    const nobody = await world().staff([], [dunmere]);
    expect(await codeOf(world().read(nobody, listNotifications, {}))).to.equal('not_allowed');
    expect(await codeOf(world().run(nobody, markRead, {}))).to.equal('not_allowed');
    const about = { personId: tom.staffId, kind: 'assigned', reference: 'DU-1' } as const;
    const subject = { kind: 'case', id: world().newId() } as const;
    const abroad = { ...about, subject, authorityId: castlebridge, byName: null, uniqueKey: world().newId() };
    expect(await codeOf(world().run(tom, notify, abroad))).to.equal('not_found');
  });

  it('are about more than cases, and lead to what they are about', async () => {
    const by = { id: world().newId(), name: 'Janet Oakley' };
    const noCase = { reference: undefined, tell: [tom.staffId], by };
    await happens(event('customer.restricted-opened', noCase));
    await happens(event('alert.proposed', noCase));
    await happens(event('alert.review-due', { ...noCase, by: undefined }));
    await happens(event('message.failed', { tell: [tom.staffId] }));
    const list = await world().read(tom, listNotifications, {});
    const rows = notificationsPage(list, { now: testNow, csrfToken: '' }).rows;
    const said = rows.map(({ words, link }) => `${words} ${link}`).sort();
    expect(said).to.deep.equal([
      'A message could not be sent. DU-4F7K-2Q9M-X',
      'An alert is to be reviewed. Look at the alert',
      'Janet Oakley opened a restricted record. See why',
      'Janet Oakley proposed an alert. Look at the alert',
    ]);
    const [alert] = list.items.filter(({ kind }) => kind === 'alert-proposed');
    expect(rows.map(({ href }) => href)).to.include.members([
      '/desk/restricted-openings',
      `/desk/alerts/${alert?.subject.id ?? ''}`,
    ]);
  });

  it('of a case go with it when it is kept from somebody', async () => {
    const at = await caseWorld(world());
    const { id, reference } = await at.log();
    const member = { ...at.officer, grants: tom.grants };
    const both = [tom.staffId, member.staffId];
    await happens({ ...event('case.mentioned', { tell: both, reference }), subjectId: id });
    const restrict = { caseId: id, reason: 'safeguarding', expectedVersion: 1 } as const;
    await world().run(setup, restrictCase, restrict);
    await takeBackKept.run(world().kernel, { subjectId: id });
    expect((await list(tom)).items).to.deep.equal([]);
    expect((await list(member)).items.map((one) => one.reference)).to.deep.equal([reference]);
    await happens({ ...event('case.mentioned', { tell: both, reference }), subjectId: id });
    expect([(await list(tom)).items.length, (await list(member)).items.length]).to.deep.equal([0, 2]);
  });

  it('come in pages', async () => {
    for (let count = 0; count < 51; count += 1) await happens(event('case.mentioned', { tell: [tom.staffId] }));
    const first = await list();
    expect(first.items).to.have.length(50);
    const rest = await world().read(tom, listNotifications, { cursor: first.nextCursor ?? '' });
    expect([rest.items.length, rest.nextCursor]).to.deep.equal([1, null]);
    expect(await codeOf(world().read(tom, listNotifications, { cursor: 'x' }))).to.equal('malformed_request');
  });

  it('are forgotten a month after they were read, and not before', async () => {
    await happens(event('case.assigned', { tell: [tom.staffId] }));
    await happens(event('case.mentioned', { tell: [tom.staffId] }));
    const [mention] = (await list()).items.filter(({ kind }) => kind === 'mentioned');
    await world().run(tom, markRead, { id: mention?.id ?? '' });
    world().clock.advance(30 * DAY_MS + 1);
    await tidyNotifications.run(world().kernel, {});
    expect((await list()).items.map(({ kind }) => kind)).to.deep.equal(['assigned']);
  });

  describe('at the desk', () => {
    let http: TestHttp;
    let browser: Browser;
    let personId: string;
    before(async () => {
      world().clock.set(testNow); // roles begin and sessions run by it
      http = await startHttp(world());
      ({ personId } = await addPerson(world(), { name: 'Priya Nair', roles: [['dunmere', 'officer']] }));
      browser = await http.signIn(personId);
    });
    after(() => http.close());

    it('are counted beside every page, and no more once they are marked as read', async () => {
      expect((await browser.get('/desk')).text).to.not.include('unread');
      await happens(
        event('case.assigned', { tell: [personId], by: { id: world().newId(), name: 'Tom <b>Reyes</b>' } }),
      );
      await happens(event('case.sla-breached', { tell: [personId] }));
      expect((await browser.get('/desk')).text).to.match(
        /Notifications<\/span>\s*<span class="pill[^>]*>2<span[^>]*> unread/,
      );
      const { text } = await browser.get('/desk/notifications');
      expect(text).to.include('Tom &lt;b&gt;Reyes&lt;/b&gt; gave you a case.').and.include('A case is late.');
      await browser.post('/desk/notifications/read');
      const after = await browser.get('/desk/notifications');
      expect(after.text).to.not.include('unread').and.not.include('Mark all as read');
    });

    it('say what they are for when there are none', async () => {
      const fresh = await http.signIn((await addPerson(world(), { roles: [['dunmere', 'adviser']] })).personId);
      expect((await fresh.get('/desk/notifications')).text).to.include('You have no notifications.');
    });
  });
});
