import { expect } from 'chai';
import fc from 'fast-check';
import { alwaysOpen, calendarOf } from '../authorities/index.js';
import { HOUR_MS } from '../kernel/clock.js';
import { WEEKDAYS } from '../kernel/date-words.js';
import { localDate } from '../kernel/local-date.js';
import { instantAt } from '../kernel/london-time.js';
import { namedLifecycle } from '../services/index.js';
import { holdsCardNumber } from './log/cards.js';
import { caseClock, slaEvents, type ClockHistory } from './clock/case-clock.js';
import { calendarWords, dueTone, timeLeft } from './clock/clock-words.js';
import { mergeFields, same } from './page/edit-fields.js';
import { isFinding, readLogForm, readParticipant } from './log/read-log-form.js';

const at = (on: string, hour: number, minute = 0): number => instantAt(localDate(on), hour * 60 + minute);

describe('card numbers', () => {
  it('are found however they are grouped, of every issuer', () => {
    for (const text of [
      '4111111111111111',
      'card 4111 1111 1111 1111.',
      '5500-0000-0000-0004',
      'it is 340000000000009, thanks',
      '6011000000000004',
      '2221000000000009',
    ])
      expect(holdsCardNumber(text), text).to.equal(true);
  });

  it('are not seen in references, telephone numbers, UPRNs and wrong check digits', () => {
    for (const text of [
      '01632 960144',
      '+44 7700 900123',
      'UPRN 999900000001',
      '4111111111111112',
      '1234567812345670',
      'WM-4F7K-2Q9M-X',
      '20261116100000000000001',
    ])
      expect(holdsCardNumber(text), text).to.equal(false);
  });
});

describe('a case’s clock', () => {
  const lifecycle = namedLifecycle('standard');
  const rules = {
    lifecycle,
    sla: {
      target: { amount: 8, unit: 'working-hours' as const },
      byPriority: { urgent: { amount: 2, unit: 'working-hours' as const } },
      pausesIn: ['waiting-for-customer'],
      restarts: [],
      extends: [],
      calendar: 'office' as const,
      amberAtPercent: 75,
    },
  };
  const opened = {
    at: at('2026-11-16', 9),
    kind: 'opened' as const,
    data: { status: 'received', priority: 'normal' as const },
  };
  const move = (when: number, from: string, to: string): ClockHistory[number] => ({
    at: when,
    kind: 'status',
    data: { from, to },
  });

  it('stands still only in the statuses that its service names', () => {
    const history = [
      opened,
      move(at('2026-11-16', 10), 'received', 'waiting-for-others'),
      move(at('2026-11-16', 11), 'waiting-for-others', 'waiting-for-customer'),
      move(at('2026-11-16', 13), 'waiting-for-customer', 'in-progress'),
    ];
    const clock = caseClock(rules, alwaysOpen(), history, at('2026-11-16', 14));
    expect([clock.elapsedMinutes, clock.pausedMinutes]).to.deep.equal([180, 120]);
  });

  it('stops when the case is closed from a pause, and goes on from there', () => {
    const history = [
      opened,
      move(at('2026-11-16', 10), 'received', 'waiting-for-customer'),
      move(at('2026-11-16', 12), 'waiting-for-customer', 'resolved'),
      move(at('2026-11-16', 15), 'resolved', 'in-progress'),
    ];
    expect(caseClock(rules, alwaysOpen(), history, at('2026-11-16', 16)).elapsedMinutes).to.equal(120);
  });

  it('has another target from the start when the priority is changed, but not after a restart', () => {
    const urgent = { at: at('2026-11-16', 10), kind: 'edited' as const, data: { priority: 'urgent' as const } };
    expect(caseClock(rules, alwaysOpen(), [opened, urgent], at('2026-11-16', 10)).dueAt).to.equal(at('2026-11-16', 11));
    const restarts = [{ status: 'in-progress', target: { amount: 5, unit: 'working-hours' as const } }];
    const restarting = { ...rules, sla: { ...rules.sla, restarts } };
    const history = [opened, move(at('2026-11-16', 9, 30), 'received', 'in-progress'), urgent];
    expect(slaEvents(restarting, history).map(({ kind }) => kind)).to.deep.equal(['opened', 'restarted']);
  });
});

