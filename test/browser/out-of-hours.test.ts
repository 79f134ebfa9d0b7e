import { expect } from 'chai';
import { HOUR_MS } from '#core/kernel/clock.js';
import { pressThrough, takeCall } from './support/call-page.js';
import { expectEffort } from './support/effort.js';
import { ownPartnership } from './support/fixtures.js';
import { journey } from './support/journey.js';
import { logMissedBin } from './support/missed-bin.js';
import type { Partnership } from './support/partnership.js';
import { asDialled, callerCollectedOn, rowOf } from './support/records.js';
import { tabTo } from './support/tab-to.js';
import * as withoutScripts from './support/without-javascript.js';

const lastFriday = '2026-11-13';
const wasteLine = '01632 960011';

describe('A call to a council whose offices are shut, in a browser', () => {
  let partnership: Partnership;
  before(async () => {
    partnership = await ownPartnership();
    // Dunmere shuts at five; by its agreement Westmoor answers from then on.
    partnership.clock.advance(8 * HOUR_MS);
  });
  after(() => partnership.stop());

  journey('is logged for that council without JavaScript too', async (open) => {
    const desk = await open({ as: 'priya.nair', at: partnership, javaScript: 'off' });
    const { page } = desk;
    const caller = await callerCollectedOn(partnership, { authority: 'dunmere', on: lastFriday, passOver: 1 });
    const call = new URLSearchParams({ caller: asDialled(caller.telephone), called: wasteLine });
    await desk.goTo(`/desk/interactions/new?${call.toString()}`);
    await page.getByRole('button', { name: 'Start' }).click();
    await page.getByText('Answer as “Dunmere District Council”.').waitFor();
    await withoutScripts.sayWhy(desk, 'missed bin');
    expect(await withoutScripts.logMissedBin(desk)).to.match(/^DU-/);
  });

  journey('is answered as that council, and waits for it in its queue and in the morning’s list', async (open) => {
    const night = await open({ as: 'priya.nair', at: partnership });
    const caller = await callerCollectedOn(partnership, { authority: 'dunmere', on: lastFriday });
    await takeCall(night, { caller: asDialled(caller.telephone), called: wasteLine });
    await night.page.getByText('Answer as “Dunmere District Council”.').waitFor();
    night.hands.startCounting();
    const reference = await logMissedBin(night, 'We aim to finish this by');
    await pressThrough(night, 'w');
    expectEffort(night.hands.effort, { task: 'case for a partner', keys: 16, clicks: 0 });
    const logged = await rowOf<{ id: string }>(partnership, 'cases', { reference });

    partnership.clock.advance(15 * HOUR_MS);
    const officer = await open({ as: 'janet.oakley', at: partnership });
    const { page, goTo, hands } = officer;
    await goTo('/desk/queue');
    await page.getByRole('row').filter({ hasText: reference }).first().waitFor();
    await goTo('/desk/morning');
    const row = page.locator('[data-row]').filter({ hasText: reference });
    await row.getByText('Westmoor answers for Dunmere outside office hours').waitFor();
    await row.getByText('Promised by').waitFor();
    const left = await leftOn(page.getByText(/still to acknowledge/));
    await tabTo(page, row.getByRole('checkbox'));
    await hands.press('Space');
    await pressThrough(officer, 'a');
    await page.getByRole('status').getByText('1 acknowledged').waitFor();
    expect(await row.count(), 'rows of the case that was acknowledged').to.equal(0);
    expect(await leftOn(page.getByText(/still to acknowledge/))).to.equal(left - 1);
    const work = await rowOf<{ acknowledged_by: string | null }>(partnership, 'agreement_work', {
      subject_id: logged.id,
    });
    expect(work.acknowledged_by).to.be.a('string');
  });
});

async function leftOn(sentence: { textContent(): Promise<string | null> }): Promise<number> {
  return Number(/\d+/.exec((await sentence.textContent()) ?? '')?.[0]);
}
