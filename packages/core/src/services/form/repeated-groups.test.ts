import { expect } from 'chai';
import fc from 'fast-check';
import { localDate } from '../../kernel/local-date.js';
import { answerText, caseTitle, itemTexts } from '../case-title.js';
import { rearrange } from '../design/apply-part.js';
import { checkDefinition } from '../design/definition-checks.js';
import { findPart, placeOfFault } from '../design/design-parts.js';
import { aQuestion, aServiceAsking, circumstances } from '../fixtures.js';
import { findStops, parseAnswers } from './form-rules.js';
import { prefillAnswers } from './prefill-rules.js';
import type { GroupItem, Question } from './question-types.js';
import { feePence } from '../flow/routing-rules.js';

const today = { today: localDate('2026-11-24') };
const what = {
  ...{ key: 'what', type: 'choice', called: 'what it is', required: true },
  options: [
    { value: 'sofa', label: 'Sofa' },
    { value: 'cooker', label: 'Cooker' },
  ],
};
const width = { key: 'width', type: 'number', min: 1, max: 900, required: true };
const gas = {
  ...{ key: 'gas', type: 'yes-no', called: 'whether it is on gas', showWhen: { question: 'what', is: 'cooker' } },
  stops: [{ when: { question: 'gas', is: true }, say: 'Have it disconnected.', outcome: 'too-early' }],
};

function itemsGroup(changes: Record<string, unknown> = {}, ...more: Record<string, unknown>[]) {
  const questions = [what, width, gas, ...more].map((question) => aQuestion(question));
  return { key: 'items', called: 'the items', type: 'group', required: true, max: 3, questions, ...changes };
}

const bulky = aServiceAsking({ key: 'flat', type: 'yes-no', called: 'whether it is a flat' }, itemsGroup());
const errorsOf = (raw: unknown, service = bulky): string[] =>
  parseAnswers(service, raw, today).errors.map(({ field, message }) => `${field}: ${message}`);
const faultsOf = (...questions: Record<string, unknown>[]): string[] =>
  checkDefinition(aServiceAsking(...questions)).map(({ path, message }) => `${path}: ${message}`);

