import { expect } from 'chai';
import { pressThrough, takeCall } from './support/call-page.js';
import { expectEffort } from './support/effort.js';
import { partnership } from './support/fixtures.js';
import { journey } from './support/journey.js';
import { asDialled, callerCollectedOn, rowOf } from './support/records.js';

const lastFriday = '2026-11-13';

describe('A call that is logged, in a browser', () => {
  journey('takes few keys and no click for a missed bin of a known caller', async (open) => {
    const desk = await open({ as: 'tom.beddoes' });
    const { page, hands } = desk;
    const caller = await callerCollectedOn(partnership(), { authority: 'dunmere', on: lastFriday });
    const call = await takeCall(desk, { caller: asDialled(caller.telephone), called: '01632 960011' });
    hands.startCounting();
    await hands.press('r');
    await hands.type('miss');
    await pressThrough(desk, 'Enter');
    await pressThrough(desk, 'l');
    await hands.press('Space');
    await hands.press('Tab', 'Tab', 'Tab', 'Tab');
    await hands.press('Space');
    await pressThrough(desk, 'Control+Enter');
    const reference = (await call.matter.locator('.reference').textContent())?.trim();
    await pressThrough(desk, 'w');
    expectEffort(hands.effort, { task: 'missed bin, existing customer', keys: 16, clicks: 0 });
    expect(reference).to.match(/^DU-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]$/);
    const logged = await rowOf<{ customer_id: string; answers: string }>(partnership(), 'cases', {
      reference: (reference ?? '').replaceAll('-', ''),
    });
    expect(logged.customer_id).to.equal(caller.id);
    expect(JSON.parse(logged.answers)).to.include({ bin: 'rubbish', 'missed-on': lastFriday, 'out-by-seven': true });
    expect(page.url()).to.match(/\/desk$/);
  });
});
