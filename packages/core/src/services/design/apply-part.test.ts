import { expect } from 'chai';
import fc from 'fast-check';
import { applyPart, entryStill, itemOf, nameOf, rearrange, type Entry } from './apply-part.js';
import { conditionFrom, rowsOf } from './condition-rows.js';
import { conditionWords } from '../form/condition-words.js';
import type { Condition } from '../form/condition-types.js';
import { typedOf, type Typed } from './design-fields.js';
import { valueAt, type DesignPart } from './design-part.js';
import { designParts, findPart, placeOfFault } from './design-parts.js';
import { aService } from '../fixtures.js';
import { shippedServices } from '../shipped-services.js';
import type { ServiceDefinition } from '../types.js';

const world = { teams: [], areas: [], facts: ['round-status'] };
const part = (key: string): DesignPart => {
  const found = findPart(key);
  if (!found) throw new Error(`no part ${key}`);
  return found;
};

/** What a page holds for an entry when it is opened. */
function opened(of: DesignPart, definition: ServiceDefinition, entry: Entry): Typed {
  const item = itemOf(of, definition, entry);
  const fields = of.fields(definition, world);
  return Object.assign({}, ...fields.map((field) => typedOf(field, valueAt(item, field.name)))) as Typed;
}

function apply(key: string, definition: ServiceDefinition, entry: Entry, changes: Typed) {
  const typed = { ...opened(part(key), definition, entry), ...changes };
  return applyPart(part(key), definition, { entry, typed, world });
}

function applied(key: string, definition: ServiceDefinition, entry: Entry, changes: Typed): ServiceDefinition {
  const done = apply(key, definition, entry, changes);
  if ('faults' in done) throw new Error(JSON.stringify(done.faults));
  return done.definition;
}

describe('the parts of the service designer', () => {
  it('change nothing when a page is saved as it was opened, in every shipped service', async function () {
    this.timeout(60_000);
    for (const definition of (await shippedServices()).services)
      for (const of of designParts) {
        const entries: Entry[] = of.kind === 'form' ? [undefined] : of.read(definition).map((_, index) => index);
        for (const entry of entries) {
          const done = applyPart(of, definition, { entry, typed: opened(of, definition, entry), world });
          const where = `${definition.key} ${of.key} ${String(entry)}`;
          expect('faults' in done ? done.faults : [], where).to.deep.equal([]);
          const saved = 'definition' in done ? done.definition : definition;
          const expected = of.key === 'statuses' || of.key === 'steps' ? ownLifecycle(definition) : definition;
          expect(saved, where).to.deep.equal(expected);
        }
      }
  });

  it('add a question under a key made of its words, with its choices', () => {
    const changes = {
      label: 'What colour?',
      called: 'the colour',
      type: 'choice',
      personal: 'none',
      options: 'Dark red\nblue: Blue | blue',
    };
    const { form } = applied('questions', aService(), 'new', changes);
    expect(form.questions[1]).to.deep.include({ key: 'what-colour', called: 'the colour', type: 'choice' });
    expect(form.questions[1]?.options).to.deep.equal([
      { value: 'dark-red', label: 'Dark red' },
      { value: 'blue', label: 'Blue', inTitle: 'blue' },
    ]);
  });

  it('name the control that is wrong and the fix', () => {
    const done = apply('questions', aService(), 'new', { type: 'text', personal: 'none', min: 'two' });
    expect('faults' in done && done.faults).to.deep.equal([
      { field: 'min', message: 'Smallest must be a number, like 3' },
      { field: 'key', message: 'Enter the key' },
      { field: 'label', message: 'Enter the question' },
    ]);
    const fee = apply('fee', aService(), undefined, { amountPence: '55' });
    expect('faults' in fee && fee.faults).to.deep.equal([{ field: 'buys', message: 'Enter what it buys' }]);
    const promise = apply('promise', aService(), undefined, { 'target.amount': '' });
    expect('faults' in promise && promise.faults[0]).to.deep.equal({ field: 'target', message: 'Enter the time' });
    const about = apply('about', aService(), undefined, { tier: [] });
    expect('faults' in about && about.faults).to.deep.equal([
      { field: 'tier', message: 'Choose the kinds of council' },
    ]);
  });

  it('keep stops with their questions', () => {
    const stop = { question: 'bin', say: 'Ring Hedge and Son.', outcome: 'not-ours', 'when.join': 'all' };
    const line = { 'when.0.what': 'question:bin', 'when.0.test': 'is', 'when.0.value': 'Garden waste' };
    const { form } = applied('stops', aService(), 'new', { ...stop, ...line });
    expect(form.questions[0]?.stops).to.deep.equal([
      { when: { question: 'bin', is: 'garden' }, say: 'Ring Hedge and Son.', outcome: 'not-ours' },
    ]);
  });

  it('move and remove entries, but not the last that there must be', () => {
    const service = aService();
    const statuses = part('statuses');
    const down = rearrange(statuses, service, 0, 'down');
    expect(down?.lifecycle.initial).to.equal(service.lifecycle.statuses[1]?.key);
    expect(rearrange(statuses, service, 0, 'up')).to.equal(undefined);
    expect(rearrange(part('outcomes'), service, 0, 'remove')).to.equal(undefined);
    expect(rearrange(part('questions'), service, 0, 'remove')?.form.questions).to.deep.equal([]);
  });

  it('find an entry again after others moved it, or say that it is gone', () => {
    const service = aService();
    const statuses = part('statuses');
    const base = nameOf(itemOf(statuses, service, 0));
    const moved = rearrange(statuses, service, 0, 'down') ?? service;
    expect(entryStill(statuses, moved, 0, base)).to.equal(1);
    expect(entryStill(statuses, rearrange(statuses, service, 0, 'remove') ?? service, 0, base)).to.equal('new');
  });

  it('lead from a fault to where it is put right', () => {
    const service = aService();
    expect(placeOfFault('form.questions.0.label', service)).to.deep.equal({ part: 'questions', entry: 1 });
    expect(placeOfFault('form.questions.0.stops.1.when', service)).to.deep.equal({ part: 'stops', entry: 2 });
    expect(placeOfFault('lifecycle.transitions.3.to', service)).to.deep.equal({ part: 'steps', entry: 4 });
    expect(placeOfFault('routing', service)).to.deep.equal({ part: 'routing' });
    expect(placeOfFault('summaryTemplate', service)).to.deep.equal({ part: 'about' });
  });
});