describe('a question that is repeated', () => {
  it('gives its items in their order, typed', () => {
    const raw = {
      items: [
        { what: 'sofa', width: '180' },
        { what: 'cooker', width: 60, gas: 'no' },
      ],
    };
    const { answers, errors } = parseAnswers(bulky, raw, today);
    expect(errors).to.deep.equal([]);
    expect(answers).to.deep.equal({
      items: [
        { what: 'sofa', width: 180 },
        { what: 'cooker', width: 60, gas: false },
      ],
    });
  });

  it('names the item and the field in what is wrong, and counts blank items as they stand on the page', () => {
    const raw = { items: [{ what: 'sofa', width: '180' }, {}, { what: 'bed', width: '' }] };
    expect(errorsOf(raw)).to.deep.equal([
      'items.2.what: Item 3: Choose what it is from the list',
      'items.2.width: Item 3: Enter the width',
    ]);
    const vehicles = aServiceAsking(itemsGroup({ itemName: 'vehicle' }));
    expect(errorsOf({ items: [{ what: 'sofa' }] }, vehicles)).to.deep.equal([
      'items.0.width: Vehicle 1: Enter the width',
    ]);
  });

  it('asks for an item where one is needed, and for fewer than too many', () => {
    for (const none of [{}, { items: [] }, { items: [{}, { what: '' }] }])
      expect(errorsOf(none)).to.deep.equal(['items: Add the items']);
    const four = { items: Array.from({ length: 4 }, () => ({ what: 'sofa', width: 1 })) };
    expect(errorsOf(four)).to.deep.equal(['items: The items can have 3 at most: remove 1']);
    const two = aServiceAsking(itemsGroup({ min: 2 }));
    expect(errorsOf({ items: [{ what: 'sofa', width: 1 }] }, two)).to.deep.equal([
      'items: The items must have 2 at least: add 1 more',
    ]);
  });

  it('refuses what is no list, no item, or no question of it', () => {
    expect(errorsOf({ items: 'sofa' })).to.deep.equal(['items: The items must be a list of items']);
    expect(errorsOf({ items: ['sofa'] })).to.deep.equal([
      'items.0: Item 1: Send it as an object with the keys of its questions',
    ]);
    expect(errorsOf({ items: [{ what: 'sofa', width: 1, colour: 'red' }] })).to.deep.equal([
      'items.0.colour: Item 1: This form has no question “colour”: leave it out, or use one of what, width, gas',
    ]);
  });

  it('shows questions by the answers of their own item and those before the group', () => {
    const lift = { key: 'lift', type: 'text', showWhen: { question: 'flat', is: true }, required: true };
    const service = aServiceAsking(
      { key: 'flat', type: 'yes-no', called: 'whether it is a flat' },
      itemsGroup({}, lift),
    );
    const items = [{ what: 'sofa', width: 1, gas: 'yes' }];
    expect(parseAnswers(service, { flat: 'no', items }, today).answers['items']).to.deep.equal([
      { what: 'sofa', width: 1 },
    ]);
    expect(errorsOf({ flat: 'yes', items }, service)).to.deep.equal(['items.0.lift: Item 1: Enter the lift']);
  });

  it('stops at an item, and says which', () => {
    const items: GroupItem[] = [
      { what: 'sofa', width: 1 },
      { what: 'cooker', width: 1, gas: true },
    ];
    const stops = findStops(bulky, circumstances({ answers: { items } }));
    expect(stops.map(({ question }) => question)).to.deep.equal(['items.1.gas']);
  });

  it('reads well in lists, titles and fees', () => {
    const items = [
      { what: 'sofa', width: 180 },
      { what: 'cooker', width: 60 },
      { what: 'sofa', width: 90 },
    ];
    const group = bulky.form.questions[1] as Question;
    expect(itemTexts(group, items)[0]).to.equal('The what: Sofa; The width: 180');
    expect(answerText(group, items)).to.match(/^Item 1: The what: Sofa; The width: 180\. Item 2: /);
    expect(caseTitle({ ...bulky, summaryTemplate: 'Bulky waste: {items}' }, { items })).to.equal(
      'Bulky waste: sofa, cooker',
    );
    const fee = { amountPence: 1_500, buys: 'one item', times: 'items' };
    expect(feePence({ fee }, circumstances({ answers: { items } }))).to.equal(4_500);
    expect(checkDefinition({ ...bulky, fee })).to.deep.equal([]);
  });

  it('fills in the first item with what is known', () => {
    const group = itemsGroup({
      questions: [aQuestion({ key: 'owner', prefill: 'customer.name', personal: 'personal' })],
    });
    const known = { ...today, customer: { name: 'Ada Okafor' } };
    expect(prefillAnswers(aServiceAsking(group), known)).to.deep.equal({ items: [{ owner: 'Ada Okafor' }] });
  });

  it('reads its own answers as the same answers, whatever is sent', () => {
    const value = fc.oneof(
      fc.constantFrom('sofa', 'cooker', 'yes', 'no', ''),
      fc.integer({ min: -1, max: 901 }),
      fc.string(),
    );
    const item = fc.oneof(
      fc.record({ what: value, width: value, gas: value }, { requiredKeys: [] }),
      fc.dictionary(fc.string(), value),
      fc.constant(null),
    );
    fc.assert(
      fc.property(fc.array(item, { maxLength: 5 }), fc.boolean(), (items, flat) => {
        const { answers, errors } = parseAnswers(bulky, { flat, items }, today);
        const again = parseAnswers(bulky, answers, today);
        expect(again.answers).to.deep.equal(answers);
        if (errors.length === 0) expect(again.errors).to.deep.equal([]);
        const read = (answers['items'] ?? []) as object[];
        expect(read.length).to.be.at.most(3);
        for (const one of read) expect(one).to.include.keys('what', 'width');
        for (const { field } of errors) expect(field).to.match(/^items/);
      }),
    );
  });
});

