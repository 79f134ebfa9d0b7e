import { expect } from 'chai';
import { dayOfWeek, localDate } from '../../../kernel/local-date.js';
import { localDateAt } from '../../../kernel/london-time.js';
import { factTimes, failedRoundAt } from './fact-times.js';
import { buildPlaces } from './places.js';
import { buildPropertyFacts, isOnFailedRound } from './property-facts.js';
import { createRandom } from './random.js';
import { settlements } from './settlements.js';
import { layStreets } from './streets.js';
import type { DemoFactName } from './types.js';

const saturdayAfternoon = Date.parse('2026-11-21T15:10:00Z');
const tuesdayAtSeven = Date.parse('2026-11-24T07:00:00Z');

describe('facts of the demo’s properties', () => {
  const random = createRandom('facts');
  const places = buildPlaces(random, layStreets(random, settlements));

  const valuesOf = (startAt: number, fact: DemoFactName) =>
    new Map(
      buildPropertyFacts(createRandom('facts'), places, startAt)
        .filter((each) => each.fact === fact)
        .map(({ placeKey, value }) => [placeKey, value]),
    );

  it('collects the failed round on the day that it failed, whatever day the demo starts', () => {
    const days = valuesOf(saturdayAfternoon, 'collection-day');
    const status = valuesOf(saturdayAfternoon, 'round-status');
    const failed = places.filter(isOnFailedRound).filter(({ uprn }) => uprn);
    expect(failed.length).to.be.at.least(60);
    for (const { key } of failed) expect([days.get(key), status.get(key)]).to.deep.equal(['saturday', 'disrupted']);
  });

  it('takes the morning before while this one is too young to have failed', () => {
    expect(localDateAt(failedRoundAt(tuesdayAtSeven))).to.equal('2026-11-23');
    expect(localDateAt(failedRoundAt(saturdayAfternoon))).to.equal('2026-11-21');
  });

  it('knows the last and the next collection of every weekday', () => {
    const times = factTimes(tuesdayAtSeven);
    expect([times.lastDay('tuesday'), times.nextDay('tuesday')]).to.deep.equal(['2026-11-17', '2026-12-01']);
    expect([times.lastDay('monday'), times.nextDay('wednesday')]).to.deep.equal(['2026-11-23', '2026-11-25']);
    expect(factTimes(Date.parse('2026-11-24T16:00:00Z')).lastDay('tuesday')).to.equal('2026-11-24');
  });

  it('dates the next collection on the property’s collection day', () => {
    const days = valuesOf(saturdayAfternoon, 'collection-day');
    for (const [placeKey, next] of valuesOf(saturdayAfternoon, 'next-collection')) {
      expect(dayOfWeek(localDate(next))).to.equal(days.get(placeKey));
    }
  });

  it('never dates a fact after the demo’s start', () => {
    for (const { asOfAt } of buildPropertyFacts(createRandom('facts'), places, saturdayAfternoon)) {
      expect(asOfAt).to.be.at.most(saturdayAfternoon);
    }
  });
});
