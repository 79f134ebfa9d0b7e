import { expect } from 'chai';
import { pressThrough, takeCall } from './support/call-page.js';
import { expectEffort } from './support/effort.js';
import { partnership } from './support/fixtures.js';
import { journey } from './support/journey.js';
import { customerNamed, houseCollectedOn, rowOf } from './support/records.js';

const lastFriday = '2026-11-13';
const wasteLine = '01632 960011';
const unknownNumber = '01632 960987';

describe('A caller who is not on record, in a browser', () => {
  journey('is added in place and has a case logged, with few keys and no click', async (open) => {
    const desk = await open({ as: 'tom.beddoes' });
    const { page, hands } = desk;
    const home = await houseCollectedOn(partnership(), { town: 'Dunmere', on: lastFriday });
    await takeCall(desk, { caller: unknownNumber, called: wasteLine });
    await page.getByText('Nobody on record has 01632 960987').waitFor();

    hands.startCounting();
    await pressThrough(desk, 'n');
    await hands.type('Una');
    await hands.press('Tab');
    await hands.type('Pell');
    await hands.press('Tab', 'Tab');
    await hands.type(`${home.number} ${home.postcode.replace(' ', '').toLowerCase()}`);
    await pressThrough(desk, 'Enter');
    await page.getByRole('heading', { level: 1, name: 'Phone contact with Una Pell' }).waitFor();
    await hands.press('r');
    await hands.type('miss');
    await pressThrough(desk, 'Enter');
    await pressThrough(desk, 'l');
    await hands.press('Space');
    await hands.press('Tab', 'Tab', 'Tab', 'Tab');
    await hands.press('Space');
    await pressThrough(desk, 'Control+Enter');
    const reference = (await page.locator('.reference').textContent())?.trim() ?? '';
    await pressThrough(desk, 'w');
    expectEffort(hands.effort, { task: 'new customer and case', keys: 47, clicks: 0 });

    const customer = await customerNamed(partnership(), 'Una Pell');
    expect(customer).to.include({ place_id: home.id, telephone: '+441632960987' });
    expect(await rowOf(partnership(), 'cases', { reference })).to.include({
      customer_id: customer.id,
      place_id: home.id,
    });
  });

  journey('may stay without a name when the number is withheld', async (open) => {
    const desk = await open({ as: 'tom.beddoes' });
    const { page } = desk;
    const call = await takeCall(desk, { caller: 'withheld', called: wasteLine });
    await page.getByRole('heading', { level: 1, name: 'Phone contact, nobody named yet' }).waitFor();
    await call.matter.getByLabel('Describe in the customer’s words').fill('fly tipping in the lane');
    await pressThrough(desk, 'Enter');
    await pressThrough(desk, 'Control+Enter');
    await pressThrough(desk, 'w');
    expect(await rowOf(partnership(), 'interactions', { id: call.id })).to.include({
      caller: 'withheld',
      customer_id: null,
      state: 'finished',
    });
  });

  journey('is asked who they are when several have the number, and is never guessed', async (open) => {
    const desk = await open({ as: 'tom.beddoes' });
    const { page } = desk;
    const son = await rowOf<{ id: string }>(partnership(), 'customers', {
      last_name: 'Kettle',
      date_of_birth: '1979-11-03',
    });
    const father = await rowOf<{ telephone: string }>(partnership(), 'customers', {
      last_name: 'Kettle',
      date_of_birth: '1949-03-11',
    });
    await desk.goTo(`/desk/interactions/new?${new URLSearchParams({ caller: father.telephone, called: wasteLine })}`);
    await page.getByText('2 customers have 0191 498').waitFor();
    expect(await page.getByRole('radio', { checked: true }).count(), 'somebody chosen already').to.equal(0);
    await page.getByRole('button', { name: 'Start' }).click();
    await page.getByRole('button', { name: 'Mr Arthur Kettle' }).nth(0).waitFor();
    const younger = page.getByRole('listitem').filter({ hasText: 'born 3 November 1979' });
    await younger.getByRole('button', { name: 'Mr Arthur Kettle' }).click();
    await page.getByRole('heading', { level: 1, name: 'Phone contact with Mr Arthur Kettle' }).waitFor();
    const id = /interactions\/([0-9a-f-]+)/.exec(page.url())?.[1] ?? '';
    expect(await rowOf(partnership(), 'interactions', { id })).to.include({ customer_id: son.id });
  });
});
