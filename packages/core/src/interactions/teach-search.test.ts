import { expect } from 'chai';
import { listGaps, searchKnowledge } from '../knowledge/index.js';
import { dunmere, onBothEngines, partnership } from '../testing/harness.js';
import { publishTestArticle } from './testing/articles.js';
import { closeEnquiry } from './commands/close-enquiry.js';
import { openEnquiry } from './commands/open-enquiry.js';
import { startInteraction } from './commands/start-interaction.js';
import { teachSearch } from './teach-search.js';

onBothEngines('teaching the search', (world) => {
  const permissions = ['interactions.handle', 'knowledge.read', 'knowledge.edit', 'services.read', 'directory.read'];
  const adviser = () => world().staff(permissions, [dunmere, partnership]);
  let callers = 0;

  async function closeCall(words: string, articleId?: string): Promise<void> {
    const actor = await adviser();
    const caller = `+4416329606${String((callers += 1)).padStart(2, '0')}`;
    const call = { channel: 'telephone' as const, authorityId: dunmere, caller };
    const { id: interactionId } = await world().run(actor, startInteraction, call);
    const about = { interactionId, words, ...(articleId ? { articleId } : {}) };
    const { id: enquiryId } = await world().run(actor, openEnquiry, about);
    await world().run(actor, closeEnquiry, { enquiryId, outcome: 'resolved' });
    const event = { authorityId: dunmere, topic: 'enquiry.closed', subjectId: enquiryId, payload: {} };
    // Jobs run at least once; this one twice.
    await teachSearch.run(world().kernel, event);
    await teachSearch.run(world().kernel, event);
  }

  it('raises the article that resolved enquiries, once several different customers used the word', async () => {
    const articleId = await publishTestArticle(world());
    const find = async () => {
      const hits = await world().read(await adviser(), searchKnowledge, { words: 'kerfuffle', authorityId: dunmere });
      return hits.map(({ id }) => id);
    };
    await closeCall('a kerfuffle', articleId);
    await closeCall('what a kerfuffle', articleId);
    expect(await find()).to.deep.equal([]);
    await closeCall('kerfuffle', articleId);
    world().clock.advance(5000);
    expect(await find()).to.deep.equal([articleId]);
  });

  it('counts as a gap what was closed without an article or service', async () => {
    for (const words of ['lost my hovercraft', 'hovercraft', 'the hovercraft again']) await closeCall(words);
    const gaps = await world().read(await adviser(), listGaps, { authorityId: dunmere });
    expect(gaps.map(({ word, customers, gaps: count }) => [word, customers, count])).to.deep.equal([
      ['hovercraft', 3, 3],
    ]);
  });
});
