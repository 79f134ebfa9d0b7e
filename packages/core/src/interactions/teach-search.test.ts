import { expect } from 'chai';
import { createCustomer, openRestricted, restrictCustomer } from '../customers/index.js';
import { systemActor } from '../kernel/actor.js';
import { everyAuthority } from '../kernel/scope.js';
import { listGaps, searchKnowledge } from '../knowledge/index.js';
import { caseWorld, type CaseWorld } from '../testing/case-world.js';
import { dunmere, onBothEngines, partnership } from '../testing/harness.js';
import { publishTestArticle } from './testing/articles.js';
import { forgetRestricted } from './forget-restricted.js';
import { closeEnquiry } from './commands/close-enquiry.js';
import { openEnquiry } from './commands/open-enquiry.js';
import { startInteraction } from './commands/start-interaction.js';
import { teachSearch } from './teach-search.js';

onBothEngines('teaching the search', (world) => {
  const permissions = [
    ...['interactions.handle', 'knowledge.read', 'knowledge.edit', 'services.read', 'directory.read'],
    ...['customers.read', 'customers.read-restricted'],
  ];
  const adviser = () => world().staff(permissions, [dunmere, partnership]);
  const setUp = systemActor('test set-up');
  let callers = 0;

  async function closeCall(words: string, articleId?: string, of: About = {}): Promise<void> {
    const actor = await adviser();
    const caller = `+4416329606${String((callers += 1)).padStart(2, '0')}`;
    const { customerId, caseId, aboutCaseId } = of;
    if (customerId) await world().run(actor, openRestricted, { id: customerId, reason: 'On the telephone' });
    const call = { channel: 'telephone' as const, authorityId: dunmere, caller, customerId, aboutCaseId };
    const { id: interactionId } = await world().run(actor, startInteraction, call);
    const about = { interactionId, words, ...(articleId ? { articleId } : {}) };
    const { id: enquiryId } = await world().run(actor, openEnquiry, about);
    await world().run(actor, closeEnquiry, { enquiryId, outcome: 'resolved', caseId });
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

  describe('what is said of restricted records', () => {
    let of: Readonly<Record<string, About>>;
    let articleId: string;
    let at: CaseWorld;
    before(async () => {
      articleId = await publishTestArticle(world());
      at = await caseWorld(world());
      const logged = async (): Promise<string> => {
        const { id } = await at.log();
        await restrict(id);
        return id;
      };
      of = {
        zeppelin: { customerId: await aRestrictedCustomer() },
        gondola: { caseId: await logged() },
        airship: { aboutCaseId: await logged() },
      };
    });

    async function aRestrictedCustomer(): Promise<string> {
      const leanne = { authorityId: dunmere, firstName: 'Leanne', lastName: 'Birtles', confirmedNew: true };
      const { id } = await world().run(setUp, createCustomer, leanne);
      const why = { restriction: 'concealed-address' as const, reason: 'Order seen' };
      await world().run(setUp, restrictCustomer, { id, expectedVersion: 1, ...why });
      return id;
    }

    const restrict = (id: string) =>
      world().kernel.db.write(everyAuthority, (db) => db.update('cases', { id }, { restriction: 'service' }));
    const forget = (subjectId: string) => forgetRestricted.run(world().kernel, { subjectId });

    async function kept(word: string): Promise<[examples: number, gaps: number]> {
      const { db } = world().kernel;
      const count = async (table: string): Promise<number> => {
        const rows = await db.read(everyAuthority).rows<{ stems: string }>(db.builder(table) as never);
        return rows.filter(({ stems }) => stems.includes(word)).length;
      };
      return [await count('search_examples'), await count('search_gaps')];
    }

    for (const [word, title] of [
      ['zeppelin', 'of the customer'],
      ['gondola', 'of the case that it led to'],
      ['airship', 'of the case that the contact was about'],
    ] as const)
      it(`teaches nothing and is no gap, because ${title}`, async () => {
        await closeCall(word, articleId, of[word]);
        await closeCall(word, undefined, of[word]);
        expect(await kept(word)).to.deep.equal([0, 0]);
        await closeCall(word, articleId);
        await closeCall(word);
        expect(await kept(word), 'so that a slip would be noticed').to.deep.equal([1, 1]);
      });

    it('is forgotten when it was said before: of the customer', async () => {
      const leanne = { authorityId: dunmere, firstName: 'Leanne', lastName: 'Birtles', confirmedNew: true };
      const { id: customerId } = await world().run(setUp, createCustomer, leanne);
      await closeCall('a dirigible', articleId, { customerId });
      await closeCall('dirigible', undefined, { customerId });
      await closeCall('dirigible', articleId);
      await forget(customerId);
      expect(await kept('dirig'), 'not restricted').to.deep.equal([2, 1]);
      const why = { restriction: 'concealed-address' as const, reason: 'Order seen' };
      await world().run(setUp, restrictCustomer, { id: customerId, expectedVersion: 1, ...why });
      await forget(customerId);
      await forget(customerId);
      expect(await kept('dirig')).to.deep.equal([1, 0]);
    });

    it('is forgotten when it was said before: of the case that was logged in the contact', async () => {
      const actor = await adviser();
      const call = { channel: 'telephone' as const, authorityId: dunmere, caller: 'withheld' };
      const { id: interactionId } = await world().run(actor, startInteraction, call);
      const about = { interactionId, words: 'a pedalo', articleId };
      const { id: enquiryId } = await world().run(actor, openEnquiry, about);
      const { id: caseId } = await at.log({ interactionId });
      await world().run(actor, closeEnquiry, { enquiryId, outcome: 'logged', caseId, serviceId: at.serviceId });
      await teachSearch.run(world().kernel, { subjectId: enquiryId });
      expect((await kept('pedalo'))[0]).to.be.greaterThan(0);
      await restrict(caseId);
      await forget(caseId);
      expect(await kept('pedalo')).to.deep.equal([0, 0]);
    });
  });
});

/** Whose contact it is, and which case it speaks of. */
interface About {
  readonly customerId?: string;
  readonly caseId?: string;
  readonly aboutCaseId?: string;
}
