import { everyAuthority } from '../../kernel/scope.js';
import type { ConfiguredAdapter } from '../../kernel/adapters.js';
import { aWorksFarEnd } from '../../testing/far-end.js';
import { testNow, type TestWorld } from '../../testing/harness.js';
import { getOutside } from '../outside/outside-query.js';
import { getCasePage } from '../page/page-queries.js';
import { caseSteps } from './case-steps.js';
import { caseWorld, castlebridge, type CaseWorld } from './case-world.js';
import { outsideWorld } from './outside-world.js';

export const inProgress = { key: 'in-progress', outcome: null, words: 'Crew sent' };
export const emptied = { key: 'resolved', outcome: 'emptied', words: 'Done' };

/** Two councils with missed bins, for each test without what was queued before, and cases that are sent. */
export function outsideCases(world: () => TestWorld) {
  let ours: CaseWorld | undefined;
  let theirs: CaseWorld | undefined;
  before(async () => {
    world().clock.set(testNow);
    ours = await caseWorld(world());
    theirs = await caseWorld(world(), castlebridge);
  });
  beforeEach(async () => {
    world().clock.set(testNow);
    await world().kernel.db.write(everyAuthority, async (db) => {
      for (const table of ['outside_cursors', 'adapter_states'])
        for (const { instance } of await db.rows<{ instance: string }>(db.from(table).select('instance')))
          await db.remove(table, { instance });
      for (const { id } of await db.rows<{ id: string }>(db.from('deliveries').select('id')))
        await db.remove('deliveries', { id });
    });
    await outsideWorld(world()).go();
  });

  const opened = (council: CaseWorld | undefined): CaseWorld => {
    if (!council) throw new Error('the councils are not there yet');
    return council;
  };
  const here = () => opened(ours);
  const connected = (...adapters: ConfiguredAdapter[]) => outsideWorld(world(), ...adapters);
  const outsideOf = (id: string) => world().read(here().officer, getOutside, { id });
  return {
    ...caseSteps(world, here),
    ...{ here, connected, outsideOf, there: () => opened(theirs) },
    stepsOf: async (id: string) => {
      const { events } = (await world().read(here().officer, getCasePage, { id })).timeline;
      return events.flatMap(({ data }) => data.outside ?? []).toReversed();
    },
    sent: async (farEnd = aWorksFarEnd()) => {
      const at = connected(farEnd.adapter);
      const { id, reference } = await here().log({ participant: { name: 'Joan Prosser' } });
      await at.go();
      const theirReference = (await outsideOf(id))?.theirReference ?? '';
      return { ...at, farEnd, id, reference, theirs: theirReference };
    },
  };
}