describe('the words of a due time', () => {
  const now = at('2026-11-16', 14, 42);

  it('count minutes on the day and days before and after it', () => {
    expect(timeLeft(at('2026-11-16', 17), now)).to.equal('2 h 18 min left');
    expect(timeLeft(at('2026-11-16', 14, 20), now)).to.equal('Late 22 min');
    expect(timeLeft(at('2026-11-18', 9), now)).to.equal('2 days left');
    expect(timeLeft(at('2026-11-14', 9), now)).to.equal('Late 2 days');
  });

  it('turn amber on the day and red after the time', () => {
    expect([dueTone(now + HOUR_MS, now), dueTone(now - 1, now), dueTone(now + 48 * HOUR_MS, now)]).to.deep.equal([
      'warning',
      'bad',
      'info',
    ]);
  });

  it('say when the clock runs, days with the same hours together', () => {
    const hours = [{ fromMinute: 480, toMinute: 1080 }];
    expect(calendarWords(calendarOf(WEEKDAYS.slice(0, 6), hours))).to.equal(
      'The clock runs 8am to 6pm, Monday to Saturday.',
    );
    expect(calendarWords(alwaysOpen())).to.equal('The clock runs day and night.');
    expect(calendarWords(calendarOf([], hours))).to.equal('');
  });
});

describe('merging two people’s edits', () => {
  const values = fc.constantFrom('a', 'b', 'c', undefined);

  it('never loses a value silently: a field is saved, clashes, or was not changed here', () => {
    fc.assert(
      fc.property(values, values, values, (before, theirs, yours) => {
        const { saved, clashes } = mergeFields([{ field: 'title', before, theirs, yours }]);
        const changed = yours !== before && yours !== theirs;
        const clash = changed && theirs !== before;
        return saved.length === Number(changed && !clash) && clashes.length === Number(clash);
      }),
    );
  });

  it('compares by content, whatever the order of an object’s keys', () => {
    expect(same({ text: 'Mill Road', lat: 1 }, { lat: 1, text: 'Mill Road' })).to.equal(true);
    expect(same(['a', 'b'], ['b', 'a'])).to.equal(false);
    expect(same(undefined, null)).to.equal(true);
  });
});

describe('reading a logging form', () => {
  const question = (key: string, type: string) => ({
    key,
    label: key,
    type,
    required: false,
    stops: [],
    personal: 'none',
  });
  const form = {
    questions: [
      question('bin', 'choice'),
      question('extras', 'choices'),
      question('on', 'date'),
      question('where', 'point'),
      question('home', 'address'),
      question('photo', 'file'),
    ],
  } as Parameters<typeof readLogForm>[0]['form'];

  it('gathers each question’s fields, and leaves out what was not typed', () => {
    const fields = {
      'answers.bin': 'rubbish',
      'answers.extras': ['a', 'b'],
      'answers.on-day': '1',
      'answers.on-month': '2',
      'answers.on-year': '',
      'answers.where.description': ' By the lamp ',
      'answers.home.postcode': '',
      'answers.unknown': 'x',
      'location.text': '4 Quarry Lane',
    };
    expect(readLogForm({ form }, fields)).to.deep.equal({
      answers: {
        bin: 'rubbish',
        extras: ['a', 'b'],
        on: { day: '1', month: '2' },
        where: { description: 'By the lamp' },
      },
      location: { text: '4 Quarry Lane' },
    });
  });

  it('takes a point over a chosen place, and that over an address in words', () => {
    const place = { 'location.place': '01900000-0000-7000-8000-000000000001', 'location.text': 'Mill Road' };
    expect(readLogForm({ form }, place).location).to.deep.equal({ placeId: place['location.place'] });
    expect(readLogForm({ form }, { ...place, 'location.description': 'By the mill' }).location).to.deep.equal({
      description: 'By the mill',
    });
  });

  it('tells a search for an address from Enter in another field', () => {
    expect(isFinding({ find: 'address', q: 'Quarry' })).to.equal(true);
    expect(isFinding({ find: 'address', q: ' ' })).to.equal(false);
    expect(isFinding({ find: 'address', q: 'Quarry', 'location.place': 'x' })).to.equal(false);
  });

  it('reads who it is for only where something was typed', () => {
    expect(readParticipant({ 'participant.name': ' ', 'participant.email': '' })).to.equal(undefined);
    expect(readParticipant({ 'participant.name': 'Joan Prosser' })).to.deep.equal({ name: 'Joan Prosser' });
  });
});
