import { systemActor } from '#core/kernel/actor.js';
import { missedBin } from '#core/cases/testing/case-world.js';
import { publishService } from '#core/services/index.js';
import { publishArticle } from '#core/knowledge/index.js';
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
  return { sharedKey, takenKey, sharedServiceKey, takenServiceKey };
}
