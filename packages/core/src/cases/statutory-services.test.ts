import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import {
  BANK_HOLIDAY_DIVISIONS,
  calendarOf,
  divisionOf,
  informationLawCalendar,
  shippedBankHolidays,
  type Nation,
  type WorkingCalendar,
} from '../authorities/index.js';
import type { Instant } from '../kernel/clock.js';
import { WEEKDAYS } from '../kernel/date-words.js';
import { localDate } from '../kernel/local-date.js';
import { instantAt, toLocal } from '../kernel/london-time.js';
import { applyTransition, readDefinitionFile, type ServiceDefinition } from '../services/index.js';
import { caseClock, type ClockHistory } from './clock/case-clock.js';

/** The services that law or a code gives their times, as shipped. */
function shipped(key: string): ServiceDefinition {
  const text = readFileSync(new URL(`../../demo/services/${key}.yaml`, import.meta.url), 'utf8');
  const { definition, faults } = readDefinitionFile(text);
  if (!definition) throw new Error(`${key}: ${faults.map(({ message }) => message).join('; ')}`);
  return definition;
}

const holidaysOf = (nation: Nation) => shippedBankHolidays(divisionOf(nation)).map(({ on }) => on);
const officeOf = (nation: Nation): WorkingCalendar =>
  calendarOf(WEEKDAYS.slice(0, 5), [{ fromMinute: 540, toMinute: 1020 }], holidaysOf(nation));
const byLaw = (nation: Nation): WorkingCalendar =>
  informationLawCalendar(
    officeOf(nation),
    nation === 'scotland'
      ? holidaysOf(nation)
      : BANK_HOLIDAY_DIVISIONS.flatMap((division) => shippedBankHolidays(division).map(({ on }) => on)),
  );

type Step = readonly [on: string, event: string];

/** When the case is due after these steps along its lifecycle, each at 10am; close of business as '2026-12-22 17:00'. */
function dueAfter(definition: ServiceDefinition, calendar: WorkingCalendar, openedOn: string, steps: Step[]): string {
  const { lifecycle } = definition;
  let status = lifecycle.initial;
  const at = (on: string): Instant => instantAt(localDate(on), 600);
  const history: ClockHistory[number][] = [{ at: at(openedOn), kind: 'opened', data: { status, priority: 'normal' } }];
  for (const [on, event] of steps) {
    const moved = applyTransition(lifecycle, status, event);
    if (!moved.moved) throw new Error(moved.message);
    history.push({ at: at(on), kind: 'status', data: { event, from: status, to: moved.status.key } });
    status = moved.status.key;
  }
  const { dueAt } = caseClock(definition, calendar, history, at(steps.at(-1)?.[0] ?? openedOn));
  if (dueAt === undefined) return 'not while it waits';
  const { on, minuteOfDay } = toLocal(dueAt);
  return `${on} ${minuteOfDay / 60}:00`;
}

describe('a complaint, by the Ombudsman’s Complaint Handling Code', () => {
  const complaint = shipped('complaint');
  const due = (nation: Nation, openedOn: string, ...steps: Step[]) =>
    dueAfter(complaint, officeOf(nation), openedOn, steps);

  it('is acknowledged within five working days, over Christmas', () => {
    // 22, 23, 24, 29 and 30 December; the 25th and the 28th (for Boxing Day) are bank holidays.
    expect(due('england', '2026-12-21')).to.equal('2026-12-30 17:00');
  });

  it('is answered within ten of the acknowledgement, by the nation’s bank holidays', () => {
    // 24, 29, 30, 31 December; 4 to 8 and 11 January. In Scotland 4 January stands in for the 2nd.
    const acknowledged: Step = ['2026-12-23', 'acknowledge'];
    expect(due('england', '2026-12-21', acknowledged)).to.equal('2027-01-11 17:00');
    expect(due('wales', '2026-12-21', acknowledged)).to.equal('2027-01-11 17:00');
    expect(due('scotland', '2026-12-21', acknowledged)).to.equal('2027-01-12 17:00');
  });

  it('may take ten more with a reason, counted from the acknowledgement', () => {
    const steps: Step[] = [
      ['2026-12-23', 'acknowledge'],
      ['2027-01-08', 'extend'],
    ];
    expect(due('england', '2026-12-21', ...steps)).to.equal('2027-01-25 17:00');
    expect(complaint.lifecycle.transitions.filter(({ event }) => event === 'extend')).to.satisfy(
      (all: { needsReason?: boolean }[]) => all.length > 0 && all.every(({ needsReason }) => needsReason),
    );
  });

  it('doesn’t begin stage 1 anew when the customer has answered a question', () => {
    const asked: Step[] = [
      ['2026-12-23', 'acknowledge'],
      ['2026-12-31', 'ask-customer'],
      ['2027-01-08', 'resume'],
    ];
    expect(due('england', '2026-12-21', ...asked)).to.equal('2027-01-11 17:00');
  });

  it('has a second stage of five and twenty working days, and twenty more with a reason', () => {
    const review: Step[] = [
      ['2026-12-23', 'acknowledge'],
      ['2027-01-11', 'answer'],
      ['2027-02-02', 'escalate'],
    ];
    expect(due('england', '2026-12-21', ...review)).to.equal('2027-02-09 17:00');
    const acknowledged: Step[] = [...review, ['2027-02-04', 'acknowledge']];
    expect(due('england', '2026-12-21', ...acknowledged)).to.equal('2027-03-04 17:00');
    // 5 to 25 March is fifteen days; Good Friday and Easter Monday don't count in England, St Patrick's Day in Northern Ireland.
    const longer: Step[] = [...acknowledged, ['2027-03-01', 'extend']];
    expect(due('england', '2026-12-21', ...longer)).to.equal('2027-04-05 17:00');
    expect(due('northern-ireland', '2026-12-21', ...longer)).to.equal('2027-04-06 17:00');
  });
});

