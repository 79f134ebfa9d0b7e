import { expect } from 'chai';
import fc from 'fast-check';
import { localDate } from '../kernel/local-date.js';
import { answerText, caseTitle } from './case-title.js';
import { aQuestion, aService, aServiceAsking, circumstances } from './fixtures.js';
import { allowedTransitions, applyTransition } from './flow/lifecycle-rules.js';
import { parseLocation } from './form/location-rules.js';
import { LIFECYCLE_NAMES, namedLifecycle } from './flow/named-lifecycles.js';
import { prefillAnswers } from './form/prefill-rules.js';
import { Question } from './form/question-types.js';
import { feePence, priorityOf, routeTo, slaTarget } from './flow/routing-rules.js';

describe('routing', () => {
  const definition = aService({
    priority: [{ when: { question: 'bin', is: 'garden' }, priority: 'low' }],
    routing: [
      { when: { any: [{ priority: ['urgent', 'high'] }, { area: 'old-town' }] }, team: 'rapid-response' },
      { when: { question: 'bin', in: ['garden'] }, team: 'garden-waste' },
      { team: 'waste' },
    ],
    sla: {
      target: { amount: 2, unit: 'working-days' },
      byPriority: { low: { amount: 5, unit: 'working-days' } },
      calendar: 'crews',
    },
  });

  it('takes the first route that fits, and the last for the rest', () => {
    expect(routeTo(definition, circumstances({ answers: { bin: 'rubbish' } }))).to.equal('waste');
    expect(routeTo(definition, circumstances({ answers: { bin: 'garden' } }))).to.equal('garden-waste');
    expect(routeTo(definition, circumstances({ answers: { bin: 'garden' }, areas: ['old-town'] }))).to.equal(
      'rapid-response',
    );
    expect(routeTo(definition, circumstances({ priority: 'urgent' }))).to.equal('rapid-response');
  });

  it('gives the priority of the first rule, and its own time', () => {
    expect(priorityOf(definition, circumstances())).to.equal('normal');
    const priority = priorityOf(definition, circumstances({ answers: { bin: 'garden' } }));
    expect(slaTarget(definition, priority)).to.deep.equal({ amount: 5, unit: 'working-days' });
    expect(slaTarget(definition, 'urgent')).to.deep.equal({ amount: 2, unit: 'working-days' });
  });

  it('says which service has no route, rather than losing the case', () => {
    const broken = aService({ routing: [{ when: { area: 'nowhere' }, team: 'waste' }] });
    expect(() => routeTo(broken, circumstances())).to.throw('Service missed-bin has no route');
  });
});

describe('the fee', () => {
  const definition = aService({
    form: { questions: [aQuestion({ key: 'bins', type: 'number', required: true, min: 1 })] },
    summaryTemplate: 'Garden waste',
    fee: {
      amountPence: 5500,
      buys: 'one bin for a year',
      times: 'bins',
      waivedWhen: { fact: 'council-tenancy', is: 'yes' },
    },
  });

  it('is counted, waived, or nothing', () => {
    expect(feePence(definition, circumstances({ answers: { bins: 3 } }))).to.equal(16_500);
    expect(feePence(definition, circumstances({ answers: { bins: 3 }, facts: { 'council-tenancy': 'yes' } }))).to.equal(
      0,
    );
    expect(feePence(aService(), circumstances())).to.equal(0);
  });
});

describe('a lifecycle', () => {
  const lifecycle = namedLifecycle('two-stage-complaint');

  it('moves along its table', () => {
    const result = applyTransition(lifecycle, 'stage-1-answered', 'escalate');
    expect(result.moved && result.status.key).to.equal('stage-2-received');
  });

  it('refuses what its table doesn’t have, and says what can be done', () => {
    const result = applyTransition(lifecycle, 'stage-1-answered', 'answer');
    expect(result).to.deep.equal({
      moved: false,
      code: 'not_from_here',
      message: 'From “Stage 1 answered” the next step can be “Customer asks for a review”',
    });
    expect(applyTransition(lifecycle, 'lost', 'answer')).to.include({ moved: false, code: 'unknown_status' });
    expect(applyTransition(lifecycle, 'stage-1', 'explode')).to.include({ moved: false, code: 'unknown_event' });
  });

  it('allows exactly what it then applies, from every status of every named lifecycle', () => {
    const anyStatus = fc
      .constantFrom(...LIFECYCLE_NAMES)
      .map(namedLifecycle)
      .chain((one) =>
        fc.record({ one: fc.constant(one), status: fc.constantFrom(...one.statuses.map(({ key }) => key)) }),
      );
    fc.assert(
      fc.property(anyStatus, ({ one, status }) => {
        const allowed = allowedTransitions(one, status).map(({ event }) => event);
        const events = new Set(one.transitions.map(({ event }) => event));
        for (const event of events) expect(applyTransition(one, status, event).moved).to.equal(allowed.includes(event));
      }),
    );
  });
});

