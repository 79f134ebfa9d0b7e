import { expect } from 'chai';
import fc from 'fast-check';
import { calendarOf, isWorking } from '../../authorities/index.js';
import { MINUTE_MS, type LocalDate } from '../../kernel/clock.js';
import { WEEKDAYS } from '../../kernel/date-words.js';
import { addDays, localDate } from '../../kernel/local-date.js';
import { instantAt, toLocal } from '../../kernel/london-time.js';
import { officeHours, parseWorkingHours } from '../entries/working-hours.js';
import { dutyAt, dutyDayAt, dutyOn, fitOf } from './duty-rules.js';
import { ringingOrder, type RingingFacts } from './ringing-list.js';
import type { DutyRota, RotaWithSwaps } from './duty-types.js';
import { warningsOf } from './duty-warnings.js';

const office = calendarOf(WEEKDAYS.slice(0, 5), [{ fromMinute: 540, toMinute: 1020 }], [localDate('2026-12-25')]);
const at = (on: string, hour: number): number => instantAt(localDate(on), Math.round(hour * 60));
const startsOn = localDate('2026-11-16');

const aRota = (more: Partial<DutyRota> = {}, swaps: RotaWithSwaps['swaps'] = []): RotaWithSwaps => ({
  rota: {
    ...{ id: 'r', authorityId: 3, teamId: null, teamName: null, name: 'Nights', lgsl: [], hours: officeHours },
    ...{ weeks: [['ann', 'ben'], ['cai']], startsOn, changesAtMinute: 540, answerMinutes: 10 },
    escalatesToId: null,
    ...{ endedAt: null, version: 1, ...more },
  },
  swaps,
});
const aSwap = (personId: string, standsInId: string, fromOn: string, toOn: string): RotaWithSwaps['swaps'][number] => ({
  ...{ id: 's', personId, personName: personId, standsInId, standsInName: standsInId },
  ...{ fromOn: localDate(fromOn), toOn: localDate(toOn) },
});
const namesAt = (of: RotaWithSwaps, instant: number) =>
  dutyAt(of, instant, office)?.people.map(({ personId }) => personId);
const here = () => false;

