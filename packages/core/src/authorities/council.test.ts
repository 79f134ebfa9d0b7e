import { expect } from 'chai';
import type { StaffActor } from '../kernel/actor.js';
import { localDate } from '../kernel/local-date.js';
import { everyAuthority } from '../kernel/scope.js';
import { castlebridge, dunmere, onBothEngines } from '../testing/harness.js';
import { addPerson, startHttp, type Browser, type TestHttp } from '../testing/http.js';
import { addContactLine, findLineByNumber, getAuthority, setCalendar, workingCalendar, isWorkingDay } from './index.js';
import { changeContactLine } from './commands/change-contact-line.js';
import { changeIdentity } from './commands/change-identity.js';
import { removeCalendarDay, setCalendarDay } from './commands/set-calendar.js';
import { getCalendars, getIdentity, getLines } from './queries.js';
import { codeOf } from '../testing/expectations.js';

const office = { authorityId: dunmere, key: 'office' as const };
const nine = [{ fromMinute: 540, toMinute: 1020 }];
const week = { monday: nine, tuesday: nine, wednesday: nine, thursday: nine, friday: nine };

onBothEngines('setting up a council', (world) => {
  let administrator: StaffActor;
  let stranger: StaffActor;
  let http: TestHttp;
  let desk: Browser;
  before(async () => {
    administrator = await world().staff(['authorities.manage'], [dunmere]);
    stranger = await world().staff(['authorities.manage'], [castlebridge]);
    await world().run(administrator, setCalendar, { ...office, name: 'Office', weekly: week, keepsBankHolidays: true });
    http = await startHttp(world());
    desk = await http.signIn((await addPerson(world(), { roles: [['dunmere', 'administrator']] })).personId);
  });
  after(() => http.close());
  const calendar = async () => (await world().read(administrator, getCalendars, { authorityId: dunmere })).items[0]!;
  const worksOn = async (on: string) =>
    isWorkingDay(await workingCalendar(world().kernel, dunmere, 'office'), localDate(on));

  it('shuts it for a day, and opens it again, and due times are computed anew', async () => {
    const topics = async () => {
      const db = world().kernel.db.read(everyAuthority);
      return (await db.rows(db.from('outbox_events').where({ topic: 'calendar.changed', authority_id: dunmere })))
        .length;
    };
    const before = await topics();
    expect(await worksOn('2026-12-24')).to.equal(true);
    const day = { ...office, on: '2026-12-24', hours: [], reason: 'Snow' };
    const { version } = await world().run(administrator, setCalendarDay, {
      ...{ ...day, expectedVersion: (await calendar()).version },
    });
    expect(await worksOn('2026-12-24')).to.equal(false);
    const half = { ...day, hours: [{ fromMinute: 600, toMinute: 720 }], reason: 'Snow, till noon' };
    const next = await world().run(administrator, setCalendarDay, { ...half, expectedVersion: version });
    expect((await calendar()).days).to.deep.equal([{ on: day.on, hours: half.hours, reason: 'Snow, till noon' }]);
    expect(await worksOn('2026-12-24')).to.equal(true);
    const gone = { ...office, on: day.on, expectedVersion: next.version };
    await world().run(administrator, removeCalendarDay, gone);
    expect([(await calendar()).days, await topics()]).to.deep.equal([[], before + 6]);
    expect(
      await codeOf(world().run(administrator, removeCalendarDay, { ...gone, expectedVersion: next.version + 1 })),
    ).to.equal('not_found');
  });

  it('refuses whoever comes second, and administrators of another council', async () => {
    const { version } = await calendar();
    const day = { ...office, on: '2027-01-04', hours: [], reason: 'Training', expectedVersion: version };
    await world().run(administrator, setCalendarDay, day);
    expect(await codeOf(world().run(administrator, setCalendarDay, day))).to.equal('stale_version');
    const hours = { ...office, name: 'Office', weekly: {}, keepsBankHolidays: true };
    expect(await codeOf(world().run(administrator, setCalendar, { ...hours, expectedVersion: version }))).to.equal(
      'stale_version',
    );
    expect(await codeOf(world().run(stranger, setCalendarDay, { ...day, expectedVersion: version + 1 }))).to.equal(
      'not_found',
    );
    expect(await codeOf(world().run(stranger, setCalendar, hours))).to.equal('not_found');
    expect(await codeOf(world().read(stranger, getCalendars, { authorityId: dunmere }))).to.equal('not_found');
    expect(await codeOf(world().read(stranger, getIdentity, { authorityId: dunmere }))).to.equal('not_found');
    expect(await codeOf(world().read(stranger, getLines, { authorityId: dunmere }))).to.equal('not_found');
  });

  it('answers a line in other words', async () => {
    const words = { name: 'Bins', openingWords: 'Bins, good morning' };
    const line = { authorityId: dunmere, telephone: '+441632960177', ...words };
    const { id } = await world().run(administrator, addContactLine, line);
    const changed = { id, expectedVersion: 1, name: 'Waste', openingWords: 'Waste, good morning' };
    expect(await codeOf(world().run(stranger, changeContactLine, changed))).to.equal('not_found');
    await world().run(administrator, changeContactLine, changed);
    expect(await codeOf(world().run(administrator, changeContactLine, changed))).to.equal('stale_version');
    const found = await findLineByNumber(world().kernel.db.read(everyAuthority), line.telephone);
    expect(found?.openingWords).to.equal('Waste, good morning');
  });

  it('takes another name and colour, and keeps both versions in the audit', async () => {
    const { version, authorityId, ...was } = await world().read(administrator, getIdentity, { authorityId: dunmere });
    const languages: ('en' | 'cy')[] = ['en', 'cy'];
    const identity = { name: 'Dunmere Council', shortName: 'Dunmere', brandColour: '#7a1f3d', languages };
    await world().run(administrator, changeIdentity, { ...identity, authorityId, expectedVersion: version });
    const found = await getAuthority(world().kernel, dunmere);
    expect({ name: found.name, brandColour: found.brandColour, languages: found.languages }).to.deep.equal({
      ...{ name: identity.name, brandColour: '#7a1f3d', languages: ['en', 'cy'] },
    });
    const db = world().kernel.db.read(everyAuthority);
    const [entry] = await db.rows<{ details: string }>(
      db.from('audit_entries').where({ action: 'authorities.change-identity', authority_id: dunmere }),
    );
    expect(JSON.parse(entry?.details ?? '{}')).to.deep.include({ before: was, name: 'Dunmere Council' });
  });

  it('is done at the desk, which keeps what was typed and names the field', async () => {
    const form = { authorityId: String(dunmere), key: 'office', expectedVersion: String((await calendar()).version) };
    const wrong = await desk.post('/desk/admin/calendars', { ...form, name: 'Office', weekly: 'weekdays from nine' });
    expect([wrong.status, wrong.text.includes('weekdays from nine')]).to.deep.equal([422, true]);
    expect(wrong.text).to.include('href="#office-weekly"').and.include('such as mon-fri 08:30-17:00');
    const day = { ...form, on: '31 12 2026', hours: '', reason: '' };
    const noReason = await desk.post('/desk/admin/calendars/days', day);
    expect([noReason.status, noReason.text.includes('href="#office-day-reason"')]).to.deep.equal([422, true]);
    expect((await desk.post('/desk/admin/calendars/days', { ...day, reason: 'Old year’s night' })).status).to.equal(
      303,
    );
    const late = await desk.post('/desk/admin/calendars/days', { ...day, reason: 'Another reason' });
    expect([late.status, late.text.includes('Another reason')]).to.deep.equal([409, true]);
    const again = { authorityId: String(dunmere), telephone: '01632 960177', name: 'Bins', openingWords: 'Hello' };
    const twice = await desk.post('/desk/admin/lines', again);
    expect([twice.status, twice.text.includes('This line exists already')]).to.deep.equal([422, true]);
    const green = {
      authorityId: String(dunmere),
      expectedVersion: '9',
      name: 'D',
      shortName: 'D',
      brandColour: 'green',
    };
    const colour = await desk.post('/desk/admin/council', green);
    expect([colour.status, colour.text.includes('href="#council-brandColour"')]).to.deep.equal([422, true]);
  });
});
