import { expect } from 'chai';
import { bothWays } from './support/both-ways.js';
import { ownPartnership } from './support/fixtures.js';
import type { Partnership } from './support/partnership.js';
import { rowOf, rowsOf } from './support/records.js';

interface PersonRow {
  readonly id: string;
  readonly display_name: string;
}

describe('Work on records, in a browser', () => {
  let partnership: Partnership;
  before(async () => {
    partnership = await ownPartnership();
  });
  after(() => partnership.stop());
  const at = () => partnership;

  bothWays({ task: 'merge two duplicates, and take that back', keys: 75, at }, async ({ run, as }) => {
    const leader = await as('folake.okafor');
    const { page } = leader;
    const reason = `Same home and number, ${run}`;
    await leader.goTo('/desk/customers/duplicates');
    await leader.follow(page.locator('[data-row] a').nth(0), 'j Enter');
    await leader.follow(page.getByRole('button', { name: 'Merge them' }), 'm');
    await leader.type(page.getByLabel('How do you know that this is one customer?'), reason);
    await leader.follow(page.getByRole('button', { name: 'Merge' }), 'Control+Enter');
    await page.getByRole('status').getByText('Merged into this record').waitFor();
    const merge = await rowOf<{ id: string; merged_id: string }>(partnership, 'customer_merges', { reason });
    expect(await merged(merge.merged_id)).to.equal(true);

    await leader.follow(page.getByRole('link', { name: 'Earlier merges' }), 'u');
    await leader.follow(page.getByRole('link', { name: /Take .* out again/ }).first());
    await leader.type(page.getByLabel('Why are these two customers?'), 'Father and son');
    await leader.follow(page.getByRole('button', { name: 'Take out again' }), 'Control+Enter');
    await page.getByRole('status').first().waitFor();
    expect(await merged(merge.merged_id)).to.equal(false);
    return [leader];
  });

  bothWays({ task: 'record a consent', keys: 50, at }, async ({ run, as }) => {
    const adviser = await as('tom.beddoes');
    const { page } = adviser;
    const { id } = await aPerson(20 + run);
    await adviser.goTo(`/desk/customers/${id}/consents`);
    await adviser.choose(page.getByLabel('What they agree to'), 'Research');
    await adviser.choose(page.getByLabel('Lawful basis'), 'Consent');
    await adviser.type(page.getByLabel('Version of the words read to them'), 'panel-1');
    await adviser.type(page.getByLabel('How it is known'), 'Said on the phone');
    await adviser.follow(page.getByRole('button', { name: 'Record' }), 'Control+Enter');
    await page.getByRole('region', { name: 'Consents' }).getByText('Said on the phone').waitFor();
    expect(await rowOf(partnership, 'consents', { customer_id: id })).to.include({
      ...{ purpose: 'research', lawful_basis: 'consent', wording_version: 'panel-1' },
    });
    return [adviser];
  });

  bothWays({ task: 'propose an alert, and approve it', keys: 95, at }, async ({ run, as }) => {
    const { id, display_name: name } = await aPerson(30 + run);
    const adviser = await as('tom.beddoes');
    await adviser.goTo(`/desk/alerts/new?customer=${id}`);
    await adviser.choose(adviser.page.getByLabel('What it warns of'), 'Dangerous animal');
    await adviser.type(adviser.page.getByLabel('What to do'), 'Ring before you visit');
    await adviser.type(adviser.page.getByLabel('What happened, and when'), 'Bitten on 2 November');
    await adviser.type(adviser.page.getByLabel('Review on'), '1 2 2027');
    await adviser.type(adviser.page.getByLabel('Last day on which it shows'), '1 5 2027');
    await adviser.follow(adviser.page.getByRole('button', { name: 'Propose' }), 'Control+Enter');
    await adviser.page.getByRole('status').getByText('A team leader decides').waitFor();

    const leader = await as('folake.okafor');
    await leader.goTo('/desk/alerts');
    await leader.follow(leader.page.getByRole('link', { name: new RegExp(name) }));
    await leader.follow(leader.page.getByRole('button', { name: 'Approve' }), 'Control+Enter');
    await leader.page.getByRole('status').first().waitFor();
    expect(await rowOf(partnership, 'alerts', { customer_id: id })).to.include({ state: 'live' });
    return [adviser, leader];
  });

  bothWays({ task: 'ask how satisfied a customer was, who answers by the link', keys: 10, at }, async ({ run, as }) => {
    const interaction = await anUnasked(run);
    const adviser = await as('kwame.mensah');
    await adviser.goTo(`/desk/interactions/${interaction}/survey`);
    await adviser.follow(adviser.page.getByRole('button', { name: 'Make a link' }), 'l');
    const told = await adviser.page.getByRole('status').filter({ hasText: 'Link for the customer' }).textContent();
    const customer = await as();
    await customer.goTo(/\/s\/[\w-]+/.exec(told ?? '')?.[0] ?? '');
    await customer.tick(customer.page.getByRole('radio').first());
    await customer.follow(customer.page.getByRole('button', { name: 'Send' }));
    await customer.page.getByRole('heading', { name: 'Thank you' }).waitFor();
    const answered = await rowOf<{ answer: number }>(partnership, 'surveys', { interaction_id: interaction });
    expect(answered.answer).to.be.within(1, 5);
    return [adviser, customer];
  });

  async function merged(id: string): Promise<boolean> {
    const { merged_into_id: into } = await rowOf<{ merged_into_id: string | null }>(partnership, 'customers', { id });
    return into !== null;
  }

  async function aPerson(number: number): Promise<PersonRow> {
    const { id } = await rowOf<{ id: number }>(partnership, 'authorities', { slug: 'dunmere' });
    const people = await rowsOf<PersonRow>(partnership, 'customers', { authority_id: id, kind: 'person' }, (rows) =>
      rows.whereNull('restriction').whereNull('merged_into_id').orderBy('id', 'desc'),
    );
    const person = people[number];
    if (!person) throw new Error(`Dunmere has no person number ${number}`);
    return person;
  }

  /** A contact of Kwame Mensah’s whose customer was drawn and not asked yet. */
  async function anUnasked(number: number): Promise<string> {
    const adviser = await rowOf<PersonRow>(partnership, 'people', { display_name: 'Kwame Mensah' });
    const [drawn, taken] = [
      await rowsOf<{ interaction_id: string }>(partnership, 'surveys', { asked_at: null }),
      await rowsOf<{ id: string }>(partnership, 'interactions', { adviser_id: adviser.id }),
    ];
    const own = new Set(taken.map(({ id }) => id));
    const unasked = drawn.filter(({ interaction_id: id }) => own.has(id));
    const found = unasked[number];
    if (!found) throw new Error(`Kwame Mensah has ${unasked.length} contacts to ask about`);
    return found.interaction_id;
  }
});
