import { localDate } from '../kernel/local-date.js';
import type { Circumstances } from './form/condition-rules.js';
import { ServiceDefinition } from './types.js';

type Input = Record<string, unknown>;

/** A sound service for tests, with what a test says in place of its own fields. Throws when the shape is wrong. */
export function aService(changes: Input = {}): ServiceDefinition {
  return ServiceDefinition.parse(aServiceInput(changes));
}

/** The same as a file would hold it, before it is read. */
export function aServiceInput(changes: Input = {}): Input {
  return {
    key: 'missed-bin',
    name: 'Missed bin',
    group: 'Bins and recycling',
    summary: 'Tell us that a bin was not emptied.',
    tier: ['district'],
    keywords: ['bin not emptied'],
    identityLevel: { log: 'none', disclose: 'basic' },
    form: { questions: [aQuestion({ key: 'bin', ...BIN })] },
    location: { kind: 'address', required: true },
    lifecycle: 'field-work',
    outcomes: [{ key: 'emptied', label: 'Emptied', publicLabel: 'We emptied the bin' }],
    sla: { target: { amount: 2, unit: 'working-days' }, calendar: 'crews' },
    routing: [{ team: 'waste' }],
    summaryTemplate: 'Missed {bin} bin',
    retentionClass: 'case',
    ...changes,
  };
}

/** A service that asks these questions and nothing else. */
export function aServiceAsking(...questions: Input[]): ServiceDefinition {
  return aService({ form: { questions: questions.map(aQuestion) }, summaryTemplate: 'Something to do' });
}

export function aQuestion(changes: Input): Input {
  return { label: `The ${String(changes['key'])}`, type: 'text', personal: 'none', ...changes };
}

/** Nothing answered and nothing known, at noon on Tuesday 24 November 2026. */
export function circumstances(changes: Partial<Circumstances> = {}): Circumstances {
  return { answers: {}, facts: {}, areas: [], today: localDate('2026-11-24'), localTime: '12:00', ...changes };
}

const BIN: Input = {
  type: 'choice',
  label: 'Which bin was missed?',
  called: 'which bin was missed',
  required: true,
  options: [
    { value: 'rubbish', label: 'Rubbish' },
    { value: 'recycling', label: 'Recycling' },
    { value: 'garden', label: 'Garden waste' },
  ],
};
