import { insertOutside, updateOutside } from '#core/cases/outside/outside-repository.js';
import { insertWord } from '#core/cases/outside/words-repository.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { aWorksFarEnd } from '#core/testing/far-end.js';
import type { TestWorld } from '#core/testing/harness.js';
import type { Council } from './seed.js';

/** A case that another system could not take, and what was said of it. */
export interface Outside {
  readonly outsideId: string;
  /** To be said to the other system. */
  readonly outWordId: string;
  /** Heard, and not applied yet. */
  readonly newsId: string;
  readonly stuckWordId: string;
}

/** The council's own connection, which serves nobody else. Answers its name. */
export function connectWorks(world: TestWorld, { authorityId, mark }: Council): string {
  const instance = `works${mark}`;
  world.connect(aWorksFarEnd({ name: instance, authorityIds: [authorityId] }).adapter);
  return instance;
}

export async function seedOutside(
  world: TestWorld,
  { authorityId, mark }: Pick<Council, 'authorityId' | 'mark'>,
  caseId: string,
  instance: string,
): Promise<Outside> {
  const [outsideId, outWordId, newsId, stuckWordId] = [world.newId(), world.newId(), world.newId(), world.newId()];
  const now = world.clock.now();
  const about = { authorityId, caseId, outsideCaseId: outsideId, saidAt: now, keptAt: now, outcome: null };
  const said = { ...about, direction: 'out', kind: 'note', byName: mark, status: null, statusWords: null } as const;
  const heard = {
    ...about,
    direction: 'in',
    kind: 'news',
    byName: null,
    status: 'resolved',
    statusWords: mark,
  } as const;
  const body = `Beside the gate of ${mark}`;
  await world.kernel.db.write(everyAuthority, async (db) => {
    const one = { id: outsideId, authorityId, caseId, instance, systemName: `Works of ${mark}`, queuedAt: now };
    await insertOutside(db, one);
    const changes = { state: 'failed', theirReference: `W ${mark}`, fault: `${mark} is not known` } as const;
    await updateOutside(db, { id: outsideId, version: 1 }, changes);
    await insertWord(db, { ...said, id: outWordId, key: outWordId, body, state: 'waiting', fault: null });
    await insertWord(db, { ...heard, id: newsId, key: 'news', body, state: 'new', fault: null });
    await insertWord(db, {
      ...heard,
      id: stuckWordId,
      key: 'stuck',
      body,
      state: 'stuck',
      fault: `No step to ${mark}`,
    });
  });
  return { outsideId, outWordId, newsId, stuckWordId };
}