describe('conditions in lines', () => {
  const scalars = fc.constantFrom('garden', 'rubbish');
  const parts: fc.Arbitrary<Condition> = fc.oneof(
    fc.record({ question: fc.constant('bin'), is: scalars }),
    fc.record({ question: fc.constant('bin'), isNot: scalars }),
    fc.record({ question: fc.constant('bin'), in: fc.uniqueArray(scalars, { minLength: 1 }) }),
    fc.record({ question: fc.constant('bin'), answered: fc.boolean() }),
    fc.record({ fact: fc.constant('round-status'), known: fc.boolean() }),
    fc.record({ fact: fc.constant('round-status'), is: fc.constantFrom('done', 'late') }),
    fc.record({ localTime: fc.record({ from: fc.constant('17:00') }) }),
    fc.record({ area: fc.oneof(fc.constant<string>('ward-1'), fc.constant<string[]>(['ward-1', 'ward-2'])) }),
    fc.record({ priority: fc.constantFrom('urgent' as const, 'low' as const) }),
  );
  const { questions } = aService().form;

  it('say the same again when they are read back', () => {
    const several = fc.array(parts, { minLength: 2, maxLength: 5 });
    const any: fc.Arbitrary<Condition> = fc.oneof(
      parts,
      several.map((all) => ({ all })),
      several.map((any) => ({ any })),
    );
    fc.assert(
      fc.property(any, (condition) => {
        const rows = rowsOf(condition);
        expect(rows && conditionFrom(rows, questions)).to.deep.equal({ condition });
        expect(conditionWords(condition, questions)).to.match(/\S/);
      }),
    );
  });

  it('leave a condition with parts within parts alone', () => {
    const when: Condition = { any: [{ all: [{ area: 'a' }, { area: 'b' }] }, { area: 'c' }] };
    const service = aService({ routing: [{ when, team: 'waste' }, { team: 'waste' }] });
    expect(rowsOf(when)).to.equal(undefined);
    expect(applied('routing', service, 0, { team: 'roads' }).routing[0]).to.deep.equal({ when, team: 'roads' });
    expect(conditionWords(when, [])).to.equal('(the area is a, and the area is b), or the area is c');
  });

  it('say which line is wrong', () => {
    const row = (what: string, test: string, value: string) =>
      conditionFrom({ join: 'all', rows: [{ what, test, value }] }, questions);
    expect(row('', 'is', 'x')).to.deep.equal({ fault: 'Line 1: choose what it looks at' });
    expect(row('question:bin', 'is', '')).to.deep.equal({ fault: 'Line 1: enter what to compare with' });
    expect(row('question:bin', 'at-least', 'x')).to.deep.equal({ fault: 'Line 1: enter a number to compare with' });
    expect(row('time', 'is', '17:00')).to.have.property('fault');
  });
});

/** A lifecycle that was edited is the service's own. */
function ownLifecycle(definition: ServiceDefinition): ServiceDefinition {
  return { ...definition, lifecycle: { ...definition.lifecycle, name: definition.key } };
}
