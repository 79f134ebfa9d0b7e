import { expect } from 'chai';
import { localDate } from '../kernel/local-date.js';
import { stepLength, stepsOf, stepWords } from './trend-steps.js';
import { busiestWords, changeWords, mostFrequentWords } from './trend-words.js';
import { dailyKeys, type FigureDay } from './types.js';

const today = localDate('2026-11-16');

function aDay(on: string, closed: number, chasing = 0): FigureDay {
  const shares = Object.fromEntries(dailyKeys.map((key) => [key, { count: 1, of: closed }])) as FigureDay['shares'];
  return { on: localDate(on), shares, reasons: [{ reason: 'chasing-progress', contacts: chasing }] };
}

describe('figures over time', () => {
  const days = [
    aDay('2026-11-07', 5),
    aDay('2026-11-08', 6, 1),
    aDay('2026-11-09', 40, 2),
    aDay('2026-11-10', 30),
    aDay('2026-11-16', 9, 4),
  ];

  it('are put together by weeks from Monday, of the days that were asked for', () => {
    const steps = stepsOf(days, 'week');
    expect(steps.map((step) => stepWords(step, today))).to.deep.equal([
      'Sat 7 Nov to Sun 8 Nov',
      'Mon 9 Nov to Tue 10 Nov',
      'Mon 16 Nov',
    ]);
    expect(steps.map(({ shares }) => shares.declared)).to.deep.equal([
      { count: 2, of: 11 },
      { count: 2, of: 70 },
      { count: 1, of: 9 },
    ]);
    expect(steps.map(({ reasons }) => reasons[0]?.contacts)).to.deep.equal([1, 2, 4]);
  });

  it('are put together by months, of a period of more than half a year', () => {
    const months = stepsOf(
      ['2026-10-30', '2026-10-31', '2026-11-01', '2026-11-02'].map((on) => aDay(on, 3)),
      'month',
    );
    expect(months.map((step) => stepWords(step, today))).to.deep.equal([
      'Fri 30 Oct to Sat 31 Oct',
      'Sun 1 Nov to Mon 2 Nov',
    ]);
    expect(stepLength(days, 4)).to.equal('week');
    expect(stepLength(days, 5)).to.equal('day');
    expect(
      stepLength(
        Array.from({ length: 191 }, () => aDay('2026-11-01', 1)),
        31,
      ),
    ).to.equal('month');
  });

  it('say which day or week was the busiest', () => {
    expect(busiestWords(stepsOf(days, 'day'), 'day', today)).to.equal(
      'Mon 9 Nov was the busiest day, with 40 of 90 enquiries',
    );
    expect(busiestWords(stepsOf(days, 'week'), 'week', today)).to.equal(
      'Mon 9 Nov to Tue 10 Nov was the busiest week, with 70 of 90 enquiries',
    );
  });

  it('say how the share moved from the first that can be told to the last', () => {
    expect(changeWords([null, 0.684, 0.2, 0.791, null])).to.equal(
      'Declared resolution at first contact rose from 68% to 79%',
    );
    expect(changeWords([0.9, 0.5])).to.include('fell from 90% to 50%');
    expect(changeWords([0.501, 0.9, 0.499])).to.include('began and ended at 50%');
    expect(changeWords([null, 0.5])).to.equal(undefined);
  });

  it('say why most contacts were avoidable', () => {
    const found = [
      { reason: 'chasing-progress', contacts: 46 },
      { reason: 'wrong-department', contacts: 6 },
    ];
    expect(mostFrequentWords(found)).to.equal(
      '“Asked how a case stands” is the most frequent reason: 46 of 52 avoidable contacts',
    );
    expect(mostFrequentWords([])).to.equal(undefined);
  });
});
