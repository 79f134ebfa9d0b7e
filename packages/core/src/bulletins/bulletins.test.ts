import { expect } from 'chai';
import type { StaffActor } from '../kernel/actor.js';
import { HOUR_MS, MINUTE_MS } from '../kernel/clock.js';
import { AppError } from '../kernel/errors.js';
import { everyAuthority } from '../kernel/scope.js';
import { someSurroundings, type Surroundings } from '../testing/contact-surroundings.js';
import { castlebridge, dunmere, onBothEngines, testNow } from '../testing/harness.js';
import { addPerson, hiddenField, startHttp, type Browser, type TestHttp } from '../testing/http.js';
import { acknowledgeBulletins } from './commands/acknowledge-bulletins.js';
import { changeBulletin } from './commands/change-bulletin.js';
import { withdrawBulletin } from './commands/withdraw-bulletin.js';
import { writeBulletin } from './commands/write-bulletin.js';
import { getBulletin } from './queries.js';
import { codeOf } from '../testing/expectations.js';

const snow = { title: 'Rounds stopped by snow', body: 'Nothing is emptied today.', areaKind: 'everywhere' } as const;
const today = { startsAt: testNow - MINUTE_MS, endsAt: testNow + HOUR_MS };

onBothEngines('bulletins', (world) => {
  let leader: StaffActor;
  let at: Surroundings;
  before(async () => {
    at = await someSurroundings(world());
    leader = await world().staff(['bulletins.read', 'bulletins.write'], [dunmere], 'Folake Okafor');
  });
  beforeEach(() => world().clock.set(testNow));
  const write = (more: object = {}, by = leader) =>
    world().run(by, writeBulletin, { authorityId: dunmere, ...snow, ...today, ...more });

  it('are kept with an audit row; a changed one has the next version, and an old version is refused', async () => {
    const { id } = await write();
    const change = { ...snow, ...today, id, title: 'Rounds run again' };
    expect(await world().run(leader, changeBulletin, { ...change, expectedVersion: 1 })).to.deep.equal({
      id,
      version: 2,
    });
    expect(await codeOf(world().run(leader, changeBulletin, { ...change, expectedVersion: 1 }))).to.equal(
      'stale_version',
    );
    await world().run(leader, withdrawBulletin, { id, expectedVersion: 2 });
    expect(await codeOf(world().run(leader, withdrawBulletin, { id, expectedVersion: 3 }))).to.equal('stale_version');
    const db = world().kernel.db.read(everyAuthority);
    const rows = await db.rows<{ action: string }>(db.from('audit_entries').where({ subject_id: id }).orderBy('id'));
    expect(rows.map(({ action }) => action)).to.deep.equal([
      'bulletins.write-bulletin',
      'bulletins.change-bulletin',
      'bulletins.withdraw-bulletin',
    ]);
  });

  it('name the field that needs another look', async () => {
    const faultOf = async (more: object) => {
      const error: unknown = await write(more).catch((reason: unknown) => reason);
      return error instanceof AppError ? error.faults.map(({ field }) => field) : [];
    };
    expect(await faultOf({ endsAt: today.startsAt })).to.deep.equal(['endsAt']);
    expect(await faultOf({ areaKind: 'ward' })).to.deep.equal(['area']);
    expect(await faultOf({ titleCy: 'Eira' })).to.deep.equal(['bodyCy']);
    expect(await faultOf({ serviceId: at.potholeId })).to.deep.equal(['serviceId']);
    expect(await faultOf({ title: '' })).to.deep.equal(['title']);
  });

  it('are written by those who may, in their own councils, and read there alone', async () => {
    const { id } = await write();
    const reader = await world().staff(['bulletins.read'], [dunmere]);
    expect(await codeOf(write({}, reader))).to.equal('not_allowed');
    const abroad = await world().staff(['bulletins.read', 'bulletins.write'], [castlebridge]);
    expect(await codeOf(write({}, abroad))).to.equal('not_found');
    expect(await codeOf(world().read(abroad, getBulletin, { id }))).to.equal('not_found');
    const change = { ...snow, ...today, id, expectedVersion: 1 };
    expect(await codeOf(world().run(abroad, changeBulletin, change))).to.equal('not_found');
    expect((await world().run(abroad, acknowledgeBulletins, {})).read).to.equal(0);
  });

  describe('at the desk', () => {
    let http: TestHttp;
    let adviser: Browser;
    let boss: Browser;
    before(async () => {
      world().clock.set(testNow);
      http = await startHttp(world());
      adviser = await http.signIn(
        (await addPerson(world(), { name: 'Tom Beddoes', roles: [['dunmere', 'adviser']] })).personId,
      );
      boss = await http.signIn((await addPerson(world(), { roles: [['dunmere', 'team-leader']] })).personId);
      await world().kernel.db.migration(async (run) => {
        await run('delete from bulletin_readings');
        await run('delete from bulletins');
      });
      world().clock.advance(11_000); // live ones are kept for ten seconds
    });
    beforeEach(() => world().clock.set(testNow + 11_000));
    after(() => http.close());
    const unread = /Bulletins<\/span>\s*<span class="pill[^>]*>(\d+)<span[^>]*> unread/;
    const form = {
      title: snow.title,
      body: snow.body,
      areaKind: 'everywhere',
      startsAt: '2026-11-16T09:00',
      endsAt: '2026-11-16T18:00',
    };

    it('say what they are for when there are none', async () => {
      expect((await adviser.get('/desk/bulletins')).text).to.include('There are no bulletins.');
      expect((await adviser.get('/desk')).text).to.not.match(unread);
    });

    it('are written in London’s time, counted beside every page, shown at home, and read', async () => {
      const wrong = await boss.post('/desk/bulletins/new', { ...form, endsAt: 'tonight' });
      expect([wrong.status, wrong.text.includes('Enter the day and the time')]).to.deep.equal([422, true]);
      expect(wrong.text).to.include('Nothing is emptied today.');
      expect((await boss.post('/desk/bulletins/new', form)).location).to.equal('/desk/bulletins');
      const home = await adviser.get('/desk');
      expect(unread.exec(home.text)?.[1]).to.equal('1');
      expect(home.text).to.include('Rounds stopped by snow').and.include('until today 6pm');
      await adviser.post('/desk/bulletins/acknowledge', {});
      const read = await adviser.get('/desk');
      expect(read.text).to.include('Rounds stopped by snow');
      expect(read.text).to.not.match(unread);
      expect((await boss.get('/desk')).text).to.match(unread);
      expect((await adviser.get('/desk/bulletins/new')).status).to.equal(403);
    });

    it('are unread again when they change; of two who change one at once the later is told', async () => {
      const { text } = await boss.get('/desk/bulletins');
      const path = /\/desk\/bulletins\/[0-9a-f-]{36}/.exec(text)?.[0] ?? '';
      const page = await boss.get(path);
      expect(page.text).to.include('value="2026-11-16T09:00"');
      const expectedVersion = hiddenField(page.text, 'expectedVersion');
      world().clock.advance(MINUTE_MS);
      await boss.post(path, { ...form, expectedVersion, title: 'Rounds start again at two' });
      expect(unread.exec((await adviser.get('/desk')).text)?.[1]).to.equal('1');
      const late = await boss.post(path, { ...form, expectedVersion, title: 'Typed by the other' });
      expect([late.status, late.text.includes('Typed by the other')]).to.deep.equal([409, true]);
      await boss.post(`${path}/withdraw`, { expectedVersion: '2' });
      expect((await adviser.get('/desk')).text).to.not.include('Rounds start again');
    });

    it('of a service stand over what its words find, on the page and while they are typed', async () => {
      const about = { ...form, title: 'The Quarry Lane round failed', keywords: 'bins', serviceId: at.missedBinId };
      await boss.post('/desk/bulletins/new', about);
      const { location } = await adviser.post('/desk/interactions/new', { channel: 'counter' });
      expect((await adviser.get(location)).text).to.not.include('Quarry Lane round failed');
      expect((await adviser.get(`${location}/answers?words=council+tax`)).text).to.not.include('Quarry Lane round');
      expect((await adviser.get(`${location}/answers?words=my+bins`)).text).to.include('Quarry Lane round failed');
      const subject = { version: '1', words: 'wheelie bin not emptied', enquiryId: '', enquiryVersion: '0' };
      await adviser.post(`${location}/subject`, subject);
      expect((await adviser.get(location)).text).to.include('Quarry Lane round failed');
    });

    it('stand above what the search at the top and Knowledge find, and over nothing else', async () => {
      const title = 'The Quarry Lane round failed';
      const shows = async (path: string) => (await adviser.get(path)).text.includes(title);
      for (const search of ['/desk/search', '/desk/search/suggest', '/desk/knowledge']) {
        expect(await shows(`${search}?q=my+bins`), search).to.equal(true);
        expect(await shows(`${search}?q=Joan+Prosser`), search).to.equal(false);
      }
      expect(await shows('/desk/knowledge'), 'while nothing is asked').to.equal(true);
      const { text } = await adviser.get('/desk/search/suggest?q=my+bins');
      const anchor = /\/desk\/bulletins#(bulletin-[0-9a-f-]{36})/.exec(text)?.[1] ?? 'none';
      expect((await adviser.get('/desk/bulletins')).text).to.include(`id="${anchor}"`);
      const abroad = await addPerson(world(), { roles: [['castlebridge', 'adviser']] });
      const other = await http.signIn(abroad.personId);
      expect((await other.get('/desk/search?q=my+bins')).text).to.not.include(title);
    });
  });
});
