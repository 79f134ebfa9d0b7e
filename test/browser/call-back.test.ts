import { expect } from 'chai';
import { pressThrough, takeCall } from './support/call-page.js';
import { expectEffort } from './support/effort.js';
import { partnership } from './support/fixtures.js';
import { journey } from './support/journey.js';
import { rowOf } from './support/records.js';
import { tabTo } from './support/tab-to.js';

const dunmereBins = '01632 960011';

describe('Promising to call a customer back, in a browser', () => {
  journey('takes one key, words and Ctrl+Enter; whoever promised finds it in their work and keeps it', async (open) => {
    const desk = await open({ as: 'tom.beddoes' });
    const { page, hands, goTo } = desk;
    const call = await takeCall(desk, { caller: '01632 960171', called: dunmereBins });
    hands.startCounting();
    await pressThrough(desk, 'b');
    await hands.type('the fee');
    await pressThrough(desk, 'Control+Enter');
    await page.getByText('Call-back promised').first().waitFor();
    expectEffort(hands.effort, { task: 'promise a call-back', keys: 9, clicks: 0 });
    const { id, telephone } = await rowOf<{ id: string; telephone: string }>(partnership(), 'call_backs', {
      interaction_id: call.id,
    });
    expect(telephone).to.equal('+441632960171');
    await goTo('/desk/work');
    await tabTo(page, page.locator(`a[href="/desk/call-backs/${id}"]`));
    await pressThrough(desk, 'Enter');
    await page.locator('a[href="tel:+441632960171"]').first().waitFor();
    await tabTo(page, page.getByLabel('What came of it (optional)'));
    await hands.type('Told');
    await pressThrough(desk, 'Control+Enter');
    await page.getByText('Kept: you spoke to them').waitFor();
    expect(await rowOf(partnership(), 'call_backs', { id })).to.include({ state: 'spoken', result: 'Told' });
  });
});
