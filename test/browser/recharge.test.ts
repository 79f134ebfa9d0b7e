import { expect } from 'chai';
import { bothWays } from './support/both-ways.js';
import { ownPartnership } from './support/fixtures.js';
import type { Partnership } from './support/partnership.js';
import { rowOf } from './support/records.js';

/** Administrator of the county, which charges. */
const provider = 'helen.tranter';

describe('A statement of what councils pay each other, in a browser', () => {
  let partnership: Partnership;
  beforeEach(async () => {
    partnership = await ownPartnership();
  });
  afterEach(() => partnership.stop());
  const at = () => partnership;

  bothWays({ task: 'dispute a line, answer it, withdraw, agree and settle', keys: 150, at }, async ({ as }) => {
    const { id: authority } = await rowOf<{ id: number }>(partnership, 'authorities', { slug: 'elmfold' });
    const issued = { authority_id: authority, state: 'issued' };
    const { id } = await rowOf<{ id: string }>(partnership, 'recharge_statements', issued);
    const path = `/desk/recharges/${id}`;

    const charged = await as(await administratorOf(partnership, authority));
    await charged.goTo(path);
    const lines = charged.page.getByLabel('Which line');
    const line = (await lines.locator('option').nth(1).textContent())?.trim() ?? '';
    await charged.choose(lines, line);
    await charged.type(charged.page.getByLabel('Why'), 'Counted twice');
    await charged.follow(charged.page.getByRole('button', { name: 'Dispute it' }), 'Control+Enter');
    await charged.page.getByText('Disputed: the other council answers next').waitFor();

    const charging = await as(provider);
    await charging.goTo(path);
    await charging.type(charging.page.getByRole('region', { name: 'Disputes' }).getByRole('textbox'), 'Once each');
    await charging.follow(charging.page.getByRole('button', { name: 'The line stands' }));
    await charging.page.getByText('Answered').first().waitFor();

    await charged.page.goto(path);
    await charged.page.getByText('Once each').waitFor();
    await charged.follow(charged.page.getByRole('button', { name: 'Withdraw the dispute' }));
    await charged.page.getByText('The dispute is withdrawn').waitFor();
    await charged.follow(charged.page.getByRole('button', { name: 'Agree it' }));
    await charged.page.getByText('Agreed').first().waitFor();

    await charging.page.goto(path);
    await charging.type(charging.page.getByLabel('When it was paid'), '16 11 2026');
    await charging.type(charging.page.getByLabel('Reference of the payment'), 'BACS 7');
    await charging.follow(charging.page.getByRole('button', { name: 'Settle it' }), 'Control+Enter');
    await charging.page.getByText('Settled').first().waitFor();
    expect(await rowOf(partnership, 'recharge_statements', { id })).to.include({ state: 'settled', payment: 'BACS 7' });
    return [charged, charging];
  });
});

/** Of the council that is charged. */
async function administratorOf(partnership: Partnership, authority: number): Promise<string> {
  const held = { authority_id: authority, role: 'administrator' };
  const { person_id: id } = await rowOf<{ person_id: string }>(partnership, 'role_assignments', held);
  const { display_name: name } = await rowOf<{ display_name: string }>(partnership, 'people', { id });
  return name.toLowerCase().replace(' ', '.');
}
