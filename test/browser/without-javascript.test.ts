import { expect } from 'chai';
import { onCallPage } from './support/call-page.js';
import type { Desk } from './support/desk.js';
import { partnership } from './support/fixtures.js';
import { journey } from './support/journey.js';
import { asDialled, callerCollectedOn, customerNamed, houseCollectedOn, rowOf } from './support/records.js';
import { logMissedBin, sayWhy } from './support/without-javascript.js';

const lastFriday = '2026-11-13';

describe('The desk without JavaScript', () => {
  journey('answers a call from knowledge', async (open) => {
    const desk = await open({ as: 'tom.beddoes', javaScript: 'off' });
    const { page } = desk;
    await startCall(desk);
    const call = await onCallPage(page);
    await page.getByRole('button', { name: 'Check identity' }).click();
    await page.getByRole('button', { name: 'They match' }).click();
    await sayWhy(desk, 'wheelie bin not emptied');
    await page.getByRole('button', { name: 'Answered – resolved now' }).click();
    await page.getByRole('button', { name: 'Finish contact' }).click();
    await page.getByText('Contact finished.').waitFor();
    const enquiry = await rowOf(partnership(), 'enquiries', { interaction_id: call.id });
    expect(enquiry).to.include({ outcome: 'resolved' });
  });

  journey('logs a case, passes it through the queue and closes it', async (open) => {
    const adviser = await open({ as: 'tom.beddoes', javaScript: 'off' });
    await startCall(adviser);
    await sayWhy(adviser, 'missed bin');
    const reference = await logMissedBin(adviser);

    const officer = await open({ as: 'janet.oakley', javaScript: 'off' });
    await officer.goTo('/desk/queue');
    await officer.page.getByRole('link', { name: reference }).click();
    await officer.page.getByRole('button', { name: 'Take it' }).click();
    await officer.page.getByLabel('Add a note').fill('Emptied on the way back.');
    await officer.page.getByRole('button', { name: 'Add note' }).click();
    await officer.page.locator('.timeline').getByText('Emptied on the way back.').waitFor();
    await officer.page.getByText('Change status').click();
    await officer.page.getByLabel('Work is done').check();
    await officer.page.getByLabel('Outcome, when this closes the case').selectOption({ index: 1 });
    await officer.page.getByRole('button', { name: 'Save status' }).click();
    await officer.page.getByText('Status saved').waitFor();
    expect(await rowOf(partnership(), 'cases', { reference })).to.include({ status_kind: 'closed' });
  });

  journey('opens its menu on a phone, goes on from it and closes it', async (open) => {
    const { page, goTo } = await open({ as: 'tom.beddoes', javaScript: 'off', viewport: { width: 320, height: 640 } });
    await goTo('/desk');
    const menu = page.getByRole('navigation', { name: 'Main' });
    const button = page.getByRole('button', { name: 'Menu', exact: true });
    await menu.waitFor({ state: 'hidden' });
    await button.press('Enter');
    await menu.getByRole('link', { name: 'Team queue' }).waitFor();
    await page.keyboard.press('Escape');
    await menu.waitFor({ state: 'hidden' });
    await button.press('Enter');
    await menu.getByRole('link', { name: 'Team queue' }).click();
    await page.waitForURL(/\/desk\/queue$/);
    await menu.waitFor({ state: 'hidden' });
  });

  journey('passes an enquiry to the team that can help', async (open) => {
    const desk = await open({ as: 'tom.beddoes', javaScript: 'off' });
    const { page } = desk;
    await desk.goTo('/desk/interactions/new?caller=01632960988&called=01632960011');
    await page.getByRole('button', { name: 'Start' }).click();
    const call = await onCallPage(page);
    await page.getByText('Answer as “Dunmere District Council”.').waitFor();
    await sayWhy(desk, 'missed bin');
    await page.getByRole('button', { name: 'Pass to them' }).click();
    await page.getByRole('button', { name: 'Pass it on' }).click();
    await page.getByRole('button', { name: 'Finish contact' }).click();
    await page.getByText('Contact finished.').waitFor();
    const enquiry = await rowOf<{ outcome: string; passed_to_team_id: string }>(partnership(), 'enquiries', {
      interaction_id: call.id,
    });
    expect(enquiry.outcome).to.equal('passed');
    expect(await rowOf(partnership(), 'teams', { id: enquiry.passed_to_team_id })).to.include({
      name: 'Waste and recycling crews',
    });
  });

  journey('notes something on two cases of the queue, and takes it back', async (open) => {
    const { page, goTo } = await open({ as: 'janet.oakley', javaScript: 'off' });
    await goTo('/desk/queue');
    const rows = page.locator('tr[data-row]').filter({ hasNotText: 'Restricted case' });
    for (const row of [rows.nth(0), rows.nth(1)]) await row.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Add note' }).click();
    await page.getByLabel('Note').fill('The lorry is back on Thursday.');
    await page.getByRole('button', { name: 'Add note' }).click();
    await page.getByText('2 cases noted').waitFor();
    await page.getByRole('button', { name: 'Undo last change' }).click();
    await page.getByText('2 cases put back as they were').waitFor();
  });

  journey('says what a case form still needs, and keeps what was typed', async (open) => {
    const desk = await open({ as: 'tom.beddoes', javaScript: 'off' });
    const { page } = desk;
    await startCall(desk);
    await sayWhy(desk, 'missed bin');
    await page.getByRole('button', { name: 'Log missed bin collection' }).click();
    await page.getByLabel('Note for the team').fill('Blue gate.');
    await page.getByRole('button', { name: 'Log the case' }).click();
    await page.getByRole('alert').getByRole('link', { name: 'Choose which bin was missed' }).waitFor();
    expect(await page.getByLabel('Note for the team').inputValue()).to.equal('Blue gate.');
  });

  journey('adds a customer in place, and logs a case for them', async (open) => {
    const desk = await open({ as: 'tom.beddoes', javaScript: 'off' });
    const { page } = desk;
    const home = await houseCollectedOn(partnership(), { town: 'Dunmere', on: lastFriday });
    await desk.goTo('/desk/interactions/new?caller=01632960986&called=01632960011');
    await page.getByRole('button', { name: 'Start' }).click();
    await page.getByRole('button', { name: 'New customer' }).click();
    await page.getByLabel('First name').fill('Ida');
    await page.getByLabel('Last name').fill('Marsh');
    await page.getByLabel('Address or postcode').fill(home.postcode);
    await page.getByRole('button', { name: 'Add customer' }).click();
    await page.getByRole('group', { name: 'Which address?' }).getByLabel(home.line).check();
    await page.getByRole('button', { name: 'Add customer' }).click();
    await page.getByRole('heading', { level: 1, name: 'Phone contact with Ida Marsh' }).waitFor();
    await sayWhy(desk, 'missed bin');
    const reference = await logMissedBin(desk);
    const { id } = await customerNamed(partnership(), 'Ida Marsh');
    expect(await rowOf(partnership(), 'cases', { reference })).to.include({ customer_id: id, place_id: home.id });
  });
});

async function startCall({ page, goTo }: Desk): Promise<void> {
  const caller = await callerCollectedOn(partnership(), { authority: 'dunmere', on: lastFriday, passOver: 3 });
  await goTo('/desk');
  await page.getByRole('button', { name: 'Start a contact' }).click();
  await page.getByLabel('Number they call from').fill(asDialled(caller.telephone));
  await page.getByRole('button', { name: 'Start' }).click();
  await onCallPage(page);
}
