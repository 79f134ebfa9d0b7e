import { hasCalendar, setCalendar } from '#core/authorities/index.js';
import { systemActor } from '#core/kernel/actor.js';
import { missedBin } from '#core/cases/testing/case-world.js';
import { createTemplate } from '#core/correspondence/index.js';
import { publishService } from '#core/services/index.js';
import { getSynonyms, publishArticle, saveSynonyms } from '#core/knowledge/index.js';
import { partnership, type TestWorld } from '#core/testing/harness.js';
import { articleOf } from './article-of.js';

/** What the partnership shares, and what a council has in place of it. */
export interface SharedThings {
  /** Of an article that the council uses as it is. */
  readonly sharedKey: string;
  /** Of an article that has changed since the council's own was taken from it. */
  readonly takenKey: string;
  /** Of a service that the partnership defined and the council doesn't offer. */
  readonly sharedServiceKey: string;
  /** Of one that it offers otherwise. */
  readonly takenServiceKey: string;
  /** Of a message template that the council uses as it is. */
  readonly sharedTemplateKey: string;
  /** Of one in whose place the council has its own. */
  readonly takenTemplateKey: string;
}

const setUp = systemActor('a test sets the scene');

export async function seedShared(
  world: TestWorld,
  { authorityId, mark }: { readonly authorityId: number; readonly mark: string },
): Promise<SharedThings> {
  const [sharedKey, takenKey] = [`shared-with-${authorityId}`, `taken-by-${authorityId}`];
  const share = (key: string, title: string) => {
    const article = { ...articleOf('the partnership'), key, title };
    return world.run(setUp, publishArticle, { authorityId: partnership, article });
  };
  await share(sharedKey, 'Bins of everybody');
  await share(takenKey, 'Bins of everybody else');
  const article = { ...articleOf(mark), key: takenKey };
  await world.run(setUp, publishArticle, { authorityId, article });
  await share(takenKey, 'Bins of everybody else, said better');
  const [sharedServiceKey, takenServiceKey] = [`offered-to-${authorityId}`, `offered-by-${authorityId}`];
  for (const key of [sharedServiceKey, takenServiceKey])
    await world.run(setUp, publishService, { authorityId: partnership, definition: missedBin({ key }) });
  const definition = missedBin({ key: takenServiceKey, summary: `Tell ${mark} otherwise.` });
  await world.run(setUp, publishService, { authorityId, definition });
  if (!(await hasCalendar(world.kernel, partnership, 'office')))
    await world.run(setUp, setCalendar, {
      ...{ authorityId: partnership, key: 'office', name: 'Office', keepsBankHolidays: true },
      weekly: { monday: [{ fromMinute: 540, toMinute: 1020 }] },
    });
  await seedSynonyms(world, partnership, [['gitty', 'snicket']]);
  await seedSynonyms(world, authorityId, [['ginnel', mark]]);
  const templates = await seedTemplates(world, { authorityId, mark });
  return { sharedKey, takenKey, sharedServiceKey, takenServiceKey, ...templates };
}

/** An authority's own list, unless it has one. */
async function seedSynonyms(world: TestWorld, authorityId: number, groups: string[][]): Promise<void> {
  const { whose } = await world.read(setUp, getSynonyms, { authorityId });
  if (whose !== 'own') await world.run(setUp, saveSynonyms, { authorityId, expectedVersion: 0, groups });
}

async function seedTemplates(
  world: TestWorld,
  { authorityId, mark }: { readonly authorityId: number; readonly mark: string },
): Promise<Pick<SharedThings, 'sharedTemplateKey' | 'takenTemplateKey'>> {
  const [sharedTemplateKey, takenTemplateKey] = [`said-to-${authorityId}`, `said-by-${authorityId}`];
  const say = (owner: number, key: string, body: string) => {
    const template = { name: key, occasion: 'by-hand' as const, words: { en: { subject: 'A word', body } } };
    return world.run(setUp, createTemplate, { authorityId: owner, key, ...template });
  };
  await say(partnership, sharedTemplateKey, 'Thank you');
  await say(partnership, takenTemplateKey, 'Thank you');
  await say(authorityId, takenTemplateKey, `Thank you from ${mark}`);
  return { sharedTemplateKey, takenTemplateKey };
}
