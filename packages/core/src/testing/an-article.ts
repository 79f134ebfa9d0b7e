import type { KnowledgeArticle } from '../knowledge/index.js';

/** An article that passes every check, with what matters to a test changed. */
export function anArticle(changes: Partial<KnowledgeArticle> = {}): KnowledgeArticle {
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
