import { expect } from 'chai';
import fc from 'fast-check';
import { mergeThree } from './three-way.js';

const nothingTaken = (): boolean => false;
const kindsIn = (sides: { base: unknown; ours: unknown; theirs: unknown }): string[] =>
  mergeThree(sides, nothingTaken).differences.map(({ path, kind }) => `${kind} ${path}`);

const asked = (key: string, more: object = {}) => ({ key, label: key, required: true, ...more });

describe('what the pack said, what the council has and what the pack says now', () => {
  it('together make what the pack changed and what the council changed', () => {
    const base = {
      name: 'Missed bin',
      sla: { target: { amount: 2, unit: 'days' } },
      list: [asked('bin'), asked('day')],
    };
    const ours = {
      ...base,
      name: 'Missed bins',
      list: [asked('bin', { label: 'Which bin?' }), asked('day'), asked('gate')],
    };
    const theirs = {
      ...base,
      sla: { target: { amount: 3, unit: 'days' } },
      list: [asked('day'), asked('bin'), asked('sacks')],
    };
    const { value, differences } = mergeThree({ base, ours, theirs }, nothingTaken);
    expect(value).to.deep.equal({
      name: 'Missed bins',
      sla: theirs.sla,
      list: [asked('day'), asked('gate'), asked('bin', { label: 'Which bin?' }), asked('sacks')],
    });
    expect(differences.map(({ path, kind }) => `${kind} ${path}`)).to.deep.equal([
      'kept name',
      'updated sla.target',
      'kept list.bin.label',
      'updated list.sacks',
      'kept list.gate',
      'updated list.order',
    ]);
  });

  it('leave the council’s where both changed one thing, and take the pack’s where that is wanted', () => {
    const sides = { base: { a: { b: 1 }, c: 1 }, ours: { a: { b: 2 }, c: 2 }, theirs: { a: { b: 3 }, c: 3 } };
    expect(mergeThree(sides, nothingTaken).value).to.deep.equal(sides.ours);
    expect(kindsIn(sides)).to.deep.equal(['conflict a.b', 'conflict c']);
    const { value, differences } = mergeThree(sides, (path) => path === 'a.b');
    expect(value).to.deep.equal({ a: { b: 3 }, c: 2 });
    expect(differences.map(({ kind }) => kind)).to.deep.equal(['updated', 'conflict']);
  });

  it('keep gone what the council took out, and take out what the pack has no more', () => {
    const [one, two] = [asked('one'), asked('two')];
    expect(mergeThree({ base: [one, two], ours: [one], theirs: [one, two] }, nothingTaken).value).to.deep.equal([one]);
    expect(mergeThree({ base: [one, two], ours: [one, two], theirs: [two] }, nothingTaken).value).to.deep.equal([two]);
    expect(kindsIn({ base: [one], ours: [], theirs: [{ ...one, required: false }] })).to.deep.equal(['conflict one']);
  });

  it('don’t mix the halves of a condition, an amount of time, or a list without names', () => {
    const sides = {
      base: { showWhen: { question: 'a', is: 'x' }, steps: [{ text: 'Ask' }] },
      ours: { showWhen: { question: 'a', in: ['x', 'y'] }, steps: [{ text: 'Ask' }] },
      theirs: { showWhen: { question: 'b', is: 'x' }, steps: [{ text: 'Ask again' }] },
    };
    expect(kindsIn(sides)).to.deep.equal(['conflict showWhen', 'updated steps']);
    expect(mergeThree(sides, nothingTaken).value).to.deep.equal({
      showWhen: sides.ours.showWhen,
      steps: sides.theirs.steps,
    });
  });

  it('are the pack’s where the council changed nothing, the council’s where the pack didn’t, and settled once merged', () => {
    const leaf = fc.oneof(fc.constantFrom('x', 'y', 'z'), fc.integer({ min: 0, max: 2 }));
    const entry = fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd'), label: leaf });
    const entries = fc.uniqueArray(entry, { selector: ({ key }) => key, maxLength: 4 });
    const thing = fc.record({
      name: leaf,
      at: fc.record({ one: leaf, two: leaf }, { requiredKeys: [] }),
      list: entries,
    });
    fc.assert(
      fc.property(thing, thing, thing, (base, ours, theirs) => {
        expect(mergeThree({ base, ours: base, theirs }, nothingTaken).value).to.deep.equal(theirs);
        expect(mergeThree({ base: theirs, ours, theirs }, nothingTaken).value).to.deep.equal(ours);
        expect(mergeThree({ base, ours, theirs }, () => true).value).to.deep.equal(theirs);
        const { value } = mergeThree({ base, ours, theirs }, nothingTaken);
        expect(mergeThree({ base: theirs, ours: value, theirs }, nothingTaken).value).to.deep.equal(value);
      }),
      { numRuns: 200 },
    );
  });
});
