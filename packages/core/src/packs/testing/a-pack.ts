import { anArticle } from '../../testing/an-article.js';

type Input = Record<string, unknown>;

/** A sound pack as a file would hold it, with what a test says in place of its own fields. */
export function aPackInput(changes: Input = {}): Input {
  return {
    'moothall-pack': 1,
    name: 'missed-bin',
    version: '1.0.0',
    title: 'Missed bin',
    licence: 'CC0-1.0',
    teams: { waste: { name: 'Waste', does: 'Empties bins.' } },
    service: aServiceInput(),
    articles: [anArticle({ serviceKey: 'missed-bin' })],
    ...changes,
  };
}

/** Its service: one question, two working days of the crews. */
export function aServiceInput(changes: Input = {}): Input {
  return {
    key: 'missed-bin',
    name: 'Missed bin',
    group: 'Bins and recycling',
    summary: 'Tell us that a bin was not emptied.',
    tier: ['district'],
    keywords: ['bin not emptied'],
    identityLevel: { log: 'none', disclose: 'basic' },
    form: { questions: [whichBin] },
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

export const whichBin = {
  key: 'bin',
  type: 'choice',
  label: 'Which bin was missed?',
  called: 'which bin was missed',
  required: true,
  personal: 'none',
  options: [
    { value: 'rubbish', label: 'Rubbish' },
    { value: 'garden', label: 'Garden waste' },
  ],
};