describe('a freedom of information request', () => {
  const request = shipped('freedom-of-information');
  const due = (nation: Nation, openedOn: string, ...steps: Step[]) => dueAfter(request, byLaw(nation), openedOn, steps);

  it('is answered within twenty working days, no bank holiday of the United Kingdom among them', () => {
    // St Andrew's Day, Monday 30 November 2026, is one in Scotland and so everywhere; without it the day would be 21 December.
    expect(due('england', '2026-11-23')).to.equal('2026-12-22 17:00');
    // 4 January 2027 stands in for Scotland's 2nd.
    expect(due('wales', '2026-12-14')).to.equal('2027-01-15 17:00');
  });

  it('counts Scotland’s own bank holidays alone where Scotland’s Act holds', () => {
    // St Patrick's Day is Northern Ireland's: 2 to 31 March, without Good Friday the 26th.
    expect(due('scotland', '2027-03-01')).to.equal('2027-03-30 17:00');
    expect(due('england', '2027-03-01')).to.equal('2027-04-01 17:00');
  });

  it('stands still while clarification is asked for, and begins anew on the day that it arrives', () => {
    const asked: Step = ['2026-11-25', 'ask-customer'];
    expect(due('england', '2026-11-23', asked)).to.equal('not while it waits');
    // From 14 December as for a request of that day.
    expect(due('england', '2026-11-23', asked, ['2026-12-14', 'clarify'])).to.equal('2027-01-15 17:00');
  });

  it('goes on where it stood when a fee is paid', () => {
    const steps: Step[] = [
      ['2026-11-24', 'start'],
      ['2026-11-25', 'ask-fee'],
      ['2026-12-02', 'pay'],
    ];
    // Four working days of waiting: 22 December and then 23, 24, 29, 30.
    expect(due('england', '2026-11-23', ...steps)).to.equal('2026-12-30 17:00');
  });

  it('may take forty in all to weigh the public interest, and twenty for a review', () => {
    const longer: Step[] = [
      ['2026-12-15', 'start'],
      ['2027-01-11', 'extend'],
    ];
    expect(due('wales', '2026-12-14', ...longer)).to.equal('2027-02-12 17:00');
    const review: Step[] = [
      ['2026-12-14', 'answer'],
      ['2026-12-14', 'review'],
    ];
    expect(due('england', '2026-11-23', ...review)).to.equal('2027-01-15 17:00');
  });

  it('counts every weekday though the office is shut, and no Saturday though it is open', () => {
    const odd = calendarOf(
      ['monday', 'tuesday', 'wednesday', 'friday', 'saturday'],
      [{ fromMinute: 600, toMinute: 900 }],
    );
    const calendar = informationLawCalendar(odd, []);
    // Thursday 3, Friday 4, Monday 7 … twenty weekdays after Wednesday 2 December, ending on a Wednesday.
    expect(dueAfter(request, calendar, '2026-12-02', [])).to.equal('2026-12-30 15:00');
  });
});

describe('a councillor’s enquiry', () => {
  it('is answered within ten working days, over Easter', () => {
    const enquiry = shipped('councillor-enquiry');
    // 23 to 25, 30 and 31 March, 1, 2, 5, 6 and 7 April; Easter Monday is a working day in Scotland.
    expect(dueAfter(enquiry, officeOf('england'), '2027-03-22', [])).to.equal('2027-04-07 17:00');
    expect(dueAfter(enquiry, officeOf('scotland'), '2027-03-22', [])).to.equal('2027-04-06 17:00');
  });
});
