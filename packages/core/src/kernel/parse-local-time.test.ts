import { expect } from 'chai';
import fc from 'fast-check';
import { MINUTE_MS } from './clock.js';
import { formatTimeOfDay } from './format-time.js';
import { instantsAt, toLocal } from './london-time.js';
import { parseLocalDateTime, parseTimeOfDay } from './parse-local-time.js';

function read(text: string): number | string {
  const result = parseLocalDateTime(text, { label: 'appointment' });
  return result.ok ? result.value : result.message;
}

describe('reading a time', () => {
  it('reads every minute of the day as it is written', () => {
    for (let minute = 0; minute < 1440; minute++)
      expect(parseTimeOfDay(formatTimeOfDay(minute))).to.deep.equal({ ok: true, value: minute });
  });

  it('reads the 24-hour clock, points and spaces', () => {
    const minutes = ['17:00', '9.05 AM', ' 12am ', '12pm', 'noon', '00:00', '23:59'].map((text) =>
      parseTimeOfDay(text),
    );
    expect(minutes.map((result) => (result.ok ? result.value : result.code))).to.deep.equal([
      1020, 545, 0, 720, 720, 0, 1439,
    ]);
  });

  it('refuses what could mean two times or none', () => {
    for (const text of ['5', '24:00', '10:60', '13pm', '0am', 'soon', '5:3pm'])
      expect(parseTimeOfDay(text, { label: 'start' }), text).to.deep.include({
        ok: false,
        message: 'Enter the start like 5pm, 10:41am or 17:00',
      });
    expect(parseTimeOfDay(' ')).to.deep.include({ code: 'time_missing', message: 'Enter the time' });
  });
});

describe('reading a date and time', () => {
  it('reads London time, and an offset where one is written', () => {
    expect(read('2026-07-01T17:00')).to.equal(Date.UTC(2026, 6, 1, 16));
    expect(read('2026-11-24 17:00')).to.equal(Date.UTC(2026, 10, 24, 17));
    expect(read('24/11/2026 5pm')).to.equal(Date.UTC(2026, 10, 24, 17));
    expect(read('24 November 2026, 10:41am')).to.equal(Date.UTC(2026, 10, 24, 10, 41));
    expect(read('2026-07-01T17:00:00Z')).to.equal(Date.UTC(2026, 6, 1, 17));
    expect(read('2026-07-01t17:00:30.25+05:30')).to.equal(Date.UTC(2026, 6, 1, 11, 30, 30, 250));
    expect(read('2026-07-01T17:00:00.123456z')).to.equal(Date.UTC(2026, 6, 1, 17, 0, 0, 123));
    expect(read('2026-01-01T00:30-08:00')).to.equal(Date.UTC(2026, 0, 1, 8, 30));
  });

  it('reads back what ECMAScript writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1700, 0, 1), max: Date.UTC(2300, 0, 1) }), (instant) => {
        expect(read(new Date(instant).toISOString())).to.equal(instant);
      }),
    );
  });

  it('reads every minute of this decade without an offset, save those that need one', () => {
    const minutes = fc.integer({ min: Date.UTC(2020, 0, 1) / MINUTE_MS, max: Date.UTC(2030, 0, 1) / MINUTE_MS });
    fc.assert(
      fc.property(minutes, (minute) => {
        const { on, minuteOfDay } = toLocal(minute * MINUTE_MS);
        fc.pre(instantsAt(on, minuteOfDay).length === 1);
        expect(read(`${on} ${formatTimeOfDay(minuteOfDay)}`)).to.equal(minute * MINUTE_MS);
      }),
    );
  });

  it('asks which of the two when the clocks go back', () => {
    expect(read('2026-10-25T01:30')).to.equal('1:30am on Sunday 25 October 2026 happens twice: add +01:00 or +00:00');
    expect(read('2026-10-25T01:30+01:00')).to.equal(Date.UTC(2026, 9, 25, 0, 30));
    expect(read('25/10/2026 1:30am +00:00')).to.equal(Date.UTC(2026, 9, 25, 1, 30));
    expect(read('2026-10-25T00:59')).to.equal(Date.UTC(2026, 9, 24, 23, 59));
    expect(read('2026-10-25T02:00')).to.equal(Date.UTC(2026, 9, 25, 2));
  });

  it('says which hour is skipped when the clocks go forward', () => {
    expect(read('29/03/2026 1:30am')).to.equal(
      '1:30am on Sunday 29 March 2026 does not exist: the clocks go forward from 1am to 2am. ' +
        'Enter a time before 1am, or 2am or later',
    );
    expect(read('2026-03-29T02:00')).to.equal(Date.UTC(2026, 2, 29, 1));
  });

  it('names the part to mend', () => {
    expect(read('')).to.equal('Enter the appointment');
    expect(read('24/11/2026')).to.equal('Enter the appointment with a date and a time, like 24/11/2026 5pm');
    expect(read('31/11/2026 5pm')).to.contain('November 2026 has 30 days');
    expect(read('24/11/2026 25:00')).to.equal('Enter the time of the appointment like 5pm, 10:41am or 17:00');
    expect(read('2026-11-24T17:00+25:00')).to.equal('Enter the offset of the appointment like +01:00, +00:00 or Z');
    expect(read('2026-11-24T17:00:60Z')).to.contain('Enter the time');
  });
});
