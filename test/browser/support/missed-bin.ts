import { expect } from 'chai';
import { pressThrough } from './call-page.js';
import type { Desk } from './desk.js';

/**
 * Logs a missed bin of Dunmere's on a call by keyboard alone: rubbish, on the day that the record gives, out in time.
 * `promise` is what the form says before it is sent. Answers the reference to read out.
 */
export async function logMissedBin(desk: Desk, promise: string): Promise<string> {
  const { page, hands } = desk;
  await hands.press('r');
  await hands.type('miss');
  await pressThrough(desk, 'Enter');
  await pressThrough(desk, 'l');
  await page.getByText(promise).waitFor();
  await hands.press('Space');
  await hands.press('Tab', 'Tab', 'Tab', 'Tab');
  await hands.press('Space');
  await pressThrough(desk, 'Control+Enter');
  const reference = (await page.locator('.reference').textContent())?.trim() ?? '';
  expect(reference).to.match(/^DU-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]$/);
  return reference;
}
