import type { Page } from 'playwright-core';

/** Words of the checks themselves: a page names its own field and the fix, "Enter the postcode". */
const unnamed = /Enter a value|it is missing|This must be|This is not an id|There is no field called/;

/** Faults shown to people that name no field of theirs. */
export async function wordingFaults(page: Page): Promise<string[]> {
  const said = await page.evaluate(() =>
    [...document.querySelectorAll('.govuk-error-message, .govuk-error-summary__list li')].map((one) => one.textContent),
  );
  return [...new Set(said.map((words) => words.trim()).filter((words) => unnamed.test(words)))].map(
    (words) => `says “${words}”`,
  );
}
