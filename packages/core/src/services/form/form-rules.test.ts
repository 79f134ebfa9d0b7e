import { expect } from 'chai';
import fc from 'fast-check';
import { localDate } from '../../kernel/local-date.js';
import { aService, aServiceAsking, circumstances } from '../fixtures.js';
import { findStops, parseAnswers, visibleQuestions } from './form-rules.js';

const today = { today: localDate('2026-11-24') };

const furniture = aServiceAsking(
  { key: 'has-furniture', type: 'yes-no', called: 'whether there is furniture', required: true },
  { key: 'pieces', type: 'number', min: 1, max: 6, required: true, showWhen: { question: 'has-furniture', is: true } },
  { key: 'floor', type: 'text', showWhen: { question: 'pieces', atLeast: 4 } },
);

describe('the form of a service', () => {
  it('asks for what is missing, by name', () => {
    const { answers, errors } = parseAnswers(aService(), {}, today);
    expect(answers).to.deep.equal({});
    expect(errors).to.deep.equal([{ field: 'bin', message: 'Choose which bin was missed' }]);
  });

  it('doesn’t ask what its conditions hide, and drops answers to it', () => {
    const { answers, errors } = parseAnswers(furniture, { 'has-furniture': 'no', pieces: '99' }, today);
    expect(answers).to.deep.equal({ 'has-furniture': false });
    expect(errors).to.deep.equal([]);
  });

  it('hides what hangs on a hidden question, whatever was answered before', () => {
    const shown = visibleQuestions(furniture, { 'has-furniture': false, pieces: 5, floor: 'second' });
    expect(shown.map(({ key }) => key)).to.deep.equal(['has-furniture']);
  });

  it('refuses keys that it doesn’t know, and names those that it does', () => {
    const raw = JSON.parse('{"bin":"rubbish","colour":"red","__proto__":{"bin":"x"},"constructor":"y"}') as unknown;
    const { answers, errors } = parseAnswers(aService(), raw, today);
    expect(answers).to.deep.equal({ bin: 'rubbish' });
    expect(errors.map(({ field }) => field)).to.have.members(['colour', '__proto__', 'constructor']);
    expect(errors[0]?.message).to.equal('This form has no question “colour”: leave it out, or use one of bin');
  });

  it('refuses what isn’t an object of answers', () => {
    for (const raw of [undefined, null, 'bin=rubbish', ['rubbish'], 3]) {
      expect(parseAnswers(aService(), raw, today).errors).to.have.length(1);
    }
  });

  it('takes a key like "constructor" as a question of its own', () => {
    const definition = aServiceAsking({ key: 'constructor', required: true });
    expect(parseAnswers(definition, {}, today).errors.map(({ field }) => field)).to.deep.equal(['constructor']);
    expect(
      visibleQuestions(aServiceAsking({ key: 'a', showWhen: { question: 'constructor', answered: true } }), {}),
    ).to.deep.equal([]);
  });

  it('parses its own answers to the same answers', () => {
    const yesNo = fc.constantFrom('yes', 'no', true, false);
    const count = fc.oneof(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 }).map(String));
    fc.assert(
      fc.property(
        fc.record({ 'has-furniture': yesNo, pieces: count, floor: fc.string({ unit: 'grapheme' }) }),
        (raw) => {
          const { answers } = parseAnswers(furniture, raw, today);
          expect(parseAnswers(furniture, answers, today).answers).to.deep.equal(answers);
          const shown = visibleQuestions(furniture, answers).map(({ key }) => key);
          expect(Object.keys(answers).every((key) => shown.includes(key))).to.equal(true);
        },
      ),
    );
  });

  it('never throws, whatever is sent', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (one, other) => {
        const { errors } = parseAnswers(furniture, { 'has-furniture': true, pieces: one, floor: other }, today);
        expect(errors.every(({ message }) => message.length > 10)).to.equal(true);
      }),
    );
  });
});

describe('the stops of a form', () => {
  const definition = aServiceAsking({
    key: 'missed-on',
    type: 'date',
    stops: [
      { when: { question: 'missed-on', daysAgo: { atLeast: 3 } }, say: 'That is too long ago.', outcome: 'not-ours' },
      {
        when: { all: [{ question: 'missed-on', daysAgo: { atMost: 0 } }, { localTime: { before: '15:00' } }] },
        say: 'The crews are still out.',
        outcome: 'too-early',
      },
      { when: { fact: 'round-status', in: ['disrupted'] }, say: 'We know about it.', outcome: 'already-known' },
      { when: { area: 'fire-zone' }, say: 'Call 999 now.', outcome: 'emergency' },
    ],
  });
  const outcomes = (changes: Parameters<typeof circumstances>[0]) =>
    findStops(definition, circumstances(changes)).map(({ outcome }) => outcome);

  it('says that it is too early until the crews finish', () => {
    expect(outcomes({ answers: { 'missed-on': '2026-11-24' }, localTime: '14:59' })).to.deep.equal(['too-early']);
    expect(outcomes({ answers: { 'missed-on': '2026-11-24' }, localTime: '15:00' })).to.deep.equal([]);
  });

  it('counts days over the end of summer time', () => {
    const today = localDate('2026-10-26');
    expect(outcomes({ today, answers: { 'missed-on': '2026-10-24' } })).to.deep.equal([]);
    expect(outcomes({ today, answers: { 'missed-on': '2026-10-23' } })).to.deep.equal(['not-ours']);
  });

  it('reads facts of the property', () => {
    expect(outcomes({ facts: { 'round-status': 'disrupted' } })).to.deep.equal(['already-known']);
    expect(outcomes({ facts: { 'round-status': 'completed' } })).to.deep.equal([]);
  });

  it('puts an emergency first, and lets the form go on after it', () => {
    const stops = findStops(
      definition,
      circumstances({ areas: ['fire-zone'], facts: { 'round-status': 'disrupted' } }),
    );
    expect(stops.map(({ outcome, endsForm }) => [outcome, endsForm])).to.deep.equal([
      ['emergency', false],
      ['already-known', true],
    ]);
  });

  it('doesn’t apply the stops of a hidden question', () => {
    const hidden = aServiceAsking(
      { key: 'a', type: 'yes-no', called: 'whether it is' },
      {
        key: 'b',
        showWhen: { question: 'a', is: true },
        stops: [{ when: { fact: 'x', known: false }, say: 'No.', outcome: 'not-ours' }],
      },
    );
    expect(findStops(hidden, circumstances({ answers: { a: false } }))).to.deep.equal([]);
    expect(findStops(hidden, circumstances({ answers: { a: true } }))).to.have.length(1);
  });
});
