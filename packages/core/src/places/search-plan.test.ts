import { expect } from 'chai';
import { planPlaceSearch } from './search-plan.js';

/** The readings in short: `word` for a whole word, `word*` for a beginning. */
function readings(text: string): string[] {
  const plan = planPlaceSearch(text);
  if (plan.kind !== 'words') return [plan.kind === 'uprn' ? `uprn ${plan.uprn}` : plan.kind];
  return plan.attempts.map((words) =>
    words.map(({ word, match, or }) => `${word}${match === 'beginning' ? '*' : ''}${or ? `|${or}` : ''}`).join(' '),
  );
}

describe('reading what somebody types for an address', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['4 quarry lane', '4.quarry* lane*'],
    ['DM4 2LL', 'dm4-2ll'],
    ['12 dm42ll', 'dm4-2ll 12'],
    ['quar la', 'quar* la*'],
    ['dm4 2', 'dm4-2*'],
    ['dm42l', 'dm4-2l*'],
    ['12 dm4', '12.dm4'],
    ['flat 2 4 quarry lane', 'flat* 2 4 quarry* lane*'],
    ['Quarry Ln', 'quarry* ln*|lane'],
    ['4A Quarry Lane', '4a.quarry* lane*'],
    ['quarry lane 4', 'quarry* lane* 4'],
    ['UPRN 999900000001', 'uprn 999900000001'],
    ['9999 0000 0001', 'uprn 999900000001'],
    ['uprn 00012', 'uprn 12'],
    [' ,;', 'nothing'],
  ];
  for (const [text, reading] of cases) {
    it(`reads “${text}” as ${reading}`, () => expect(readings(text)[0]).to.equal(reading));
  }

  it('falls back to the words alone where the likelier readings may be wrong', () => {
    expect(readings('4 rose cottage')).to.deep.equal(['4.rose* cottage*', '4 rose* cottage*']);
    expect(readings('dm42')).to.deep.equal(['dm42', 'dm4-2*', 'dm42*']);
  });

  it('never checks more than eight words', () => {
    const plan = planPlaceSearch('a b c d e f g h i j k l');
    expect(plan.kind === 'words' && plan.attempts[0]?.length).to.equal(8);
  });
});
