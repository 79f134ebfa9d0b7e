import { expect } from 'chai';
import fc from 'fast-check';
import type { Condition } from '../form/condition-types.js';
import { areaField, withAreas, withoutAreas } from './route-areas.js';

const atNight: Condition = { localTime: { from: '20:00' } };
const urgent: Condition = { priority: 'urgent' };

describe('the areas of a route', () => {
  it('stand apart from the rest of its condition', () => {
    expect(withAreas({ team: 'a' })).to.deep.equal({ team: 'a' });
    expect(withAreas({ team: 'a', when: { area: 'Mill' } })).to.deep.equal({ team: 'a', areas: ['Mill'] });
    const when: Condition = { all: [atNight, { area: ['Mill', 'Weir'] }, urgent] };
    expect(withAreas({ team: 'a', when })).to.deep.equal({
      ...{ team: 'a', areas: ['Mill', 'Weir'] },
      when: { all: [atNight, urgent] },
    });
  });

  it('stay where they are in a condition that ticks can’t say', () => {
    const either: Condition = { any: [{ area: 'Mill' }, atNight] };
    expect(withAreas({ team: 'a', when: either })).to.deep.equal({ team: 'a', when: either });
  });

  it('come back as a condition that means the same', () => {
    const one = fc.constantFrom<Condition>(atNight, urgent, { area: 'Mill' }, { any: [urgent, { area: 'Weir' }] });
    const condition = fc.oneof(
      one,
      fc.array(one, { minLength: 1, maxLength: 4 }).map((all): Condition => ({ all })),
    );
    const partsOf = (when: Condition | undefined): Set<string> =>
      new Set((when === undefined ? [] : 'all' in when ? when.all : [when]).map((part) => JSON.stringify(part)));
    fc.assert(
      fc.property(condition, (when) => {
        const back = withoutAreas(withAreas({ team: 'a', when }));
        expect(partsOf(back.when)).to.deep.equal(partsOf(when));
        expect(back.team).to.equal('a');
      }),
    );
  });

  it('offer the council’s wards, those that a route names beside them, and nothing where there are none', () => {
    const [field] = areaField(['Weir'], [{ team: 'a', when: { area: 'Old Town' } }]);
    expect(field).to.deep.include({
      choices: [
        ['Old Town', 'Old Town'],
        ['Weir', 'Weir'],
      ],
    });
    expect(areaField([], [{ team: 'a' }])).to.deep.equal([]);
  });
});
