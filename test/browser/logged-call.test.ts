import { expect } from 'chai';
import { pressThrough, takeCall } from './support/call-page.js';
import type { Desk } from './support/desk.js';
import { expectEffort } from './support/effort.js';
import { partnership } from './support/fixtures.js';
import { journey } from './support/journey.js';
import { logMissedBin } from './support/missed-bin.js';
import { asDialled, callerCollectedOn, rowOf } from './support/records.js';

const lastFriday = '2026-11-13';
const wasteLine = '01632 960011';
const promise = 'We aim to finish this by Wednesday 18 November, 3:30pm.';

describe('A call that is logged, in a browser', () => {
  journey('takes few keys and no click for a missed bin of a known caller', async (open) => {
    const desk = await open({ as: 'tom.beddoes' });
    const { page, hands } = desk;
    const caller = await callerCollectedOn(partnership(), { authority: 'dunmere', on: lastFriday });
    await takeCall(desk, { caller: asDialled(caller.telephone), called: wasteLine });
    hands.startCounting();
    const reference = await logMissedBin(desk, promise);
    await pressThrough(desk, 'w');
    expectEffort(hands.effort, { task: 'missed bin, existing customer', keys: 16, clicks: 0 });
    const logged = await rowOf<{ customer_id: string; answers: string }>(partnership(), 'cases', { reference });
    expect(logged.customer_id).to.equal(caller.id);
    expect(JSON.parse(logged.answers)).to.include({ bin: 'rubbish', 'missed-on': lastFriday, 'out-by-seven': true });
    expect(page.url()).to.match(/\/desk$/);
  });

  journey('is passed to the team that can help, with few keys and no click', async (open) => {
    const desk = await open({ as: 'tom.beddoes' });
    const caller = await callerCollectedOn(partnership(), { authority: 'dunmere', on: lastFriday });
    const call = await takeCall(desk, { caller: asDialled(caller.telephone), called: wasteLine });
    desk.hands.startCounting();
    await desk.hands.press('r');
    await desk.hands.type('miss');
    await pressThrough(desk, 'Enter');
    await pressThrough(desk, 'p');
    await pressThrough(desk, 'Control+Enter');
    await pressThrough(desk, 'w');
    expectEffort(desk.hands.effort, { task: 'find the team and hand off', keys: 12, clicks: 0 });
    const enquiry = await rowOf<{ passed_to_team_id: string }>(partnership(), 'enquiries', { interaction_id: call.id });
    const team = await rowOf<{ name: string }>(partnership(), 'teams', { id: enquiry.passed_to_team_id });
    expect(team.name).to.equal('Waste and recycling crews');
  });

  journey('is chased with one key, worked by an officer to its outcome, and told in plain words', async (open) => {
    const adviser = await open({ as: 'tom.beddoes' });
    const caller = await callerCollectedOn(partnership(), { authority: 'dunmere', on: lastFriday, passOver: 2 });
    const telephone = { caller: asDialled(caller.telephone), called: wasteLine };
    await takeCall(adviser, telephone);
    const reference = await logMissedBin(adviser, promise);
    await pressThrough(adviser, 'w');

    const chasing = await takeCall(adviser, telephone);
    await pressThrough(adviser, 'i');
    await pressThrough(adviser, 'Enter');
    await chasing.customer.getByRole('link', { name: reference }).click();
    await chasing.matter.getByText('We have your report and will look at it').waitFor();
    await pressThrough(adviser, 'h');
    await adviser.page.getByRole('status').getByText('Contact finished').waitFor();
    expect(await rowOf(partnership(), 'interactions', { id: chasing.id })).to.include({
      avoidable: 'chasing-progress',
      state: 'finished',
    });

    await workToItsOutcome(await open({ as: 'janet.oakley' }), reference);

    const last = await takeCall(adviser, telephone);
    await adviser.goTo(`/desk/interactions/${last.id}?case=${reference}&who=check`);
    await pressThrough(adviser, 'Enter');
    await last.matter.getByText('It was closed').waitFor();
  });
});

/** Finds the case in the queue of their teams, takes it, notes what they did and closes it. */
async function workToItsOutcome(desk: Desk, reference: string): Promise<void> {
  const { page, hands, goTo } = desk;
  await goTo('/desk/queue');
  await page.getByRole('row').filter({ hasText: reference }).getByRole('link', { name: reference }).click();
  await page.getByRole('heading', { level: 1, name: 'Missed rubbish collection' }).waitFor();
  await page.locator('.timeline').getByText('asked how far it is').waitFor();
  await pressThrough(desk, 't');
  await page.getByText('Janet Oakley').first().waitFor();

  await hands.press('m');
  await hands.type('Crew went back at noon.');
  await pressThrough(desk, 'Control+Enter');
  await page.locator('.timeline').getByText('Crew went back at noon.').waitFor();

  await hands.press('s');
  await page.getByLabel('Work is done').check();
  await page.getByLabel('Outcome, when this closes the case').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Save status' }).click();
  await page
    .getByRole('heading', { level: 2, name: /^Closed|Put right|Done/ })
    .first()
    .waitFor();
  const closed = await rowOf<{ outcome: string }>(partnership(), 'cases', { reference });
  expect(closed).to.include({ status_kind: 'closed' });
  expect(closed.outcome).to.be.a('string').that.is.not.empty;
}