describe('prefilling', () => {
  const definition = aServiceAsking(
    { key: 'name', prefill: 'customer.name', personal: 'personal' },
    { key: 'phone', type: 'telephone', prefill: 'customer.telephone', personal: 'personal' },
    { key: 'uprn', prefill: 'property.uprn' },
    {
      key: 'day',
      type: 'choice',
      prefill: 'property.fact.collection-day',
      options: [
        { value: 'monday', label: 'Monday' },
        { value: 'tuesday', label: 'Tuesday' },
      ],
    },
    { key: 'assisted', type: 'yes-no', called: 'whether it is', prefill: 'property.fact.assisted-bin' },
  );
  const today = localDate('2026-11-24');

  it('answers what is known, as typed values', () => {
    const answers = prefillAnswers(definition, {
      today,
      customer: { name: 'Ada Pugh', telephone: '01632 960001' },
      property: { uprn: '999900000001', facts: { 'collection-day': 'Tuesday', 'assisted-bin': 'yes' } },
    });
    expect(answers).to.deep.equal({
      name: 'Ada Pugh',
      phone: '+441632960001',
      uprn: '999900000001',
      day: 'tuesday',
      assisted: true,
    });
  });

  it('leaves out what is unknown, and facts that the question wouldn’t take', () => {
    const property = { facts: { 'collection-day': 'someday', 'assisted-bin': 'unsure' } };
    expect(prefillAnswers(definition, { today, property, customer: { telephone: 'none' } })).to.deep.equal({});
  });
});

describe('the location of a case', () => {
  it('is an address or a point, as the service has it', () => {
    const either = aService({ location: { kind: 'either', required: true } });
    expect(parseLocation(either, { uprn: '999900000001', text: '1 Mill Lane', lat: '', long: '' })).to.deep.equal({
      location: { kind: 'address', uprn: '999900000001', text: '1 Mill Lane' },
    });
    expect(parseLocation(either, { lat: '52.1', long: '-1.5' }).location).to.include({ kind: 'point', lat: 52.1 });
  });

  it('is asked for where it is needed, and refused where there is none', () => {
    expect(parseLocation(aService(), { text: '' })).to.deep.equal({
      error: { field: 'location', message: 'Choose the address' },
    });
    expect(parseLocation(aService({ location: { kind: 'point' } }), undefined)).to.deep.equal({});
    expect(parseLocation(aService({ location: { kind: 'none' } }), { text: 'x' }).error?.message).to.contain('Leave');
  });
});

describe('the title of a case', () => {
  it('reads as a sentence', () => {
    expect(caseTitle(aService(), { bin: 'garden' })).to.equal('Missed garden waste bin');
    expect(caseTitle(aService({ summaryTemplate: '{bin}: missed' }), { bin: 'garden' })).to.equal(
      'Garden waste: missed',
    );
  });

  it('leaves no gap where nothing was answered', () => {
    expect(caseTitle(aService({ summaryTemplate: 'Missed {bin} bin' }), {})).to.equal('Missed bin');
    expect(caseTitle(aService({ summaryTemplate: 'Missed bin: {bin}' }), {})).to.equal('Missed bin');
    expect(caseTitle(aService({ summaryTemplate: 'Missed bin ({bin})' }), {})).to.equal('Missed bin');
  });

  it('takes a text with dollar signs and braces as it is', () => {
    const definition = { ...aServiceAsking({ key: 'what' }), summaryTemplate: 'About {what}' };
    expect(caseTitle(definition, { what: '$& {what} $1' })).to.equal('About $& {what} $1');
  });

  it('is never longer than 120 characters', () => {
    const definition = { ...aServiceAsking({ key: 'what' }), summaryTemplate: 'About {what}' };
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (what) => {
        expect([...caseTitle(definition, { what })]).to.have.length.at.most(120);
      }),
    );
  });
});

describe('an answer in words', () => {
  it('is what people read', () => {
    const say = (type: string, value: Parameters<typeof answerText>[1]) =>
      answerText(Question.parse(aQuestion({ key: 'a', type })), value);
    expect(say('yes-no', true)).to.equal('Yes');
    expect(say('money', 1250)).to.equal('£12.50');
    expect(say('date', '2026-03-27')).to.equal('27 March 2026');
    expect(say('file', ['a', 'b'])).to.equal('2 files');
    expect(say('point', { lat: 52.1, long: -1.5 })).to.equal('52.1, -1.5');
    expect(say('address', { text: '1 Mill Lane', postcode: 'ZZ99 9ZZ' })).to.equal('1 Mill Lane, ZZ99 9ZZ');
  });
});