describe('checking a repeated question', () => {
  it('says what a group lacks, and what it can’t hold', () => {
    expect(faultsOf(itemsGroup({ questions: undefined }))).to.deep.equal([
      'form.questions.0: A group needs questions: add one that is part of it',
    ]);
    expect(faultsOf(itemsGroup({}, { key: 'photo', type: 'file' }))).to.deep.equal([
      'form.questions.0.questions.3.type: A group can’t ask for files: ask for them once, after the group',
    ]);
    expect(faultsOf({ key: 'a', itemName: 'thing' })).to.deep.equal([
      'form.questions.0.itemName: A text question has no items to name: remove this, or make it a group',
    ]);
  });

  it('limits the items, and the answers that may come together', () => {
    expect(faultsOf(itemsGroup({ max: 21 }))).to.deep.equal([
      'form.questions.0.max: max of a group is a whole number from 1 to 20',
    ]);
    const twelve = Array.from({ length: 12 }, (_, index) => aQuestion({ key: `q${index}` }));
    const large = { ...itemsGroup({ questions: twelve, max: 20 }), key: 'large' };
    expect(faultsOf(large)).to.deep.equal([]);
    expect(faultsOf(large, itemsGroup())).to.deep.equal([
      'form.questions.0.max: Groups could bring 249 answers; 240 fit: give this one fewer items or questions',
    ]);
  });

  it('finds keys twice and conditions too early, inside as outside', () => {
    const late = { key: 'late', showWhen: { question: 'after', answered: true } };
    expect(faultsOf(itemsGroup({}, late, { key: 'after' }, { key: 'what' }))).to.deep.equal([
      'form.questions.0.questions.5.key: Two questions have the key what: rename one',
      'form.questions.0.questions.3.showWhen: The question after is not asked before this: move it up, or change the condition',
    ]);
    const outside = { key: 'outside', showWhen: { question: 'width', atLeast: 3 } };
    expect(faultsOf(itemsGroup(), outside)).to.deep.equal(['form.questions.1.showWhen: There is no question width']);
    expect(faultsOf(itemsGroup(), { key: 'many', showWhen: { question: 'items', atLeast: 2 } })).to.deep.equal([]);
  });

  it('wants a group tagged as strictly as what it asks', () => {
    expect(faultsOf(itemsGroup({}, { key: 'health', personal: 'special' }))).to.deep.equal([
      'form.questions.0.personal: Tag the group special, as a question in it is',
    ]);
  });
});

describe('designing a repeated question', () => {
  const questions = findPart('questions');
  const keysOf = (service = bulky): unknown =>
    service.form.questions.map(({ key, questions: inner = [] }) =>
      [key, inner.map((one) => one.key).join(' ')].join(':'),
    );
  const three = aServiceAsking({ key: 'a' }, itemsGroup(), { key: 'b' });

  it('lists the questions of a group after it, and puts them back', () => {
    if (questions?.kind !== 'list') throw new Error('questions are a list');
    const items = questions.read(three);
    expect(items.map(({ key }) => key)).to.deep.equal(['a', 'items', 'what', 'width', 'gas', 'b']);
    expect(questions.write(three, items)).to.deep.equal(three);
    const renamed = items.map((item) => (item['key'] === 'items' ? { ...item, key: 'things' } : item));
    expect(keysOf(questions.write(three, renamed) as typeof bulky)).to.deep.equal([
      'a:',
      'things:what width gas',
      'b:',
    ]);
  });

  it('moves a question past a whole group, and within one', () => {
    if (!questions) throw new Error('there are no questions');
    const moved = (index: number, does: 'up' | 'down' | 'remove') => {
      const changed = rearrange(questions, three, index, does);
      return changed && keysOf(changed);
    };
    expect(moved(5, 'up')).to.deep.equal(['a:', 'b:', 'items:what width gas']);
    expect(moved(0, 'down')).to.deep.equal(['items:what width gas', 'a:', 'b:']);
    expect(moved(3, 'up')).to.deep.equal(['a:', 'items:width what gas', 'b:']);
    expect(moved(2, 'up')).to.equal(undefined);
    expect(moved(1, 'remove'), 'what a group held stays').to.deep.equal(['a:', 'what:', 'width:', 'gas:', 'b:']);
  });

  it('leads from a fault to the question in its list, or to its stop', () => {
    expect(placeOfFault('form.questions.1.questions.1.label', three)).to.deep.equal({ part: 'questions', entry: 4 });
    expect(placeOfFault('form.questions.2.label', three)).to.deep.equal({ part: 'questions', entry: 6 });
    expect(placeOfFault('form.questions.1.questions.2.stops.0.when', three)).to.deep.equal({ part: 'stops', entry: 1 });
  });
});
