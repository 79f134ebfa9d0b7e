import type { Pack } from '../types.js';

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

/** An article, published by the pack or beside it. */
export function anArticle(changes: Partial<Article> = {}): Article {
  return {
    key: 'missed-bin',
    title: 'Missed bin: when to report',
    summary: 'Check the round first, then log it.',
    keywords: ['wheelie bin not emptied', 'bin left', 'rubbish'],
    audience: ['district', 'unitary'],
    lgsl: [524],
    script: { steps: [{ text: 'Check the round' }] },
    body: [{ paragraphs: ['Crews finish at three.'] }],
    outcomeHint: 'log',
    effectiveOn: '2026-01-01',
    reviewOn: '2027-01-01',
    ownerTeam: 'waste',
    ...changes,
  };
}

type Article = Pack['articles'][number];
