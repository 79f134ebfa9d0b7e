import { expect } from 'chai';
import fc from 'fast-check';
import { WEEKDAYS } from '../../kernel/date-words.js';
import type { WorkingHours } from './entry-types.js';
import { hasOwnHours, officeHours, parseWorkingHours, workingHoursLines } from './working-hours.js';

const read = (text: string): WorkingHours | string => {
  const result = parseWorkingHours(text);
  return result.ok ? result.value : result.message;
};
const at = (fromMinute: number, toMinute: number) => ({ fromMinute, toMinute });

describe('working hours', () => {
  it('are read as people write them', () => {
    const weekdays = read('Monday to Friday 9am to 5pm');
    expect(read('Mon-Fri 9am-5pm')).to.deep.equal(weekdays);
    expect(read('mon to thu 09:00 to 17:00; Fri 9am to 5pm')).to.deep.equal(weekdays);
    expect(read('Mon, Wed & Sat 8:30am to 12pm, 1pm to 4pm')).to.deep.equal({
      ...officeHours,
      ...{ monday: [at(510, 720), at(780, 960)], wednesday: [at(510, 720), at(780, 960)] },
      saturday: [at(510, 720), at(780, 960)],
    });
  });

  it('are the office’s when nothing is written', () => {
    expect(read(' ')).to.deep.equal(officeHours);
    expect(hasOwnHours(officeHours)).to.equal(false);
  });

  it('that can’t be read say how to write them', () => {
    for (const text of ['mornings', 'Mon 9 to 5', 'Friday to Monday 9am to 5pm', 'M 9am to 5pm', 'Mon 9am'])
      expect(read(text), text).to.equal('Write the working hours like Monday to Friday 9am to 5pm');
    expect(read('Mon 5pm to 9am')).to.equal(
      'Write working hours that end after they begin, like Monday to Friday 9am to 5pm',
    );
  });

  it('are read back as they are written out', () => {
    const period = fc.tuple(fc.nat(1439), fc.nat(1439)).map(([a, b]) => at(Math.min(a, b), Math.max(a, b) + 1));
    const apart = fc
      .uniqueArray(period, { maxLength: 3, selector: ({ fromMinute }) => fromMinute })
      .map((all) => all.sort((a, b) => a.fromMinute - b.fromMinute))
      .filter((all) =>
        all.every(({ fromMinute }, index) => index === 0 || fromMinute > (all[index - 1]?.toMinute ?? 0)),
      );
    const week = fc.record(Object.fromEntries(WEEKDAYS.map((day) => [day, apart])));
    fc.assert(
      fc.property(week, (hours) => {
        const written = workingHoursLines(hours as unknown as WorkingHours).join('\n');
        expect(read(written), written).to.deep.equal(hours);
      }),
    );
  });
});
