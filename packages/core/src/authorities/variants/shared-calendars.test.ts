import { expect } from 'chai';
import { systemActor } from '../../kernel/actor.js';
import { localDate } from '../../kernel/local-date.js';
import { auditOf, errorOf } from '../../testing/expectations.js';
import { castlebridge, dunmere, onBothEngines, partnership } from '../../testing/harness.js';
import { addPerson, hiddenField, startHttp } from '../../testing/http.js';
import { isWorkingDay } from '../calendar-rules.js';
import { calendarFollowers, workingCalendar } from '../calendars.js';
import { followSharedHours, keepOwnHours, setCalendar, setCalendarDay } from '../commands/set-calendar.js';
import { getCalendars } from '../queries.js';

const system = systemActor('test set-up');
const hours = [{ fromMinute: 540, toMinute: 1020 }];
const key = 'office' as const;

onBothEngines('ours and the partnership’s opening hours', (world) => {
  const calendarOf = async (authorityId: number) =>
    (await world().read(system, getCalendars, { authorityId })).items.find((one) => one.key === key);
  const opens = async (on: string, authorityId = dunmere) =>
    isWorkingDay(await workingCalendar(world().kernel, authorityId, key), localDate(on));
  const set = (authorityId: number, weekly: object, more: object = {}) =>
    world().run(system, setCalendar, {
      ...{ authorityId, key, name: 'Office', weekly, keepsBankHolidays: true, ...more },
    });
  const setDay = async (authorityId: number, on: string, opensAt: typeof hours | []) => {
    const expectedVersion = (await calendarOf(authorityId))?.version ?? 0;
    return await world().run(system, setCalendarDay, {
      ...{ authorityId, key, on, hours: opensAt, reason: 'Because', expectedVersion },
    });
  };
  const [monday, tuesday, nextMonday] = ['2026-12-07', '2026-12-08', '2026-12-14'] as const;

  it('are the partnership’s where there are none of ours, with its closed days and ours', async () => {
    await set(partnership, { monday: hours });
    expect([await opens(monday), await opens(tuesday)]).to.deep.equal([true, false]);
    await setDay(partnership, monday, []);
    expect(await opens(monday), 'shut by the partnership').to.equal(false);
    await setDay(dunmere, tuesday, hours);
    expect(await opens(tuesday), 'a day of ours').to.equal(true);
    expect(await opens(tuesday, castlebridge)).to.equal(false);
    await setDay(dunmere, monday, hours);
    expect([await opens(monday), await opens(monday, castlebridge)], 'ours goes before').to.deep.equal([true, false]);
    await set(partnership, { monday: hours, wednesday: hours });
    expect(await opens('2026-12-09'), 'hours follow').to.equal(true);
  });

  it('stay ours once saved, are marked when the partnership’s change, kept, and given up', async () => {
    await set(dunmere, { tuesday: hours });
    expect([await opens(nextMonday), (await calendarOf(dunmere))?.behind]).to.deep.equal([false, false]);
    await set(partnership, { monday: hours });
    expect((await calendarOf(dunmere))?.behind).to.equal(true);
    const at = { authorityId: dunmere, key, expectedVersion: (await calendarOf(dunmere))?.version ?? 0 };
    const { version } = await world().run(system, keepOwnHours, at);
    expect((await calendarOf(dunmere))?.behind).to.equal(false);
    expect((await errorOf(world().run(system, followSharedHours, at))).code).to.equal('stale_version');
    await world().run(system, followSharedHours, { ...at, expectedVersion: version });
    expect([await opens(nextMonday), await opens('2026-12-15')]).to.deep.equal([true, false]);
    expect(await opens(tuesday), 'its own days stay').to.equal(true);
    const actions = (await auditOf(world(), key)).map(({ action }) => action);
    expect(actions).to.include('authorities.keep-own-hours').and.include('authorities.follow-shared-hours');
  });

  it('are not the partnership’s where it never opens', async () => {
    await set(dunmere, { tuesday: hours });
    await set(partnership, {});
    const { version = 0, sharedWeekly } = (await calendarOf(dunmere)) ?? {};
    expect(sharedWeekly).to.equal(null);
    const follow = world().run(system, followSharedHours, { authorityId: dunmere, key, expectedVersion: version });
    expect((await errorOf(follow)).code).to.equal('not_found');
    expect(await opens('2026-12-15')).to.equal(true);
    await set(partnership, { monday: hours });
  });

  it('leave the partnership’s days out for a council that says so, and tell whose due times change', async () => {
    await setDay(partnership, nextMonday, []);
    expect(await opens(nextMonday)).to.equal(false);
    await set(dunmere, { monday: hours }, { followsDays: false });
    expect([await opens(nextMonday), await opens(nextMonday, castlebridge)]).to.deep.equal([true, false]);
    const followers = await calendarFollowers(world().kernel, partnership, key);
    expect(followers).to.include(castlebridge).and.not.include(dunmere);
    expect(await calendarFollowers(world().kernel, dunmere, key)).to.deep.equal([dunmere]);
  });

  it('stand beside each other at the desk, and are refused to another council’s administrator', async () => {
    const http = await startHttp(world());
    try {
      const desk = await http.signIn((await addPerson(world(), { roles: [['dunmere', 'administrator']] })).personId);
      const { text } = await desk.get('/desk/admin/calendars');
      expect(text).to.include('The partnership’s hours: ').and.include('Use the partnership’s hours');
      const sent = { authorityId: String(dunmere), key, does: 'follow', name: 'Office', weekly: '' };
      const follow = { ...sent, expectedVersion: hiddenField(text, 'expectedVersion') };
      expect((await desk.post('/desk/admin/calendars', follow)).status).to.equal(303);
      expect((await desk.get('/desk/admin/calendars')).text).to.include('These are the partnership’s hours');
      expect((await desk.post('/desk/admin/calendars', follow)).status, 'the slower of two').to.equal(409);
    } finally {
      await http.close();
    }
    const stranger = await world().staff(['authorities.manage'], [castlebridge]);
    const at = { authorityId: dunmere, key, expectedVersion: 1 };
    for (const command of [followSharedHours, keepOwnHours])
      expect((await errorOf(world().run(stranger, command, at))).code).to.equal('not_found');
  });
});
