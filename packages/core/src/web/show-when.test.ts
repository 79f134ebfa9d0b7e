import { expect } from 'chai';
import { showWhen } from './show-when.js';

describe('showWhen', () => {
  const today = '2026-11-24';
  const holds = (condition: Record<string, unknown>, answer: string[] = []): boolean | undefined =>
    showWhen(condition, { bin: answer }, today);

  it('compares one answer, or any of several choices', () => {
    expect(holds({ question: 'bin', is: 'garden' }, ['garden'])).to.equal(true);
    expect(holds({ question: 'bin', is: 'garden' }, ['food', 'garden'])).to.equal(true);
    expect(holds({ question: 'bin', isNot: 'garden' }, ['food'])).to.equal(true);
    expect(holds({ question: 'bin', in: ['food', 'garden'] }, ['paper'])).to.equal(false);
    expect(holds({ question: 'bin', is: true }, ['yes'])).to.equal(true);
    expect(holds({ question: 'bin', is: 2 }, ['2'])).to.equal(true);
  });

  it('lets an unanswered question satisfy only `answered: false`', () => {
    expect(holds({ question: 'bin', isNot: 'garden' }, [''])).to.equal(false);
    expect(holds({ question: 'bin', answered: false }, [' '])).to.equal(true);
    expect(holds({ question: 'unknown', is: 'x' })).to.equal(false);
  });

  it('compares numbers and money', () => {
    expect(holds({ question: 'bin', atLeast: 1000 }, ['£1,000'])).to.equal(true);
    expect(holds({ question: 'bin', atMost: 2 }, ['3'])).to.equal(false);
    expect(holds({ question: 'bin', atMost: 2 }, ['many'])).to.equal(false);
  });

  it('counts days before today, across a clock change', () => {
    expect(holds({ question: 'bin', daysAgo: { atLeast: 30 } }, ['2026-10-25'])).to.equal(true);
    expect(holds({ question: 'bin', daysAgo: { atMost: 1 } }, ['2026-11-22'])).to.equal(false);
    expect(holds({ question: 'bin', daysAgo: { atMost: 1 } }, ['2026-11-'])).to.equal(false);
  });

  it('settles all and any as far as the page can know', () => {
    const garden = { question: 'bin', is: 'garden' };
    const onlyTheServer = { fact: 'collection-day', is: 'tuesday' };
    expect(holds({ all: [garden, onlyTheServer] }, ['food'])).to.equal(false);
    expect(holds({ any: [garden, onlyTheServer] }, ['garden'])).to.equal(true);
    expect(holds({ all: [garden, onlyTheServer] }, ['garden'])).to.equal(undefined);
    expect(holds({ any: [garden, onlyTheServer] }, ['food'])).to.equal(undefined);
    expect(holds(onlyTheServer)).to.equal(undefined);
  });
});
