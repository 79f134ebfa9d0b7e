import { expect } from 'chai';
import fc from 'fast-check';
import { readFileSync, readdirSync } from 'node:fs';
import { localDate } from '../../kernel/local-date.js';
import { answerText, caseTitle } from '../case-title.js';
import { answerTo } from './condition-rules.js';
import { circumstances } from '../fixtures.js';
import { findStops, parseAnswers, visibleQuestions } from './form-rules.js';
import type { Question } from './question-types.js';
import { readDefinitionFile } from '../read-definition.js';
import { itemLimits } from './repeated-groups.js';
import { feePence, priorityOf, routeTo } from '../flow/routing-rules.js';
import type { ServiceDefinition } from '../types.js';

const FOLDER = new URL('../../../demo/services/', import.meta.url);
const today = localDate('2026-11-24');
const services = readdirSync(FOLDER).flatMap(
  (name) => readDefinitionFile(readFileSync(new URL(name, FOLDER), 'utf8')).definition ?? [],
);

describe('the demo’s forms, filled in at random', () => {
  for (const service of services) {
    it(`take what people answer about ${service.key}, and find it a title, a team and a priority`, () => {
      fc.assert(
        fc.property(anyAnswers(service.form), (raw) => checkCase(service, raw)),
        { numRuns: 40 },
      );
    });
  }

  it('ask for everything that they require, in words that say the fix', () => {
    for (const service of services) {
      const required = visibleQuestions(service, {}).filter((question) => question.required);
      const { errors } = parseAnswers(service, {}, { today });
      expect(errors.map(({ field }) => field)).to.deep.equal(required.map(({ key }) => key));
      for (const { message } of errors) expect(message).to.match(/^(Enter|Choose|Say|Add|Show or describe) [^?]+$/);
    }
  });
});

function checkCase(service: ServiceDefinition, raw: Record<string, unknown>): void {
  const { answers, errors } = parseAnswers(service, raw, { today });
  expect(errors, JSON.stringify(raw)).to.deep.equal([]);
  const known = circumstances({ answers });
  const priority = priorityOf(service, known);
  expect(service.routing.map(({ team }) => team)).to.include(routeTo(service, { ...known, priority }));
  expect(feePence(service, known)).to.be.at.least(0);
  expect(caseTitle(service, answers)).to.match(/^[\p{Lu}\p{N}].{2,}[^\s:(]$/u);
  for (const stop of findStops(service, known)) expect(stop.say).to.match(/[.!?]$/);
  for (const question of visibleQuestions(service, answers)) {
    const answer = answerTo(answers, question.key);
    if (answer !== undefined) expect(answerText(question, answer)).not.to.equal('');
  }
}

function anyAnswers({ questions }: ServiceDefinition['form']): fc.Arbitrary<Record<string, unknown>> {
  return fc.record(Object.fromEntries(questions.map((question) => [question.key, anyAnswer(question)])));
}

function anyAnswer(question: Question): fc.Arbitrary<unknown> {
  const values = question.options?.map(({ value }) => value) ?? [];
  switch (question.type) {
    case 'choice':
      return fc.constantFrom(...values);
    case 'choices':
      return fc.subarray(values, {
        minLength: question.min ?? 1,
        maxLength: Math.min(values.length, question.max ?? 99),
      });
    case 'yes-no':
      return fc.constantFrom('yes', 'no');
    case 'number':
      return fc.integer({ min: question.min ?? 0, max: question.max ?? 100 }).map(String);
    case 'money':
      return fc.integer({ min: question.min ?? 0, max: question.max ?? 100_000 });
    case 'date':
      return fc.constantFrom(
        ...(question.within === 'future' ? [today, '2027-03-01'] : [today, '2026-03-01', '1950-02-28']),
      );
    case 'time':
      return fc.constantFrom('5pm', '09:30');
    case 'email':
      return fc.constant('somebody@post.example');
    case 'telephone':
      return fc.constant('01632 960001');
    case 'address':
      return fc.constant({ uprn: '999900000001', text: '1 Mill Lane, Dunmere' });
    case 'point':
      return fc.constant({ description: 'By the bus stop' });
    case 'file':
      return fc.constant(['0190-a']);
    case 'group': {
      const { min, max } = itemLimits(question);
      const questions = question.questions ?? [];
      return fc.array(anyAnswers({ questions }), { minLength: Math.max(1, min), maxLength: max });
    }
    default:
      return question.pattern ? fc.stringMatching(new RegExp(`^${question.pattern}$`)) : fc.constant('Something said');
  }
}
