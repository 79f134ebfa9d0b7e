import { expect } from 'chai';
import { bothWays } from './support/both-ways.js';
import { ownPartnership } from './support/fixtures.js';
import type { Partnership } from './support/partnership.js';
import { rowOf } from './support/records.js';

const officer = 'janet.oakley';

describe('A case handed over to a council in another installation, in a browser', () => {
  let partnership: Partnership;
  beforeEach(async () => {
    partnership = await ownPartnership();
  });
  afterEach(() => partnership.stop());
  const at = () => partnership;
  const transfer = (where: Readonly<Record<string, string>>) =>
    rowOf<{ id: string; case_id: string }>(partnership, 'transfers', where);

  bothWays({ task: 'offer a case, change it when it is seen, and take it back', keys: 130, at }, async ({ as }) => {
    const { case_id: id } = await transfer({ direction: 'out', state: 'declined' });
    const { reference } = await rowOf<{ reference: string }>(partnership, 'cases', { id });
    const worker = await as(officer);
    const { page } = worker;
    await worker.goTo(`/desk/cases/${reference}/exchange`);
    await worker.choose(page.getByLabel('Council'), 'Brayford Borough Council');
    await worker.tick(page.getByLabel('The customer’s name'));
    await worker.type(page.getByLabel('Lawful basis'), 'Public task');
    await worker.type(page.getByLabel('Why they need it'), 'Their land');
    await worker.type(page.getByLabel('What they need to know'), 'By the gate');
    await worker.follow(page.getByRole('button', { name: 'See what is sent' }), 'Control+Enter');
    await page.getByText('Not sent: the customer’s telephone number').waitFor();

    await worker.follow(page.getByRole('button', { name: 'Change it' }));
    expect(await page.getByLabel('What they need to know').inputValue()).to.equal('By the gate');
    expect(await page.getByLabel('The customer’s name').isChecked()).to.equal(true);
    await worker.type(page.getByLabel('Lawful basis'), ' and more');
    await worker.follow(page.getByRole('button', { name: 'See what is sent' }), 'Control+Enter');
    await worker.follow(page.getByRole('button', { name: 'Hand it over' }), 'Control+Enter');
    await page.getByText('With us: offered to Brayford Borough Council').waitFor();

    await worker.type(page.getByLabel('Why you take it back'), 'It is ours');
    await worker.follow(page.getByRole('button', { name: 'Take it back' }));
    await page.getByText('With us until they answer').waitFor();
    expect(await transfer({ case_id: id, state: 'withdrawing' })).to.include({ reason: 'It is ours' });
    return [worker];
  });

  bothWays({ task: 'decline an offered case', keys: 40, at }, async ({ as }) => {
    const { id } = await transfer({ direction: 'in', state: 'offered' });
    const worker = await as(officer);
    const { page } = worker;
    await worker.goTo('/desk/exchange');
    await worker.follow(page.getByRole('link', { name: /Dead badger/ }));
    await worker.type(page.getByLabel('Why you decline it'), 'Not our bridge');
    await worker.follow(page.getByRole('button', { name: 'Decline' }));
    await page.getByText('With Brayford Borough Council: we declined it').waitFor();
    expect(await transfer({ id })).to.include({ state: 'declined', reason: 'Not our bridge' });
    return [worker];
  });
});
