import { expect } from 'chai';
import { pressThrough, takeCall } from './support/call-page.js';
import type { Desk } from './support/desk.js';
import { expectEffort } from './support/effort.js';
import { partnership } from './support/fixtures.js';
import { journey } from './support/journey.js';
import { logMissedBin } from './support/missed-bin.js';
import { asDialled, callerCollectedOn, rowOf, rowsOf } from './support/records.js';

const lastFriday = '2026-11-13';
const wasteLine = '01632 960011';

describe('A call about a bin and a pothole, in a browser', () => {
  journey('makes two cases with two councils, by keys alone and without choosing a council', async (open) => {
    const desk = await open({ as: 'tom.beddoes' });
    const { page, hands } = desk;
    const caller = await callerCollectedOn(partnership(), { authority: 'dunmere', on: lastFriday, passOver: 4 });
    const call = await takeCall(desk, { caller: asDialled(caller.telephone), called: wasteLine });
    hands.startCounting();
    const bin = await logMissedBin(desk, 'We aim to finish this by');
    expectEffort(hands.effort, { task: 'missed bin, existing customer', keys: 16, clicks: 0 });
    const pothole = await logPothole(desk);
    await pressThrough(desk, 'w');
    // As many as a new customer and one case may take.
    expectEffort(hands.effort, { task: 'a bin and a pothole in one call', keys: 47, clicks: 0 });

    const owners = await Promise.all([bin, pothole].map((reference) => ownerOf(reference)));
    expect(owners).to.deep.equal(['Dunmere District Council', 'Westmoor County Council']);
    const enquiries = await rowsOf<{ authority_id: number }>(partnership(), 'enquiries', { interaction_id: call.id });
    expect(new Set(enquiries.map(({ authority_id: id }) => id)).size, 'authorities of the enquiries').to.equal(2);
    const inspector = await open({ as: 'imran.malik' });
    await inspector.goTo(`/desk/cases/${pothole}`);
    await inspector.page.getByRole('heading', { level: 1, name: 'Pothole (main road)' }).waitFor();
    expect(page.url()).to.match(/\/desk$/);
  });
});

/** A small hole in the wheel tracks of a main road. Answers the reference to read out. */
async function logPothole(desk: Desk): Promise<string> {
  const { page, hands } = desk;
  await hands.press('r');
  await hands.type('poth');
  await pressThrough(desk, 'Enter');
  await page.getByText('Pothole: Westmoor County Council').waitFor();
  await pressThrough(desk, 'l');
  await hands.press('Space');
  for (const answer of ['Space', 'Space', 'Space', 'Space', 'ArrowDown', 'ArrowDown']) await hands.press('Tab', answer);
  await hands.press('Tab', 'Tab', 'Tab');
  await hands.type('No 9');
  await pressThrough(desk, 'Control+Enter');
  const reference = (await page.locator('.reference').textContent())?.trim() ?? '';
  expect(reference).to.match(/^WM-/);
  return reference;
}

async function ownerOf(reference: string): Promise<string> {
  const { authority_id: id } = await rowOf<{ authority_id: number }>(partnership(), 'cases', { reference });
  return (await rowOf<{ name: string }>(partnership(), 'authorities', { id })).name;
}
