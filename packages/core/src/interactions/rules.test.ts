import { expect } from 'chai';
import fc from 'fast-check';
import { canReopen, higherLevel, isResolvedAtFirstContact, levelProvedBy, participantOf, reaches } from './rules.js';
import { identityLevels, identityQuestions } from './types.js';

describe('levelProvedBy', () => {
  it('takes two questions for basic, and three with a telling one for full', () => {
    expect(levelProvedBy(['name'])).to.equal('none');
    expect(levelProvedBy(['name', 'name'])).to.equal('none');
    expect(levelProvedBy(['name', 'address'])).to.equal('basic');
    expect(levelProvedBy(['name', 'address', 'telephone'])).to.equal('basic');
    expect(levelProvedBy(['name', 'address', 'date-of-birth'])).to.equal('full');
    expect(levelProvedBy(['name', 'photo-id'])).to.equal('full');
  });

  it('never proves less by one more question', () => {
    const questions = fc.uniqueArray(fc.constantFrom(...identityQuestions));
    fc.assert(
      fc.property(questions, fc.constantFrom(...identityQuestions), (asked, more) =>
        reaches(levelProvedBy([...asked, more]), levelProvedBy(asked)),
      ),
    );
  });
});

describe('higherLevel', () => {
  it('reaches what both reach', () => {
    const level = fc.constantFrom(...identityLevels);
    fc.assert(
      fc.property(level, level, (one, other) => {
        const higher = higherLevel(one, other);
        return reaches(higher, one) && reaches(higher, other) && [one, other].includes(higher);
      }),
    );
  });
});

describe('canReopen', () => {
  it('holds for fifteen minutes after the end', () => {
    const finished = { state: 'finished', endedAt: 0 } as const;
    expect(canReopen(finished, 900_000)).to.equal(true);
    expect(canReopen(finished, 900_001)).to.equal(false);
    expect(canReopen({ state: 'open', endedAt: null }, 0)).to.equal(false);
  });
});

describe('isResolvedAtFirstContact', () => {
  it('leaves out what was said about an earlier case', () => {
    expect(isResolvedAtFirstContact({ outcome: 'resolved', caseId: null })).to.equal(true);
    expect(isResolvedAtFirstContact({ outcome: 'resolved', caseId: 'some' })).to.equal(false);
    expect(isResolvedAtFirstContact({ outcome: 'logged', caseId: null })).to.equal(false);
  });
});

describe('participantOf', () => {
  it('leaves out what is unknown', () => {
    const joan = { displayName: 'Joan Prosser', telephone: null, addressLine: null, postcode: 'DM4 2LL', needs: [] };
    expect(participantOf(joan)).to.deep.equal({ name: 'Joan Prosser', postcode: 'DM4 2LL' });
  });
});
