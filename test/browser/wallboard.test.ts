import { expect } from 'chai';
import { listLines } from '#core/authorities/index.js';
import { systemActor } from '#core/kernel/actor.js';
import { runCommand } from '#core/kernel/command.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { reportQueues } from '#core/wallboard/index.js';
import { ownPartnership } from './support/fixtures.js';
import { journey } from './support/journey.js';
import type { Partnership } from './support/partnership.js';

describe('The wallboard on a wall', () => {
  let partnership: Partnership;
  before(async () => {
    partnership = await ownPartnership();
  });
  after(() => partnership.stop());

  journey('puts new numbers in place of the old by itself', async (open) => {
    const { page, goTo } = await open({ as: 'folake.okafor', at: partnership });
    await goTo('/desk/wallboard');
    const lines = await listLines(partnership.kernel.db.read(everyAuthority));
    const quiet = { waiting: 0, longestWaitSeconds: 0, answered: 1, abandoned: 0, agentsReady: 1, agentsTalking: 0 };
    const at = partnership.clock.now();
    const items = lines.map(({ telephone }) => ({
      line: telephone,
      at,
      ...quiet,
      waiting: 61,
      longestWaitSeconds: 754,
    }));
    await runCommand(partnership.kernel, systemActor('the telephone system'), reportQueues, { items });
    await page.getByText('12:34').first().waitFor({ timeout: 30_000 });
    const rows = page.locator('[data-board-table="lines"] tbody tr');
    expect(await rows.first().locator('td').first().textContent()).to.equal('61');
  });
});