describe('a duty rota', () => {
  it('has nobody on duty while the office is open, and the week’s people in their order when it is shut', () => {
    expect(namesAt(aRota(), at('2026-11-16', 10))).to.equal(undefined);
    expect(namesAt(aRota(), at('2026-11-16', 17))).to.deep.equal(['ann', 'ben']);
    expect(namesAt(aRota(), at('2026-11-23', 17))).to.deep.equal(['cai']);
    expect(namesAt(aRota(), at('2026-11-30', 17)), 'after the last week the first').to.deep.equal(['ann', 'ben']);
    expect(namesAt(aRota(), at('2026-11-15', 17)), 'before it begins').to.equal(undefined);
    expect(
      namesAt(aRota({ startsOn: localDate('2026-12-21') }), at('2026-12-25', 12)),
      'a bank holiday',
    ).to.have.length(2);
  });

  it('counts the night to the day before, until the change', () => {
    expect(namesAt(aRota(), at('2026-11-23', 8.9))).to.deep.equal(['ann', 'ben']);
    expect(dutyDayAt({ changesAtMinute: 540 }, at('2026-11-23', 8.9))).to.equal('2026-11-22');
    expect(dutyAt(aRota(), at('2026-11-16', 20), office)?.until).to.equal(at('2026-11-17', 9));
    const early = aRota({ changesAtMinute: 360 });
    expect(dutyAt(early, at('2026-11-16', 20), office)?.until).to.equal(at('2026-11-17', 6));
  });

  it('has hours of its own where it says so', () => {
    const read = parseWorkingHours('Saturday to Sunday 10am to 2pm');
    const weekend = aRota(read.ok ? { hours: read.value } : {});
    expect(namesAt(weekend, at('2026-11-21', 11))).to.deep.equal(['ann', 'ben']);
    expect(namesAt(weekend, at('2026-11-21', 14))).to.equal(undefined);
    expect(namesAt(weekend, at('2026-11-17', 22))).to.equal(undefined);
  });

  it('asks whoever stands in, in the place of whom they stand in for, and nobody twice', () => {
    const swapped = aRota({}, [aSwap('ann', 'dai', '2026-11-17', '2026-11-18')]);
    expect(dutyOn(swapped, localDate('2026-11-17'))).to.deep.equal([
      { personId: 'dai', insteadOfId: 'ann' },
      { personId: 'ben', insteadOfId: null },
    ]);
    expect(dutyOn(swapped, localDate('2026-11-19'))[0]?.personId).to.equal('ann');
    const both = aRota({}, [aSwap('ann', 'ben', '2026-11-17', '2026-11-17')]);
    expect(dutyOn(both, localDate('2026-11-17')).map(({ personId }) => personId)).to.deep.equal(['ben']);
  });

  it('has somebody at every minute at which the office is shut, whatever the clocks and the holidays, until a later one', () => {
    const minute = fc.integer({ min: 0, max: 730 * 24 * 60 }).map((each) => at('2026-11-16', 9) + each * MINUTE_MS);
    fc.assert(
      fc.property(minute, fc.integer({ min: 0, max: 1439 }), (now, changesAtMinute) => {
        const rota = aRota({ changesAtMinute, startsOn: localDate('2026-11-09') });
        const duty = dutyAt(rota, now, office);
        expect(duty === undefined).to.equal(isWorking(office, now));
        if (!duty) return;
        expect(duty.until).to.be.greaterThan(now);
        expect(namesAt(rota, duty.until - 1)).to.deep.equal(duty.people.map(({ personId }) => personId));
        const { on, minuteOfDay } = toLocal(now);
        const day = minuteOfDay < changesAtMinute ? addDays(on, -1) : on;
        expect(duty.people).to.deep.equal(dutyOn(rota, day));
      }),
    );
  });

  it('fits a matter by its service before its team, and by its team before the council', () => {
    const matter = { teamIds: ['t'], lgsl: [525] };
    const fits = [
      ...[
        { teamId: null, lgsl: [] },
        { teamId: 't', lgsl: [] },
        { teamId: null, lgsl: [525] },
      ],
      ...[
        { teamId: 't', lgsl: [525, 1] },
        { teamId: 'o', lgsl: [] },
        { teamId: null, lgsl: [9] },
      ],
    ].map((rota) => fitOf(rota, matter));
    expect(fits).to.deep.equal([0, 1, 2, 3, undefined, undefined]);
  });

  it('warns of weeks without anybody, of whoever is away, and of who is first on two rotas, days in a row together', () => {
    const today = startsOn;
    const gap = aRota({ id: 'gap', weeks: [['ann'], []] });
    const other = aRota({ id: 'other', weeks: [['eve'], ['ann']] });
    const away = (person: string, on: LocalDate): boolean => person === 'eve' && on <= '2026-11-17';
    const found = warningsOf([gap, other], today, away).map(({ kind, rotaId, fromOn, toOn }) => [
      kind,
      rotaId,
      fromOn,
      toOn,
    ]);
    expect(found).to.have.deep.members([
      ['nobody', 'gap', '2026-11-23', '2026-11-29'],
      ['nobody', 'gap', '2026-12-07', '2026-12-13'],
      ['away', 'other', '2026-11-16', '2026-11-17'],
    ]);
    const twice = warningsOf([gap, aRota({ id: 'other', weeks: [['ann'], ['eve']] })], today, here);
    expect(twice.filter(({ kind }) => kind === 'twice').map(({ fromOn, toOn }) => [fromOn, toOn])).to.deep.equal([
      ['2026-11-16', '2026-11-22'],
      ['2026-11-30', '2026-12-06'],
    ]);
  });
});

describe('the order in which a call-out rings', () => {
  const order = (more: Partial<RingingFacts>) =>
    ringingOrder({ onDuty: [], escalation: [], deputyOf: () => null, isAway: () => false, ...more }).map(
      ({ personId, role }) => `${personId} ${role}`,
    );

  it('is the first, their deputy, the others, those in charge; nobody twice', () => {
    const deputyOf = (id: string) => (id === 'ann' ? 'dee' : null);
    expect(order({ onDuty: ['ann', 'ben'], escalation: ['eve', 'ann'], deputyOf })).to.deep.equal([
      ...['ann on-duty', 'dee deputy', 'ben next', 'eve escalation'],
    ]);
  });

  it('has the deputy in the place of whoever is away, and nobody where both are', () => {
    const deputyOf = (id: string) => ({ ann: 'dee', ben: 'dan', eve: 'fay' })[id] ?? null;
    const isAway = (id: string) => ['ann', 'ben', 'dan', 'eve'].includes(id);
    expect(order({ onDuty: ['ann', 'ben'], escalation: ['eve'], deputyOf, isAway })).to.deep.equal([
      ...['dee deputy', 'fay escalation'],
    ]);
  });

  it('is those in charge alone while nobody is on duty', () => {
    expect(order({ escalation: ['eve'] })).to.deep.equal(['eve escalation']);
  });
});
