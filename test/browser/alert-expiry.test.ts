import { expect } from 'chai';
import { decideAlert, proposeAlert } from '#core/alerts/index.js';
import { systemActor } from '#core/kernel/actor.js';
import { DAY_MS } from '#core/kernel/clock.js';
import { runCommand } from '#core/kernel/command.js';
import { addDays } from '#core/kernel/local-date.js';
import { localDateAt } from '#core/kernel/london-time.js';
import { ownPartnership } from './support/fixtures.js';
import { journey } from './support/journey.js';
import type { Partnership } from './support/partnership.js';
import { customerNamed } from './support/records.js';

describe('An alert on a page that is held open', () => {
  let partnership: Partnership;
  before(async () => {
    partnership = await ownPartnership();
  });
  after(() => partnership.stop());

  journey('is taken away when it expires', async (open) => {
    const { kernel, clock } = partnership;
    const { id: customerId } = await customerNamed(partnership, 'McLeod');
    const tomorrow = addDays(localDateAt(clock.now()), 1);
    const words = { kind: 'visit-in-pairs', advice: 'Two officers, and ring first', reason: 'A threat' } as const;
    const actor = systemActor('sets up a test');
    const proposal = { customerId, ...words, reviewOn: tomorrow, until: tomorrow };
    const { id } = await runCommand(kernel, actor, proposeAlert, proposal);
    await runCommand(kernel, actor, decideAlert, { id, expectedVersion: 1, decision: 'approve' });
    const { page, goTo } = await open({ as: 'tom.beddoes', at: partnership });
    await page.clock.install();
    await goTo(`/desk/customers/${customerId}`);
    const alert = page.getByText('Two officers, and ring first');
    expect(await alert.count()).to.equal(1);
    await page.clock.fastForward(DAY_MS / 2);
    expect(await alert.count(), 'on the day before').to.equal(1);
    await page.clock.fastForward(2 * DAY_MS);
    expect(await alert.count()).to.equal(0);
  });
});
