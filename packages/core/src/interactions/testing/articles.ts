import { systemActor } from '../../kernel/actor.js';
import { publishArticle } from '../../knowledge/index.js';
import { dunmere, type TestWorld } from '../../testing/harness.js';

/** An article of Dunmere's; answers its id. */
export async function publishTestArticle(world: TestWorld): Promise<string> {
  const article = {
    key: 'market-days',
    title: 'Market days',
    summary: 'When the market is held.',
    keywords: ['market', 'stalls', 'traders'],
    audience: ['district' as const],
    lgsl: [],
    script: { steps: [{ text: 'Say the day' }] },
    body: [{ paragraphs: ['Every Thursday.'] }],
    outcomeHint: 'answer' as const,
    effectiveOn: '2026-01-01',
    reviewOn: '2027-01-01',
    ownerTeam: 'markets',
  };
  return (await world.run(systemActor('test set-up'), publishArticle, { authorityId: dunmere, article })).id;
}
