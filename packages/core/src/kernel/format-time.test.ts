import { expect } from 'chai';
import {
  formatDate,
  formatDateTime,
  formatDay,
  formatFullDate,
  formatMinutes,
  formatRelative,
  formatShortDate,
  formatShortDateTime,
  formatTime,
  formatTimeLeft,
  formatTimeOfDay,
} from './format-time.js';
import { localDate } from './local-date.js';
import { instantAt } from './london-time.js';

const today = localDate('2026-11-24');
const at = (on: string, hour: number, minute = 0): number => instantAt(localDate(on), hour * 60 + minute);
const now = at('2026-11-24', 14, 42);

describe('times in words', () => {
  it('writes clock times without needless noughts', () => {
    expect([0, 1, 60, 641, 719, 720, 721, 1020, 1439, 1440].map((minute) => formatTimeOfDay(minute))).to.deep.equal([
      'midnight',
      '12:01am',
      '1am',
      '10:41am',
      '11:59am',
      'midday',
      '12:01pm',
      '5pm',
      '11:59pm',
      'midnight',
    ]);
    expect(formatTime(Date.UTC(2026, 6, 1, 16))).to.equal('5pm');
    expect(formatTimeOfDay(720, 'cy')).to.equal('hanner dydd');
    expect(formatTimeOfDay(0, 'cy')).to.equal('hanner nos');
  });

  it('writes dates with the weekday, and the year only when it isn’t this one', () => {
    expect(formatDate(today, { today })).to.equal('Tuesday 24 November');
    expect(formatDate(localDate('2027-01-04'), { today })).to.equal('Monday 4 January 2027');
    expect(formatShortDate(localDate('2027-01-04'), { today })).to.equal('Mon 4 Jan 2027');
    expect(formatFullDate(localDate('1985-02-03'))).to.equal('3 February 1985');
  });

  it('writes dates in Welsh in the same shape', () => {
    expect(formatDate(today, { today, lang: 'cy' })).to.equal('Dydd Mawrth 24 Tachwedd');
    expect(formatDate(localDate('2027-01-04'), { today, lang: 'cy' })).to.equal('Dydd Llun 4 Ionawr 2027');
    expect(formatShortDate(today, { today, lang: 'cy' })).to.equal('Maw 24 Tach');
    expect(formatDay(localDate('2026-11-25'), { today, lang: 'cy' })).to.equal('yfory');
  });

  it('names the days around today', () => {
    expect(formatDay(localDate('2026-11-23'), { today })).to.equal('yesterday');
    expect(formatDay(today, { today })).to.equal('today');
    expect(formatDay(localDate('2026-11-25'), { today })).to.equal('tomorrow');
    expect(formatDay(localDate('2026-11-26'), { today })).to.equal('Thursday 26 November');
  });

  it('joins day and time', () => {
    expect(formatDateTime(at('2026-11-24', 17), { now })).to.equal('today 5pm');
    expect(formatDateTime(at('2026-11-23', 10, 41), { now })).to.equal('yesterday 10:41am');
    expect(formatDateTime(at('2026-11-19', 20, 12), { now })).to.equal('Thursday 19 November, 8:12pm');
    expect(formatDateTime(at('2026-11-24', 17), { now, lang: 'cy' })).to.equal('heddiw 5pm');
  });

  it('keeps a queue’s due column short', () => {
    expect(formatShortDateTime(at('2026-11-25', 13), { now })).to.equal('tomorrow 1pm');
    expect(formatShortDateTime(at('2026-11-30', 17), { now })).to.equal('Mon 5pm');
    expect(formatShortDateTime(at('2026-12-01', 17), { now })).to.equal('Tue 1 Dec, 5pm');
    expect(formatShortDateTime(at('2026-11-20', 17), { now })).to.equal('Fri 20 Nov, 5pm');
  });

  it('tells how long ago something was, and from yesterday on when it was', () => {
    expect(formatRelative(now - 59_999, { now })).to.equal('just now');
    expect(formatRelative(now - 60_000, { now })).to.equal('1 min ago');
    expect(formatRelative(now - 3_599_999, { now })).to.equal('59 min ago');
    expect(formatRelative(now - 2 * 3_600_000, { now })).to.equal('2 h ago');
    expect(formatRelative(at('2026-11-23', 23), { now })).to.equal('yesterday 11pm');
    expect(formatRelative(at('2026-11-24', 17), { now })).to.equal('today 5pm');
    expect(formatRelative(now - 240_000, { now, lang: 'cy' })).to.equal('4 mun yn ôl');
  });

  it('tells the time left and the time by which something is late', () => {
    expect(formatTimeLeft({ minutes: 138 })).to.equal('2 h 18 min left');
    expect(formatTimeLeft({ minutes: 120 })).to.equal('2 h left');
    expect(formatTimeLeft({ minutes: 640 })).to.equal('10 h left');
    expect(formatTimeLeft({ minutes: 0 })).to.equal('due now');
    expect(formatTimeLeft({ minutes: -22 })).to.equal('Late 22 min');
    expect(formatTimeLeft({ days: 3 })).to.equal('3 days left');
    expect(formatTimeLeft({ days: 1 })).to.equal('1 day left');
    expect(formatTimeLeft({ days: 0 })).to.equal('due today');
    expect(formatTimeLeft({ days: -2 })).to.equal('Late 2 days');
    expect(formatMinutes(40)).to.equal('40 min');
  });

  it('softens the Welsh day after two', () => {
    const left = [1, 2, 3].map((days) => formatTimeLeft({ days }, 'cy'));
    expect(left).to.deep.equal(['1 diwrnod yn weddill', '2 ddiwrnod yn weddill', '3 diwrnod yn weddill']);
    expect(formatTimeLeft({ minutes: -22 }, 'cy')).to.equal('22 mun yn hwyr');
    expect(formatTimeLeft({ minutes: 138 }, 'cy')).to.equal('2 awr 18 mun yn weddill');
  });
});
