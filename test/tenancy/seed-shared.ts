import { systemActor } from '#core/kernel/actor.js';
import { publishArticle } from '#core/knowledge/index.js';
import { partnership, type TestWorld } from '#core/testing/harness.js';
import { articleOf } from './article-of.js';

/** What the partnership shares, and what a council has in place of it. */
export interface SharedThings {
  /** Of an article that the council uses as it is. */
  readonly sharedKey: string;
  /** Of an article that has changed since the council's own was taken from it. */
  readonly takenKey: string;
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
  return { sharedKey, takenKey };
}
