import type { Desk } from './desk.js';

/** Answers the reference to read out. */
export async function logMissedBin({ page }: Desk): Promise<string> {
  await page.getByRole('button', { name: 'Log missed bin collection' }).click();
  await page.getByLabel('Rubbish (black bin)').check();
  await page.getByRole('group', { name: 'Was it at the edge of your property by 7am?' }).getByLabel('Yes').check();
  await page.getByRole('button', { name: 'Log the case' }).click();
  return (await page.locator('.reference').textContent())?.trim() ?? '';
}

/** Begins an enquiry in the customer's words, which the script about missed bins answers. */
export async function sayWhy({ page }: Desk, words: string): Promise<void> {
  await page.getByLabel('Describe in the customer’s words').fill(words);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Missed bin – when to report it and what to say' }).waitFor();
}
